import type { PlainRecord } from '../plain.ts';

/** Which rows stand against which. */
export type ComparisonAsk =
  | { readonly kind: 'version'; readonly datasetId: string }
  | { readonly kind: 'parts'; readonly first: SplitPart; readonly second: SplitPart };
export type SplitPart = 'train' | 'validation' | 'test';

export interface ComparedSide extends PlainRecord {
  readonly name: string;
  readonly rows: number;
}

export interface ColumnComparison extends PlainRecord {
  readonly column: string;
  /** `cliff`: Cliff's delta of numbers and times, -1 to 1, above 0 = the second side is larger; `cramers-v`: of categories, 0 to 1. */
  readonly measure: 'cliff' | 'cramers-v';
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly test: 'Kolmogorov–Smirnov' | 'Chi-square';
  readonly statistic: number;
  /** Corrected for the number of columns (Benjamini-Hochberg). */
  readonly pValue: number;
  readonly missingFirst: number;
  readonly missingSecond: number;
  readonly isDifferent: boolean;
  readonly said: string;
}

/** Whether a model that sees all columns at once can tell the sides apart, on rows it did not learn from. */
export interface JointComparison extends PlainRecord {
  /** Area under the ROC curve; 0.5 = not at all. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly n: number;
  readonly said: string;
}

export interface Comparison extends PlainRecord {
  readonly first: ComparedSide;
  readonly second: ComparedSide;
  /** In a sentence or two. */
  readonly said: readonly string[];
  /** What was read: the answers are not, where parts are compared. */
  readonly looked: string;
  /** What differs in the columns themselves, in words; empty where nothing does. */
  readonly schema: readonly string[];
  /** Largest effect first. */
  readonly columns: readonly ColumnComparison[];
  /** Null where there are too few rows. */
  readonly joint: JointComparison | null;
  readonly notes: readonly string[];
}
