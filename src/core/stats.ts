import type { TypedArray } from './plain.ts';

/** Small sums and order statistics that several layers need. */
export type Numbers = readonly number[] | TypedArray;

/** Sum with Neumaier's compensation: the error does not grow with the number of terms. */
export function sum(values: Numbers): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(lost) ? total + lost : total;
}

/** @returns NaN for no values */
export const mean = (values: Numbers): number => sum(values) / values.length;

/** Variance around the mean, by two passes. @param ddof what is taken off n: 1 for a sample, 0 for a whole population */
export function variance(values: Numbers, ddof: 0 | 1 = 1): number {
  if (values.length <= ddof) return NaN;
  const centre = mean(values);
  const squares = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) squares[i] = (values[i]! - centre) ** 2;
  return sum(squares) / (values.length - ddof);
}

export const deviation = (values: Numbers, ddof: 0 | 1 = 1): number => Math.sqrt(variance(values, ddof));

/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan, 1996; the default of NumPy).
 * @param sorted ascending, without NaN
 * @param share 0 to 1
 * @returns NaN for no values
 */
export function quantileSorted(sorted: Numbers, share: number): number {
  if (sorted.length === 0) return NaN;
  const place = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (high - low) * (place - below);
}

/** Quantile of unsorted values; NaN entries are left out. */
export const quantile = (values: Numbers, share: number): number =>
  quantileSorted(
    Float64Array.from(values)
      .filter((value) => !Number.isNaN(value))
      .sort(),
    share
  );

export const median = (values: Numbers): number => quantile(values, 0.5);

/** Row numbers in ascending order of value; stable. */
export function orderOf(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values, (_, i) => i);
  return order.sort((a, b) => values[a]! - values[b]! || a - b);
}
