import { sum } from '../../core/stats.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import {
  currentSize,
  referenceSize,
  type CurrentColumn,
  type CurrentLevels,
  type CurrentNumbers,
  type LevelReference,
  type NumberReference
} from './drift-test.ts';

/** The same cells counted before and now. */
export interface Cells {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

const BINS = 10;

/**
 * Rows in each cell: levels of a category, with those that fewer than five training rows have as one; of numbers, about the tenths of the reference
 * (fewer where many values are equal, or rows are few).
 */
export function cellsOf(reference: ReferenceColumn, current: CurrentColumn): Cells | null {
  if (referenceSize(reference) === 0 || currentSize(current) === 0) return null;
  if (reference.kind === 'category' && current.kind === 'category') return levelCells(reference, current);
  return reference.kind === 'number' && current.kind === 'number' && reference.edges.length > 0 ? numberCells(reference, current) : null;
}

function levelCells({ counts, others }: LevelReference, current: CurrentLevels): Cells {
  const known = current.counts.slice(0, counts.length);
  const rest = sum(current.counts.slice(counts.length));
  if (others + rest === 0) return { reference: counts, current: known };
  return { reference: Float64Array.of(...counts, others), current: Float64Array.of(...known, rest) };
}

/** At the edges of the reference nearest to its tenths; each edge belongs to the cell below it, and both sides are counted exactly. */
function numberCells(reference: NumberReference, current: CurrentNumbers): Cells {
  const { edges, below } = reference;
  const size = referenceSize(reference);
  const inner = [...edges.keys()].filter((i) => below[i]! < size);
  const tenths = Array.from({ length: BINS - 1 }, (_, i) => ((i + 1) * size) / BINS);
  const chosen = inner.length === 0 ? [] : [...new Set(tenths.map((rows) => nearest(inner, rows, (i) => below[i]!)))];
  const upTo = countsUpTo(
    current.sorted,
    chosen.map((i) => edges[i]!)
  );
  return {
    reference: stepsOf([...chosen.map((i) => below[i]!), size]),
    current: stepsOf([...upTo, current.sorted.length])
  };
}

/** The one whose value is nearest to what is wanted. */
export const nearest = (among: readonly number[], wanted: number, valueOf: (one: number) => number): number =>
  among.reduce((best, one) => (Math.abs(valueOf(one) - wanted) < Math.abs(valueOf(best) - wanted) ? one : best));

/** Rows of a sorted column at or below each of some ascending borders. */
export function countsUpTo(sorted: Float64Array, borders: ArrayLike<number>): Float64Array {
  let rows = 0;
  return Float64Array.from(borders, (border) => {
    while (rows < sorted.length && sorted[rows]! <= border) rows++;
    return rows;
  });
}

/** What each adds to the one before. */
export const stepsOf = (cumulative: ArrayLike<number>): Float64Array =>
  Float64Array.from(cumulative, (value, i) => value - (i === 0 ? 0 : cumulative[i - 1]!));

/** Rows of the reference in each of its cells, those above the last edge included. */
export const cellCounts = (reference: NumberReference): Float64Array => stepsOf([...reference.below, referenceSize(reference)]);

/** Gap between the cumulative shares of both sides at each edge of the reference, not negative. */
export function gapsAtEdges(reference: NumberReference, sorted: Float64Array): Float64Array {
  const size = referenceSize(reference);
  return countsUpTo(sorted, reference.edges).map((rows, i) => Math.abs(rows / sorted.length - reference.below[i]! / size));
}

/** Shares of the cells with half a row added to each, so that an empty cell makes no infinity. */
export function smoothShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0) + 0.5 * counts.length;
  return counts.map((count) => (count + 0.5) / total);
}
