import type { Pacer } from '../../../core/pacer.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { TimeColumn } from '../../../core/table.ts';
import { differentOf, sortedPresent } from '../../../kernels/sorted-numbers.ts';
import { histogramOf } from '../histogram.ts';
import type { ColumnCounts, TimeProfile } from '../profile-type.ts';
import { sortPresent } from '../sorted.ts';
import { finite } from './finite.ts';

const GAPS_LISTED = 20;

/** Range, step and gaps of a time column. A gap is a distance of more than one and a half steps, so that months and leap years are none. */
export async function describeTimes(column: TimeColumn, head: ColumnCounts, pace: Pacer): Promise<TimeProfile> {
  const sorted = await sortPresent(column.values, pace);
  const moments = differentOf(sorted);
  const distances = moments.subarray(1).map((value, i) => value - moments[i]!);
  const step = quantileSorted(sortedPresent(distances), 0.5);
  const gaps = findGaps(moments, distances, step);
  await pace(sorted.length * 20);
  return {
    ...head,
    kind: 'time',
    distinct: moments.length,
    min: finite(sorted[0] ?? NaN),
    max: finite(sorted.at(-1) ?? NaN),
    stepMs: finite(step),
    isRegular: isRegular(distances, step),
    gaps: gaps.slice(0, GAPS_LISTED),
    gapCount: gaps.length,
    repeated: sorted.length - moments.length,
    isAscending: isAscending(column.values),
    histogram: histogramOf(sorted, false)
  };
}

function findGaps(moments: Float64Array, distances: Float64Array, step: number) {
  const gaps: { from: number; to: number; steps: number }[] = [];
  for (let i = 0; i < distances.length; i++) {
    if (distances[i]! > 1.5 * step) gaps.push({ from: moments[i]!, to: moments[i + 1]!, steps: Math.round(distances[i]! / step) - 1 });
  }
  return gaps.sort((a, b) => b.to - b.from - (a.to - a.from));
}

/** A tenth more or less still is the step: months have 28 to 31 days, days of the clock change 23 to 25 hours. */
function isRegular(distances: Float64Array, step: number): boolean {
  const even = distances.reduce((count, distance) => count + Number(Math.abs(distance - step) <= 0.1 * step), 0);
  return distances.length > 1 && even >= 0.9 * distances.length;
}

function isAscending(values: Float64Array): boolean {
  let last = -Infinity;
  for (const value of values) {
    if (value < last) return false;
    if (!Number.isNaN(value)) last = value;
  }
  return true;
}
