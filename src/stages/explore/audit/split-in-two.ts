import { quantileSorted } from '../../../core/stats.ts';
import { binomialCdf } from '../../../kernels/distributions.ts';

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

/**
 * How likely so few numbers would lie between the middles of the two heaps if there were one heap alone, with or without a long tail: then no stretch between
 * two places holds fewer than the stretches of its width beyond both of them.
 * @returns the chance, by the binomial distribution, that the middle third between the medians is as empty against the emptier of its neighbours
 */
export function chanceOfValley(sorted: Float64Array, below: number): number {
  const [low, high] = [quantileSorted(sorted.subarray(0, below), 0.5), quantileSorted(sorted.subarray(below), 0.5)];
  const third = (high - low) / 3;
  const countIn = (from: number, to: number) => countBelow(sorted, to) - countBelow(sorted, from);
  const valley = countIn(low + third, high - third);
  const beyond = Math.min(countIn(low - third, low), countIn(high, high + third));
  return binomialCdf(valley, valley + beyond, 0.5);
}

/** How many of the sorted numbers are smaller. */
function countBelow(sorted: Float64Array, bound: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < bound) from = middle + 1;
    else to = middle;
  }
  return from;
}
