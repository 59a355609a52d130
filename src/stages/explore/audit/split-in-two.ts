/** Two heaps of sorted numbers. */
export interface Split {
  /** How many belong to the lower heap. */
  readonly below: number;
  /** Distance of the means in the mean standard deviation. */
  readonly apart: number;
}

/**
 * The cut with the least spread inside the two heaps. Source: Otsu (1979), "A threshold selection method from gray-level histograms", on the values
 * themselves.
 * @returns null where all are equal
 */
export function splitInTwo(sorted: Float64Array): Split | null {
  const n = sorted.length;
  const shift = sorted[Math.floor(n / 2)] ?? 0;
  let [total, squares] = [0, 0];
  for (const value of sorted) {
    total += value - shift;
    squares += (value - shift) ** 2;
  }
  let [sum, best, below] = [0, 0, 0];
  for (let i = 1; i < n; i++) {
    sum += sorted[i - 1]! - shift;
    if (sorted[i] === sorted[i - 1]) continue;
    const between = ((sum / i - (total - sum) / (n - i)) ** 2 * i * (n - i)) / n;
    if (between > best) [best, below] = [between, i];
  }
  if (below === 0) return null;
  const within = Math.max(0, squares - total ** 2 / n - best) / n;
  const distance = Math.sqrt((best * n) / (below * (n - below)));
  return { below, apart: distance / Math.max(Math.sqrt(within), Math.abs(distance) * 1e-9) };
}
