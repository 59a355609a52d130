import { quantileSorted } from '../../core/stats.ts';
import type { Histogram } from './profile-type.ts';
import { firstFrom } from './sorted.ts';

const FEWEST = 5;
const MOST = 40;
/** Beyond it a half can't be kept beside a whole number. */
const LARGEST_WHOLE = 2 ** 50;

/** What decides about the bins. */
export interface Spread {
  readonly low: number;
  readonly high: number;
  /** The quartiles' distance. */
  readonly middleHalf: number;
  readonly count: number;
}

/**
 * Equal bins over the range. Of whole numbers as many to each bin, between edges at halves; with a small range, a bin each.
 * Source: Freedman & Diaconis (1981) for the width, kept between 5 and 40 bins; Sturges' count where the quartiles fall together.
 * @param sorted ascending, without NaN
 */
export function histogramOf(sorted: Float64Array, isWhole: boolean): Histogram {
  const [low, high] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  const middleHalf = quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25);
  return countInto(sorted, edgesOf({ low, high, middleHalf, count: sorted.length }, isWhole));
}

/** The edges of the bins; none where there is no number, or no finite range. */
export function edgesOf(spread: Spread, isWhole: boolean): number[] {
  const { low, high } = spread;
  if (!Number.isFinite(high - low)) return [];
  if (isWhole && Math.max(-low, high) < LARGEST_WHOLE) return wholeEdges(low, high, wholeWidth(spread));
  if (low === high) return [low - 0.5, low + 0.5];
  return evenEdges(low, high, binCount(spread, high - low));
}

const wholeWidth = (spread: Spread) => {
  const range = spread.high - spread.low;
  return range < MOST ? 1 : Math.ceil((range + 1) / binCount(spread, range));
};

/** The last bin may reach beyond the largest value: bins of unlike width would be combs. */
const wholeEdges = (low: number, high: number, width: number) =>
  Array.from({ length: Math.floor((high - low) / width) + 2 }, (_, i) => low - 0.5 + i * width);

function evenEdges(low: number, high: number, bins: number): number[] {
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + (high - low) * (i / bins)));
}

function binCount({ middleHalf, count }: Spread, range: number): number {
  const wanted = middleHalf > 0 ? range / (2 * middleHalf * count ** (-1 / 3)) : Math.log2(count) + 1;
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(wanted)));
}

function countInto(sorted: Float64Array, edges: number[]): Histogram {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  let from = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const end = bin === counts.length - 1 ? sorted.length : firstFrom(sorted, edges[bin + 1]!);
    counts[bin] = end - from;
    from = end;
  }
  return { edges, counts };
}
