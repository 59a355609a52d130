/** How often each code is in each group: group -> code -> rows. Codes may be -1. */
export function countsByGroup(groups: Float64Array, codes: Int32Array): Map<number, Map<number, number>> {
  const counts = new Map<number, Map<number, number>>();
  for (let row = 0; row < groups.length; row++) {
    let own = counts.get(groups[row]!);
    if (!own) counts.set(groups[row]!, (own = new Map()));
    own.set(codes[row]!, (own.get(codes[row]!) ?? 0) + 1);
  }
  return counts;
}
