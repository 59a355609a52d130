/** One candidate: what it costs and what it gives. */
export interface Priced {
  readonly id: string;
  readonly cost: number;
  /** Higher is better. */
  readonly worth: number;
}

/** Those that no other beats in worth without costing more (the Pareto front), cheapest first; of equals the first. */
export function frontOf(candidates: readonly Priced[]): string[] {
  const known = candidates.filter(({ cost, worth }) => Number.isFinite(cost) && Number.isFinite(worth));
  const sorted = known.toSorted((a, b) => a.cost - b.cost || b.worth - a.worth);
  let best = -Infinity;
  return sorted.flatMap(({ id, worth }) => {
    if (worth <= best) return [];
    best = worth;
    return [id];
  });
}
