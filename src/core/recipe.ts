import type { PlainRecord } from './plain.ts';

/** One step as the user wrote it. `columns` empty = every column the step accepts where it stands. */
export interface RecipeStep {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A step after it has learned from training rows; the scorer applies it by `kind` and `state` alone. */
export interface FittedStep {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly state: PlainRecord;
}
