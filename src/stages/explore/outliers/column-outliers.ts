import type { ColumnOutliers, OutlyingValue } from '../../../core/looks/outliers.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { NumberColumn, TimeColumn } from '../../../core/table.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { normalSf } from '../../../kernels/distributions.ts';
import { sortPresent } from '../sorted.ts';

/** Iglewicz & Hoaglin (1993): modified z-scores beyond 3.5 are outliers. */
export const ROBUST_Z = 3.5;
/** Tukey's outer fences. */
export const FENCE = 3;
/** The normal's third quartile: MAD / 0.6745 estimates a standard deviation. */
const QUARTILE = 0.6744897501960817;
/** Beyond this Bowley skewness the two sides of a column are not alike, and one spread for both says nothing. */
const MOST_LOPSIDED = 0.2;
const SHOWN = 10;
const FEWEST = 20;

export type Measured = NumberColumn | TimeColumn;
interface Bounds {
  readonly method: ColumnOutliers['method'];
  readonly why: string;
  readonly low: number;
  readonly high: number;
  readonly distance: (value: number) => number;
  /** Share of a normal column beyond the bounds. */
  readonly chance: number;
}

/** Values far from the others of one column; null where the column has too few values, or no spread. */
export async function columnOutliers(column: Measured, pace: Pacer): Promise<ColumnOutliers | null> {
  const sorted = await sortPresent(column.values, pace);
  const bounds = sorted.length < FEWEST ? null : await boundsOf(sorted, pace);
  if (!bounds) return null;
  const { method, why, low, high, distance, chance } = bounds;
  const found: { row: number; far: number }[] = [];
  column.values.forEach((value, row) => {
    if (value < low || value > high) found.push({ row, far: distance(value) });
  });
  await pace(column.values.length * 3);
  const say = sayerOf(column);
  const values: OutlyingValue[] = found
    .sort((a, b) => b.far - a.far || a.row - b.row)
    .slice(0, SHOWN)
    .map(({ row, far }) => ({ row, value: say(column.values[row]!), distance: far }));
  const counts = { count: found.length, rows: sorted.length, expected: chance * sorted.length };
  return { column: column.name, method, why, low: say(low), high: say(high), ...counts, values };
}

async function boundsOf(sorted: Float64Array, pace: Pacer): Promise<Bounds | null> {
  const [first, middle, third] = [0.25, 0.5, 0.75].map((share) => quantileSorted(sorted, share)) as [number, number, number];
  const spread = third - first;
  const lopsided = spread > 0 ? Math.abs(first + third - 2 * middle) / spread : 1;
  const mad = await medianDeviation(sorted, middle, pace);
  if (mad > 0 && lopsided <= MOST_LOPSIDED) {
    const reach = (ROBUST_Z * mad) / QUARTILE;
    return {
      method: 'robust-z',
      why: 'The middle half stands evenly around the median, so one spread serves both sides.',
      low: middle - reach,
      high: middle + reach,
      distance: (value) => (QUARTILE * Math.abs(value - middle)) / mad,
      chance: 2 * normalSf(ROBUST_Z)
    };
  }
  if (!(spread > 0)) return null;
  return {
    method: 'iqr',
    why: 'The middle half leans to one side, so each side has its own fence.',
    low: first - FENCE * spread,
    high: third + FENCE * spread,
    distance: (value) => (value < first ? first - value : value - third) / spread,
    chance: 2 * normalSf(QUARTILE + FENCE * 2 * QUARTILE)
  };
}

/** Median absolute deviation of sorted values. */
export async function medianDeviation(sorted: Float64Array, middle: number, pace: Pacer): Promise<number> {
  const off = sorted.map((value) => Math.abs(value - middle));
  return quantileSorted(await sortPresent(off, pace), 0.5);
}
