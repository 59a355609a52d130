/**
 * How good one list is for one user. Every item is relevant or not; the list is judged against all relevant items, of the whole catalogue.
 * Source for the definitions: Järvelin & Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques"; NDCG agrees with scikit-learn's
 * `ndcg_score(k=...)` for gains of 0 and 1. Judging against a sample of the catalogue instead is biased: Krichene & Rendle (2020).
 */
export interface ListScores {
  /** Discounted gain over the best one could have. */
  readonly ndcg: number;
  /** Mean of the precision at each hit, over the hits there could be. */
  readonly map: number;
  /** Share of the relevant items that are listed. */
  readonly recall: number;
  /** Share of the k places that are hits. */
  readonly precision: number;
  /** 1 with a hit, else 0. */
  readonly hitRate: number;
}

/** One number for each user that was judged. */
export type PerUser = Readonly<Record<keyof ListScores | 'novelty', Float64Array>>;

/**
 * @param list items, best first; only the first k count
 * @param relevant at least one
 */
export function scoreList(list: readonly number[], relevant: ReadonlySet<number>, k: number): ListScores {
  let [hits, gain, precisions] = [0, 0, 0];
  list.slice(0, k).forEach((item, place) => {
    if (!relevant.has(item)) return;
    hits++;
    gain += discount(place);
    precisions += hits / (place + 1);
  });
  const most = Math.min(k, relevant.size);
  let best = 0;
  for (let place = 0; place < most; place++) best += discount(place);
  return { ndcg: gain / best, map: precisions / most, recall: hits / relevant.size, precision: hits / k, hitRate: hits > 0 ? 1 : 0 };
}

const discount = (place: number): number => 1 / Math.log2(place + 2);
