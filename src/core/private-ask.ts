/** A question about rows that is answered with noise. Bounds, bins and labels come from the one who asks: taken from the data they would tell of it. */
export type PrivateAsk =
  | { readonly kind: 'count' }
  /** Of the values that are there, each taken as the nearest within the bounds. */
  | { readonly kind: 'mean'; readonly column: string; readonly lowest: number; readonly highest: number }
  /** Numbers in so many bins between the bounds; what is outside counts in the first or the last. */
  | { readonly kind: 'histogram'; readonly column: string; readonly lowest: number; readonly highest: number; readonly bins: number }
  /** Rows of each of these values. */
  | { readonly kind: 'levels'; readonly column: string; readonly labels: readonly string[] };

/** What may be spent on answers about a project's rows, and what was. */
export interface PrivacyBudget {
  readonly epsilon: number;
  readonly delta: number;
  readonly spent: readonly { readonly at: number; readonly epsilon: number; readonly delta: number; readonly what: string }[];
}

export const USUAL_BUDGET: PrivacyBudget = { epsilon: 1, delta: 1e-5, spent: [] };

export const spentOf = ({ spent }: Pick<PrivacyBudget, 'spent'>): { epsilon: number; delta: number } => ({
  epsilon: spent.reduce((sum, entry) => sum + entry.epsilon, 0),
  delta: spent.reduce((sum, entry) => sum + entry.delta, 0)
});
