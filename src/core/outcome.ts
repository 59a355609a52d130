import { gatherKinship, type Kinship } from './kinship.ts';

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
  /** How the rows belong together, where the division of the project says so; left out, each stands for itself. */
  readonly kinship?: Kinship;
}

/** What answers put in order where how large they are means nothing: rows by use for their group, or cases by how soon it happens to them. */
export type OrderOf = 'relevance' | 'risk';

/** What an answer that is good for an order only is called. */
export const sayOrderAnswer = (orders: OrderOf): string => (orders === 'risk' ? 'relative risk' : 'ranking score');

export interface NumberOutcome {
  readonly kind: 'numbers';
  /** The answers are good for an order only. */
  readonly orders?: OrderOf;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly weights: Float64Array | null;
  /** How the rows belong together, where the division of the project says so; left out, each stands for itself. */
  readonly kinship?: Kinship;
}

/** A score that is never bare: `low` and `high` bound the 95 % interval, `method` names how it was made, `n` is the number of rows. */
export interface Metric {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly method: string;
  readonly n: number;
}

/** Whether a value follows from a definition and not from the rows it was measured on: there is nothing to be unsure of. */
export const isExact = ({ value, low, high }: Pick<Metric, 'value' | 'low' | 'high'>): boolean => low === value && high === value;

/** The outcome on the given rows, in the given order. */
export function gatherOutcome<O extends Outcome>(outcome: O, rows: ArrayLike<number>): O;
export function gatherOutcome(outcome: Outcome, rows: ArrayLike<number>): Outcome {
  const at = (values: Float64Array | Int32Array) => (_: unknown, i: number) => values[rows[i]!]!;
  const length = { length: rows.length };
  const weights = outcome.weights && Float64Array.from(length, at(outcome.weights));
  const kinship = outcome.kinship ? { kinship: gatherKinship(outcome.kinship, rows) } : {};
  if (outcome.kind === 'numbers') {
    return {
      ...outcome,
      actual: Float64Array.from(length, at(outcome.actual)),
      predicted: Float64Array.from(length, at(outcome.predicted)),
      weights,
      ...kinship
    };
  }
  const classes = outcome.labels.length;
  const probabilities = Float64Array.from(
    { length: rows.length * classes },
    (_, i) => outcome.probabilities[rows[Math.floor(i / classes)]! * classes + (i % classes)]!
  );
  return {
    ...outcome,
    actual: Int32Array.from(length, at(outcome.actual)),
    predicted: Int32Array.from(length, at(outcome.predicted)),
    probabilities,
    weights,
    ...kinship
  };
}
