export type Correction = 'benjamini-hochberg' | 'holm';

/**
 * P-values corrected for how many tests there are, in the order given. Benjamini-Hochberg keeps the share of false alarms among all alarms below
 * the level, and, when nothing changed at all, the chance of any; Holm keeps the chance of any false alarm below it whatever else changed.
 * Sources: Benjamini & Hochberg (1995), Holm (1979).
 * @param pValues NaN = not tested, and stays NaN
 */
export function correct(pValues: readonly number[], method: Correction): number[] {
  const order = [...pValues.keys()].filter((i) => !Number.isNaN(pValues[i])).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = pValues.map(() => NaN);
  const n = order.length;
  if (method === 'holm') {
    let most = 0;
    order.forEach((at, rank) => (corrected[at] = most = Math.max(most, Math.min(1, pValues[at]! * (n - rank)))));
    return corrected;
  }
  let least = 1;
  for (let rank = n - 1; rank >= 0; rank--) corrected[order[rank]!] = least = Math.min(least, (pValues[order[rank]!]! * n) / (rank + 1));
  return corrected;
}
