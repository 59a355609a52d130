import type { Lost } from './lost-at.ts';
import type { Refusal, StressPoint } from './stress-rows.ts';
import type { WeightEnd } from './stress-type.ts';

/** How a metric goes with the dose. */
export interface StressCurve {
  readonly kind: string;
  readonly label: string;
  readonly doc: string;
  readonly axis: string;
  readonly isShare: boolean;
  readonly unit: string | null;
  /** The columns that were broken together, or the one that rows lean by. */
  readonly columns: readonly string[];
  /** Rows that lean: to which end, the worst of how many. */
  readonly lean: { readonly end: WeightEnd; readonly among: number } | null;
  /** Ascending by dose; the first is the rows as they are. */
  readonly points: readonly StressPoint[];
  /** The first dose at which the model gave no answer; none was tried beyond. */
  readonly refusal: Refusal | null;
  readonly guessing: Lost | null;
  readonly bar: Lost | null;
  readonly sentence: string;
}

/** What comes of a single column that breaks. */
export interface BrokenColumn {
  readonly column: string;
  readonly end: WeightEnd | null;
  /** Null where the model gives no answer without it. */
  readonly point: StressPoint | null;
  readonly refusal: Refusal | null;
}
