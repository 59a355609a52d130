import { quantileSorted } from '../../core/stats.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import { currentSize, referenceSize, type CurrentColumn, type CurrentNumbers } from './drift-test.ts';

type NumberReference = Extract<ReferenceColumn, { kind: 'number' }>;

/** The same cells counted before and now. */
export interface Cells {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

const BINS = 10;

/** Rows in each cell: levels of a category; of numbers, the tenths of the reference (fewer where many values are equal). */
export function cellsOf(reference: ReferenceColumn, current: CurrentColumn): Cells | null {
  if (referenceSize(reference) === 0 || currentSize(current) === 0) return null;
  if (reference.kind === 'category' && current.kind === 'category') {
    return { reference: padded(reference.counts, current.counts.length), current: current.counts };
  }
  return reference.kind === 'number' && current.kind === 'number' ? numberCells(reference, current) : null;
}

function padded(counts: Float64Array, length: number): Float64Array {
  const all = new Float64Array(length);
  all.set(counts);
  return all;
}

function numberCells(reference: NumberReference, current: CurrentNumbers): Cells {
  const edges = edgesOf(reference.quantiles);
  const scale = referenceSize(reference) / reference.quantiles.length;
  return { reference: countBelow(reference.quantiles, edges).map((count) => count * scale), current: countBelow(current.sorted, edges) };
}

/** Upper edges, each belonging to the cell below it. */
function edgesOf(quantiles: Float64Array): Float64Array {
  const edges = Float64Array.from({ length: BINS - 1 }, (_, i) => quantileSorted(quantiles, (i + 1) / BINS));
  const last = quantiles.at(-1)!;
  return edges.filter((edge, i) => (i === 0 || edge !== edges[i - 1]) && edge < last);
}

function countBelow(sorted: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  let cell = 0;
  for (const value of sorted) {
    while (cell < edges.length && value > edges[cell]!) cell++;
    counts[cell]!++;
  }
  return counts;
}

/** Shares of the cells with half a row added to each, so that an empty cell makes no infinity. */
export function smoothShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0) + 0.5 * counts.length;
  return counts.map((count) => (count + 0.5) / total);
}
