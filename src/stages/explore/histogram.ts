import { quantileSorted } from '../../core/stats.ts';
import type { Histogram } from './profile-type.ts';

const FEWEST = 5;
const MOST = 40;
/** Beyond it a half can't be kept beside a whole number. */
const LARGEST_WHOLE = 2 ** 50;

/**
 * Equal bins over the range. Of whole numbers as many to each bin, between edges at halves; with a small range, a bin each.
 * Source: Freedman & Diaconis (1981) for the width, kept between 5 and 40 bins; Sturges' count where the quartiles fall together.
 * @param sorted ascending, without NaN
 */
export function histogramOf(sorted: Float64Array, isWhole: boolean): Histogram {
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined || !Number.isFinite(high - low)) return { edges: [], counts: [] };
  if (isWhole && Math.max(-low, high) < LARGEST_WHOLE) return countInto(sorted, wholeEdges(low, high, wholeWidth(sorted, high - low)));
  if (low === high) return { edges: [low - 0.5, low + 0.5], counts: [sorted.length] };
  return countInto(sorted, evenEdges(low, high, binCount(sorted, high - low)));
}

const wholeWidth = (sorted: Float64Array, range: number) => (range < MOST ? 1 : Math.ceil((range + 1) / binCount(sorted, range)));

/** The last bin may reach beyond the largest value: bins of unlike width would be combs. */
const wholeEdges = (low: number, high: number, width: number) =>
  Array.from({ length: Math.floor((high - low) / width) + 2 }, (_, i) => low - 0.5 + i * width);

function evenEdges(low: number, high: number, bins: number): number[] {
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + (high - low) * (i / bins)));
}

function binCount(sorted: Float64Array, range: number): number {
  const spread = quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25);
  const wanted = spread > 0 ? range / (2 * spread * sorted.length ** (-1 / 3)) : Math.log2(sorted.length) + 1;
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(wanted)));
}

function countInto(sorted: Float64Array, edges: number[]): Histogram {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { edges, counts };
}
