import { brief } from '../../core/words.ts';
import { quantileSorted } from '../../core/stats.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import { currentSize, referenceSize, type CurrentColumn, type CurrentNumbers } from './drift-test.ts';

/** A cell of a picture: the share of the rows in it, before and now; each sums to 1 over all cells. */
export interface ShownBin {
  readonly label: string;
  readonly reference: number;
  readonly current: number;
}

type NumberReference = Extract<ReferenceColumn, { kind: 'number' }>;

const CELLS = 10;
const MOST_LEVELS = 10;

/**
 * Both distributions of a column in the same cells, for looking at: equal widths for numbers, the most common levels for categories. The tests
 * do not go by these cells. Empty when a side has no value.
 * @param isTime the numbers are milliseconds since 1970, and labelled by their day
 */
export function shownBins(reference: ReferenceColumn, current: CurrentColumn, isTime: boolean): ShownBin[] {
  if (referenceSize(reference) === 0 || currentSize(current) === 0) return [];
  if (reference.kind === 'number' && current.kind === 'number') return numberBins(reference, current, isTime);
  return reference.kind === 'category' && current.kind === 'category'
    ? levelBins(Array.from(reference.counts), current.labels, Array.from(current.counts))
    : [];
}

/** From the first to the last percentile of both sides together, so that one far value does not push all others into a cell; what lies outside counts in the end cells. */
function numberBins({ quantiles }: NumberReference, { sorted }: CurrentNumbers, isTime: boolean): ShownBin[] {
  const low = Math.min(quantileSorted(quantiles, 0.01), quantileSorted(sorted, 0.01));
  const high = Math.max(quantileSorted(quantiles, 0.99), quantileSorted(sorted, 0.99));
  const width = (high - low) / CELLS;
  if (width === 0) return [{ label: nameOf(low, isTime), reference: 1, current: 1 }];
  const before = sharesOf(quantiles, low, width);
  const now = sharesOf(sorted, low, width);
  return before.map((share, i) => ({
    label: `${nameOf(low + i * width, isTime)} to ${nameOf(low + (i + 1) * width, isTime)}`,
    reference: share,
    current: now[i]!
  }));
}

const nameOf = (value: number, isTime: boolean) => (isTime ? new Date(value).toISOString().slice(0, 10) : brief(value));

function sharesOf(values: Float64Array, low: number, width: number): number[] {
  const counts = new Array<number>(CELLS).fill(0);
  for (const value of values) counts[Math.min(CELLS - 1, Math.max(0, Math.floor((value - low) / width)))]!++;
  return counts.map((count) => count / values.length);
}

/** The most common levels of both sides together; all others in one cell. */
function levelBins(before: readonly number[], labels: readonly string[], now: readonly number[]): ShownBin[] {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [allBefore, allNow] = [total(before), total(now)];
  const levels = labels
    .map((label, i) => ({ label, reference: (before[i] ?? 0) / allBefore, current: (now[i] ?? 0) / allNow }))
    .sort((a, b) => b.reference + b.current - a.reference - a.current);
  if (levels.length <= MOST_LEVELS) return levels;
  const rest = levels.slice(MOST_LEVELS - 1);
  return [
    ...levels.slice(0, MOST_LEVELS - 1),
    { label: `${rest.length} others`, reference: total(rest.map((bin) => bin.reference)), current: total(rest.map((bin) => bin.current)) }
  ];
}
