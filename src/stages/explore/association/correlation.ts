import { dot } from '../../../kernels/dot.ts';
import { NumberPlaces } from '../../../kernels/number-places.ts';
import { differentOf } from '../../../kernels/sorted-numbers.ts';

/** Place of each value among the different values of its column, from 0; -1 = missing. */
export interface Ranked {
  readonly ranks: Int32Array;
  readonly levels: number;
}

/** Two standardised columns side by side; NaN = missing. */
export interface Correlation {
  readonly value: number;
  readonly n: number;
}

/**
 * Pearson's correlation over the rows with both values. Columns are standardised first, which keeps the digits of one pass.
 * @returns NaN when a column does not vary
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    if (a !== a || b !== b) continue;
    n++;
    sx += a;
    sy += b;
    sxx += a * a;
    syy += b * b;
    sxy += a * b;
  }
  const spread = (n * sxx - sx * sx) * (n * syy - sy * sy);
  const value = spread > 1e-18 * n ** 4 ? (n * sxy - sx * sy) / Math.sqrt(spread) : NaN;
  return { value: Math.max(-1, Math.min(1, value)), n };
}

/** Pearson's correlation of two columns without gaps that are standardised and vary: no more than their product. */
export const pearsonWhole = (x: Float64Array, y: Float64Array): Correlation => ({
  value: Math.max(-1, Math.min(1, dot(x, y) / x.length)),
  n: x.length
});

/** Mean 0 and deviation 1, gaps kept. A column that does not vary becomes zeros. */
export function standardised(values: Float64Array): Float64Array {
  const [centre, spread] = centreAndSpread(values);
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) scaled[i] = spread > 0 ? (values[i]! - centre) / spread : values[i]! - values[i]!;
  return scaled;
}

function centreAndSpread(values: Float64Array): [number, number] {
  let [n, total] = [0, 0];
  for (const value of values) {
    if (value !== value) continue;
    n++;
    total += value;
  }
  const centre = total / n;
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - centre) * (value - centre);
  return [centre, Math.sqrt(squares / n)];
}

/** Place of each value among the different values, from 0; -1 = missing. */
export function denseRanks(values: Float64Array, sorted: Float64Array): Ranked {
  const distinct = differentOf(sorted);
  const places = new NumberPlaces(distinct);
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) ranks[i] = values[i] === values[i] ? places.of(values[i]!) : -1;
  return { ranks, levels: distinct.length };
}

/**
 * Ranks with ties shared, among the rows where `other` is there too: Spearman's ranks of one column of a pair, by counting.
 * @returns NaN where either is missing
 */
export function midRanks(ranks: Int32Array, levels: number, other: Int32Array): Float64Array {
  const counts = new Float64Array(levels);
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! >= 0 && other[i]! >= 0) counts[ranks[i]!]!++;
  let below = 0;
  for (let level = 0; level < levels; level++) {
    const tied = counts[level]!;
    counts[level] = below + (tied + 1) / 2;
    below += tied;
  }
  const shared = new Float64Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) shared[i] = ranks[i]! >= 0 && other[i]! >= 0 ? counts[ranks[i]!]! : NaN;
  return shared;
}
