import type { Metric } from '../../core/outcome.ts';
import { deviation, mean, type Numbers } from '../../core/stats.ts';
import { tQuantile } from '../../kernels/distributions.ts';
import { correlation, ranksOf } from './correlated-groups.ts';

/** How far two choices of columns are the same, 0 to 1: Jaccard's index. Two that chose nothing agree. */
export function topOverlap(a: readonly number[], b: readonly number[]): number {
  const both = a.filter((each) => b.includes(each)).length;
  const either = a.length + b.length - both;
  return either === 0 ? 1 : both / either;
}

/** The places of the largest values, whatever their sign. */
export const largestPlaces = (values: Numbers, most = 3): number[] =>
  Array.from(values, (_, place) => place)
    .filter((place) => values[place] !== 0)
    .sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b)
    .slice(0, most);

/** Spearman's rank correlation, -1 to 1, of how large values are, whatever their sign; NaN where one of them does not vary. */
export const rankAgreement = (a: Numbers, b: Numbers): number =>
  correlation(ranksOf(Float64Array.from(a, Math.abs)), ranksOf(Float64Array.from(b, Math.abs)));

/** The mean with Student's interval, over what was drawn: 'draws', 'rows'. Values that are not defined are left out. */
export function meanOver(values: readonly number[], what: string): Metric {
  const known = values.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const value = n > 0 ? mean(known) : NaN;
  const half = n > 1 ? (tQuantile(0.975, n - 1) * deviation(known)) / Math.sqrt(n) : NaN;
  return { value, low: value - half, high: value + half, method: n > 1 ? `t over ${n} ${what}` : 'none: one value', n };
}

/** The interval kept within what can be. */
export const within = (metric: Metric, low: number, high: number): Metric => ({
  ...metric,
  low: Math.max(low, metric.low),
  high: Math.min(high, metric.high)
});
