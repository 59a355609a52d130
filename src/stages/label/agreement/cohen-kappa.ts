/**
 * Agreement of two labellers beyond what their own shares of the values would give by chance.
 * Source: Cohen (1960), "A coefficient of agreement for nominal scales".
 * @param units pairs of value codes; those with a -1 are left out
 * @param weights how often each unit counts
 * @returns -1 to 1; NaN where both give one value to everything, or nothing is shared
 */
export function cohenKappa(units: readonly (readonly [number, number])[], classes: number, weights?: ArrayLike<number>): number {
  const [first, second] = [new Float64Array(classes), new Float64Array(classes)];
  let [total, agreed] = [0, 0];
  units.forEach(([a, b], i) => {
    const weight = weights?.[i] ?? 1;
    if (a < 0 || b < 0) return;
    total += weight;
    first[a]! += weight;
    second[b]! += weight;
    if (a === b) agreed += weight;
  });
  if (total === 0) return NaN;
  const chance = first.reduce((sum, share, k) => sum + (share / total) * (second[k]! / total), 0);
  return chance === 1 ? NaN : (agreed / total - chance) / (1 - chance);
}
