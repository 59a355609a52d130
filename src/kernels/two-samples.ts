import { normalQuantile } from './distributions.ts';
import type { Interval } from './intervals.ts';
import { noInterval } from './intervals.ts';

/** Both sorted, without NaN. */
export interface TwoSamples {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Largest gap of the two cumulative shares, 0 to 1: the statistic of Kolmogorov & Smirnov. */
export function largestGap({ first, second }: TwoSamples): number {
  let [i, j, gap] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const value = Math.min(first[i]!, second[j]!);
    while (i < first.length && first[i]! <= value) i++;
    while (j < second.length && second[j]! <= value) j++;
    gap = Math.max(gap, Math.abs(i / first.length - j / second.length));
  }
  return gap;
}

/**
 * Cliff's delta: how much more often a value of the second side is above one of the first than below it, -1 to 1, with its 95 % interval.
 * Sources: Cliff (1993), "Dominance statistics"; the variance by placements is that of DeLong et al. (1988), the interval on the scale of Fisher's z.
 */
export function cliffsDelta({ first, second }: TwoSamples): { value: number } & Interval {
  const [n, m] = [first.length, second.length];
  if (n < 2 || m < 2) return { value: NaN, ...noInterval('fewer than two values on a side') };
  const ofSecond = placements(second, first);
  const ofFirst = placements(first, second);
  const value = 2 * ofSecond.mean - 1;
  const deviation = 2 * Math.sqrt(ofSecond.variance / m + ofFirst.variance / n);
  if (Math.abs(value) >= 1 || !(deviation > 0)) {
    const edge = 1 - 3 / Math.min(n, m);
    const far = Math.max(-1, edge);
    return { value, low: value > 0 ? far : value < 0 ? -1 : 0, high: value < 0 ? -far : value > 0 ? 1 : 0, method: 'rule of three' };
  }
  const centre = Math.atanh(value);
  const half = (normalQuantile(0.975) * deviation) / (1 - value * value);
  return { value, low: Math.tanh(centre - half), high: Math.tanh(centre + half), method: 'placements, Fisher z' };
}

/** Of each value of one side, the share of the other side below it, ties counting half: mean and variance. */
function placements(own: Float64Array, other: Float64Array): { mean: number; variance: number } {
  let [below, upTo, total, squares] = [0, 0, 0, 0];
  for (const value of own) {
    while (below < other.length && other[below]! < value) below++;
    if (upTo < below) upTo = below;
    while (upTo < other.length && other[upTo]! <= value) upTo++;
    const share = (below + upTo) / 2 / other.length;
    total += share;
    squares += share * share;
  }
  const mean = total / own.length;
  return { mean, variance: Math.max(0, (squares - own.length * mean * mean) / (own.length - 1)) };
}
