/**
 * P-values corrected for how many were looked at, in the order given: the chance of any false alarm among them stays at the level.
 * NaN entries stay NaN and count for nothing.
 * Source: Holm (1979), "A simple sequentially rejective multiple test procedure".
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].filter((i) => !Number.isNaN(pValues[i])).sort((a, b) => pValues[a]! - pValues[b]!);
  const corrected = pValues.map(() => NaN);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, pValues[at]! * (order.length - rank)));
    corrected[at] = largest;
  });
  return corrected;
}
