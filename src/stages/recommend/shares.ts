/** Reasons that are listed. */
const MOST = 3;

/**
 * What each item adds, as a share of all that speaks for it; the largest three.
 * @param parts values below 0 speak against it and are left out
 */
export function byShare(parts: readonly { readonly item: number; readonly value: number }[]): { item: number; share: number }[] {
  const positive = parts.filter(({ value }) => value > 0);
  const total = positive.reduce((sum, { value }) => sum + value, 0);
  return positive
    .map(({ item, value }) => ({ item, share: value / total }))
    .sort((a, b) => b.share - a.share || a.item - b.item)
    .slice(0, MOST);
}
