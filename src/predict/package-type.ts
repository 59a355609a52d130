import type { CalibrationKind } from '../core/calibration-kind.ts';
import type { ColumnWriting } from '../core/csv-options.ts';
import type { Decision } from '../core/cost-threshold.ts';
import type { ThresholdReason } from '../core/kept-threshold.ts';
import type { Limits } from './limits-type.ts';
import type { OrderOf } from '../core/outcome.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { FittedStep } from '../core/recipe.ts';
import type { ColumnType } from '../core/schema.ts';
import type { LearningTask } from '../core/target.ts';

/** A column the predictor must be given, as it was in training. */
export interface InputColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Levels that at least five training rows have; of a boolean column both. */
  readonly labels?: readonly string[];
  /** Where training values lie, for number, integer and time columns: rounded outwards, far outliers left outside. */
  readonly range?: readonly [number, number];
  /** Share of training rows without a value, 0 to 1. */
  readonly missingShare: number;
  /** The most common level or about the median: what a form starts with. */
  readonly typical: string | number | null;
  /** Of times that are moments: the zone by whose clocks they are read, and by which a time that says none is understood. */
  readonly zone?: string;
  /** Of numbers: what they are counted in. */
  readonly unit?: string;
  /** How the file it was trained on wrote its values; a batch is read so. Packages of before do not say. */
  readonly written?: ColumnWriting;
  /** For image columns. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
}

export interface PackageTarget {
  readonly name: string;
  readonly type: ColumnType;
  /** Class names in the order of the model's outputs; absent for regression. */
  readonly labels?: readonly string[];
  /** Name of the positive class, with two classes. */
  readonly positive?: string;
  /** Regression only: what the answers put in order, where their size means nothing. */
  readonly orders?: OrderOf;
}

/**
 * How one column looked in training, for drift: enough for PSI, KS and chi-square, and not enough to read the value of any row. At least five rows
 * lie between two edges and beyond the outermost, at least five share each edge as it is rounded, and rarer levels are counted together.
 */
export type ReferenceColumn =
  | {
      readonly kind: 'number';
      readonly name: string;
      /** Ascending, at about even shares of the rows, fewer than 100 of them. */
      readonly edges: Float64Array;
      /** Training rows at or below each edge. */
      readonly below: Float64Array;
      readonly rows: number;
      readonly missing: number;
    }
  | {
      readonly kind: 'category';
      readonly name: string;
      readonly labels: readonly string[];
      readonly counts: Float64Array;
      /** Rows with a level that fewer than five of them have. */
      readonly others: number;
      readonly rows: number;
      readonly missing: number;
    };

/**
 * The one thing that scores, everywhere. Plain data: canonical JSON and binary buffers, one SHA-256 over both. No times in it: the same data,
 * recipe, parameters and seed give the same bytes.
 */
export interface ModelPackage {
  readonly format: 'lathe-package';
  readonly formatVersion: 1;
  readonly task: LearningTask;
  readonly inputs: readonly InputColumn[];
  readonly target: PackageTarget;
  readonly recipe: readonly FittedStep[];
  readonly model: { readonly id: string; readonly label: string; readonly params: PlainRecord; readonly state: PlainRecord };
  readonly calibration: null | { readonly kind: CalibrationKind; readonly state: PlainRecord };
  /** Two classes only: the positive class is answered from this probability on. */
  readonly threshold: number | null;
  /** Where a person chose the threshold: for what, why, and who it was. */
  readonly decision?: ThresholdReason;
  /** Regression only: the half width of the 95 % interval, the conformal quantile of `n` residuals left out of folds of the training part. */
  readonly uncertainty: null | { readonly method: string; readonly halfWidth: number; readonly n: number };
  /** Absent where training was not asked for it. */
  readonly limits?: Limits;
  readonly reference: { readonly columns: readonly ReferenceColumn[]; readonly prediction: ReferenceColumn };
  readonly provenance: {
    readonly datasetHash: string;
    readonly splitHash: string;
    readonly recipeHash: string;
    readonly seed: number;
    readonly trainRows: number;
    readonly latheVersion: string;
    /** The rows it was trained on were made up. */
    readonly synthetic?: true;
  };
}

/** What decides between the two classes of a package. */
export const decisionOf = ({ target, threshold, decision }: Pick<ModelPackage, 'target' | 'threshold' | 'decision'>): Decision => ({
  positive: target.positive ?? null,
  threshold,
  ...(decision ? { goal: decision.goal } : {})
});
