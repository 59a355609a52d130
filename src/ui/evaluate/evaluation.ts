import type { LimitsReport } from '../../core/limits-report.ts';
import type { ReliabilityParts } from '../../core/reliability-parts.ts';
import type { BarVerdict } from '../../core/bar.ts';
import type { Decision } from '../../core/cost-threshold.ts';
import type { ProfitData } from '../../charts/profit.ts';
import type { BenefitData } from '../../charts/benefit.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Report } from '../../app/api/judging.ts';

/** What a report holds, as the Evaluate screen reads it. The door promises more keys than it types. */
export interface Evaluation {
  readonly runId: string;
  /** `validation`, `test` or `cross-validation`. */
  readonly on: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly main: { readonly metric: string; readonly label: string; readonly chance: number } | null;
  readonly bar: { readonly bar: number; readonly isPrior: boolean; readonly verdict: BarVerdict } | null;
  readonly slices: readonly WeakSlice[];
  readonly slicesTried: number;
  /** Groups by two or three columns that their p-values allow for; reports of an earlier build know none. */
  readonly slicesCombined?: number;
  /** Whether all groups by two columns were looked at. */
  readonly slicesEveryPair?: boolean;
  readonly learning: Learning | null;
  /** What an answer costs, what it saves, and what the cheapest answer without a model costs. */
  readonly value: {
    readonly perRow: Metric;
    readonly saved?: Metric;
    readonly withoutModel: number;
    /** Of two classes; absent in reports of before. */
    readonly profit?: {
      readonly perRow: Metric;
      readonly never: number;
      readonly returned: Metric | null;
      readonly curve: ProfitData['points'];
    } | null;
  } | null;
  readonly randomLabels: boolean;
  readonly testOpenings: number;
  readonly examples?: Examples | null;
  readonly coverage?: Coverage | null;
  /** Of runs trained to know their limits. */
  readonly limits?: LimitsReport | null;
  readonly confusion?: Confusion;
  readonly calibration?: Calibration;
  readonly reliability?: ReliabilityParts;
  /** What acting by it is worth, at each balance of finds and false alarms; empty without a positive class. */
  readonly benefit?: BenefitData['points'];
  /** What decides between two classes. */
  readonly decision?: Decision;
  readonly roc?: readonly (Curve<{ points: readonly RocPoint[]; best: RocPoint | null }> & { readonly area?: Metric | null })[];
  readonly pr?: readonly Curve<readonly PrPoint[]>[];
  readonly gain?: readonly Curve<readonly GainPoint[]>[];
  readonly residuals?: Residuals;
  /** Instead of residuals, where answers are good for an order only. */
  readonly order?: {
    readonly orders: 'relevance' | 'risk';
    readonly method: string;
    readonly bands: readonly { readonly rows: number; readonly value: number; readonly low: number; readonly high: number }[];
  };
}

export interface WeakSlice {
  readonly condition: string;
  readonly rows: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly rest: number;
  readonly pValue: number;
  readonly sentence: string;
}

export interface Learning {
  readonly steps: number;
  readonly bestStep: number;
  readonly train: number;
  readonly validation: number | null;
  readonly verdict: 'still-improving' | 'training-only' | 'settled' | 'overfitting' | 'diverged' | 'unknown';
}

export interface Examples {
  readonly mistakes: readonly Mistake[];
  readonly wrong: number | null;
  readonly rows: readonly number[];
}

export interface Mistake {
  readonly row: number;
  readonly actual: string | number;
  readonly predicted: string | number;
  readonly size: number;
}

export interface Coverage {
  readonly halfWidth: number;
  readonly inside: Metric;
  readonly method: string;
  readonly n: number;
}

export interface ClassLine {
  readonly label: string;
  readonly actual: number;
  readonly predicted: number;
  readonly precision: Metric;
  readonly recall: Metric;
  readonly f1: number;
}

export interface Confusion {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly classes: readonly ClassLine[];
}

export interface Calibration {
  readonly bins: readonly { predicted: number; observed: number; low: number; high: number; rows: number }[];
  readonly error: number;
  readonly of: 'positive' | 'likeliest';
}

export interface Curve<T> {
  readonly label: string;
  readonly curve: T;
}
export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}
export interface PrPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}
export interface GainPoint {
  readonly threshold: number;
  readonly share: number;
  readonly gain: number;
  readonly lift: number;
}

export interface Residuals {
  readonly quantiles: readonly { share: number; residual: number }[];
  readonly bins: readonly { predicted: number; low: number; median: number; high: number; rows: number }[];
  readonly qq: readonly { expected: number; residual: number }[];
  readonly points: readonly { predicted: number; residual: number; row: number }[];
  readonly mean: number;
  readonly deviation: number;
  readonly findings?: readonly { readonly id: string; readonly sentence: string }[];
}

export const readReport = (report: Report): Evaluation => report as unknown as Evaluation;

/** The rows a number is from, as each block of the page says it. */
export const partName = (on: string): string => (on === 'cross-validation' ? 'rows left out of folds' : `the ${on} part`);

/** The score the project goes by; undefined when the report could not measure it. */
export const mainScore = (evaluation: Evaluation): Metric | undefined =>
  evaluation.main ? evaluation.metrics[evaluation.main.metric] : undefined;

export const isNumbers = (evaluation: Evaluation): boolean => evaluation.residuals !== undefined || evaluation.order !== undefined;
