/** What a model said about rows whose answer is known. Everything that judges a model starts from here. */
export type Outcome = ClassOutcome | NumberOutcome;

export interface ClassOutcome {
  readonly kind: 'classes';
  readonly labels: readonly string[];
  /** Class codes, length n. */
  readonly actual: Int32Array;
  /** Row-major [n, labels.length]; each row sums to 1. */
  readonly probabilities: Float64Array;
  /** Class codes after the threshold, length n. */
  readonly predicted: Int32Array;
  /** Code of the class that counts as positive, with two classes; null otherwise. */
  readonly positive: number | null;
  readonly weights: Float64Array | null;
}

export interface NumberOutcome {
  readonly kind: 'numbers';
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly weights: Float64Array | null;
}

/** A score that is never bare: `low` and `high` bound the 95 % interval, `method` names how it was made, `n` is the number of rows. */
export interface Metric {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly n: number;
}
