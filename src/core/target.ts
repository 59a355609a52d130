/** What a supervised model can be asked to do. Images and text are features, not tasks. */
export type LearningTask = 'classification' | 'regression';

/** The answers to learn from, aligned with the rows of a table; rows without an answer were left out before. */
export type Target = ClassTarget | NumberTarget;

export interface ClassTarget {
  readonly kind: 'classes';
  readonly name: string;
  /** Index into `labels`, length n. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

export interface NumberTarget {
  readonly kind: 'numbers';
  readonly name: string;
  readonly values: Float64Array;
}

export const taskOf = (target: Target): LearningTask => (target.kind === 'classes' ? 'classification' : 'regression');

export const targetRows = (target: Target): number => (target.kind === 'classes' ? target.codes.length : target.values.length);

export function gatherTarget(target: Target, rows: ArrayLike<number>): Target {
  if (target.kind === 'classes') return { ...target, codes: Int32Array.from({ length: rows.length }, (_, i) => target.codes[rows[i]!]!) };
  return { ...target, values: Float64Array.from({ length: rows.length }, (_, i) => target.values[rows[i]!]!) };
}
