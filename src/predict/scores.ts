import type { OrderOf } from '../core/outcome.ts';

/** What a package says about n rows. */
export type Scores = ClassScores | NumberScores;

export interface ClassScores {
  readonly kind: 'classes';
  readonly labels: readonly string[];
  /** Row-major [n, labels.length], after calibration; each row sums to 1. */
  readonly probabilities: Float64Array;
  /** Class codes after the threshold, length n. */
  readonly predicted: Int32Array;
}

export interface NumberScores {
  readonly kind: 'numbers';
  readonly values: Float64Array;
  /** The values are good for an order only. */
  readonly orders?: OrderOf;
  /** Ends of the 95 % interval, where the package knows its uncertainty. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
}
