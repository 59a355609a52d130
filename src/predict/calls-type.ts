/** How rows of one group are called: from `high` on surely, from `low` on with chance `mix`; and all of it only with chance 1 - `ignored`, else with `constant`. */
export interface CallRule {
  readonly low: number;
  readonly high: number;
  readonly mix: number;
  readonly ignored: number;
  readonly constant: number;
}

/**
 * How the answer of two classes follows from the probability, where neither the likelier class nor one threshold decides. What is left to chance is drawn from the
 * values of the row, so that equal rows get equal answers, here and in every export.
 */
export type Calls =
  /** A rule for each group of an input column; rows of none are called by the threshold. */
  | { readonly kind: 'by-group'; readonly column: string; readonly labels: readonly string[]; readonly rules: readonly CallRule[] }
  /** With the chance that the model says: the mixture of models that reductions come to. */
  | { readonly kind: 'drawn' };
