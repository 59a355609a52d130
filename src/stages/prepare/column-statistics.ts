import type { CategoryColumn } from '../../core/table.ts';

/** The values there are, ascending. */
export const present = (values: Float64Array): Float64Array => values.filter((x) => !Number.isNaN(x)).sort();

/**
 * The q-quantile of ascending values, by linear interpolation between the two nearest (Hyndman & Fan's type 7, the default of NumPy and R).
 * @param q 0 to 1
 * @returns NaN when there are no values
 */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return NaN;
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}

/** Mean by Neumaier's compensated summation; NaN when there are no values. */
export function mean(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const x of values) {
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}

/** Standard deviation of the values as a population (divided by n), in two passes. */
export function deviation(values: Float64Array, center: number): number {
  return Math.sqrt(mean(values.map((x) => (x - center) ** 2)));
}

/** Middle and unit of a column; a unit of 0 = it does not vary. */
export type CentreAndUnit = readonly [center: number, unit: number];

/** Mean and standard deviation; the latter 0 where it is no more than what rounding makes of equal numbers: n * eps * |mean|. */
export function standardUnit(values: Float64Array): CentreAndUnit {
  const center = mean(values);
  const unit = deviation(values, center);
  return [center, unit <= values.length * Number.EPSILON * Math.abs(center) ? 0 : unit];
}

/** The most common of ascending values, the smallest of them when there are several; NaN when there are no values. */
export function mode(sorted: Float64Array): number {
  let best = NaN;
  let most = 0;
  let run = 0;
  for (let i = 0; i < sorted.length; i++) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > most) {
      most = run;
      best = sorted[i]!;
    }
  }
  return best;
}

/** How many rows have each label. */
export function countLevels(column: CategoryColumn): Float64Array {
  const counts = new Float64Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** The labels that some row has, in the order of the column's labels. */
export function levelsOf(column: CategoryColumn): string[] {
  const counts = countLevels(column);
  return column.labels.filter((_, code) => counts[code]! > 0);
}

/** The most common label, the first of them when there are several; null when no row has one. */
export function commonLevel(column: CategoryColumn): string | null {
  const counts = countLevels(column);
  let best = -1;
  counts.forEach((count, code) => {
    if (count > 0 && (best === -1 || count > counts[best]!)) best = code;
  });
  return best === -1 ? null : column.labels[best]!;
}
