import type { RecipeStep } from '../../core/recipe.ts';
import type { ParamInfo } from './params.ts';

/** The steps that make features from columns. */
export interface RecipeVerbs {
  /** The steps the app would take for this data, target and model family. Nothing is fitted outside a training part. */
  suggest(model?: string): Promise<RecipeStep[]>;
  /** The same with the reason of each step. */
  explain(model?: string): Promise<{ steps: RecipeStep[]; reasons: string[] }>;
  set(steps: RecipeStep[]): Promise<void>;
  /** Back to the suggested one, made anew for each model family. */
  reset(): Promise<void>;
  get(): Promise<RecipeStep[]>;
  /** Every kind of step there is. */
  kinds(): StepInfo[];
  /** What each step does to one row and to its columns, fitted on the training part. */
  preview(steps: RecipeStep[], row: number): Promise<StepEffect[]>;
  /** An experiment that keeps nothing: a standard scaler learned from training rows alone, and from all rows. */
  scalerBothWays(trainRows?: number): Promise<ScalerBothWays>;
}

export interface StepInfo {
  kind: string;
  label: string;
  doc: string;
  accepts: string[];
  /** Whether it changes columns, or which rows are learned from. */
  about: 'columns' | 'rows';
  /** What it is for: filling gaps, scaling numbers, encoding levels, deriving columns, selecting some, texts, times, or which rows are learned from. */
  purpose: 'gaps' | 'scale' | 'encode' | 'derive' | 'select' | 'text' | 'time' | 'rows';
  params: Record<string, ParamInfo>;
}

export interface StepEffect {
  kind: string;
  /** The columns the step is about. */
  before: ColumnGlance[];
  after: ColumnGlance[];
  /** How many columns there are in all. */
  columnsBefore: number;
  columnsAfter: number;
  rowsBefore: number;
  rowsAfter: number;
  notes: { code: string; message: string }[];
}

/** A column at one place of the recipe, with the value the one row has there. */
export interface ColumnGlance {
  name: string;
  kind: string;
  missing: number;
  mean: number | null;
  deviation: number | null;
  levels: number | null;
  /** Rows in equal bins from the smallest number or time to the largest, or of the commonest levels; null where there is nothing to tell apart. */
  shape: number[] | null;
  value: string | number | null;
}

export interface ScalerBothWays {
  trainRows: number;
  allRows: number;
  mostTrainRows: number;
  columns: {
    name: string;
    train: { mean: number; deviation: number };
    all: { mean: number; deviation: number };
    /** How far the centre moves, in deviations of the training rows. */
    shift: number;
    /** How much the unit grows: 0.1 = a tenth. */
    stretch: number;
  }[];
}
