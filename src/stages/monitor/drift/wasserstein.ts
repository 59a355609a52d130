import { defineDriftTest, NOTHING, type NumberReference } from '../drift-test.ts';
import { cellCounts, gapsAtEdges } from '../shares.ts';

/**
 * Wasserstein distance (the earth mover's): how far a value moved on average, in standard deviations of the reference; 0 and up. It is the area
 * between the two cumulative shares, by the trapezoid rule over the edges of the reference; what moved beyond the outermost edges counts as having
 * moved up to them.
 */
export const wasserstein = defineDriftTest({
  id: 'wasserstein',
  label: 'Wasserstein distance',
  doc: 'How far a value moved on average, in standard deviations of the reference.',
  accepts: ['number'],

  run(reference, { sorted }) {
    if (reference.edges.length === 0 || sorted.length === 0) return NOTHING;
    const gaps = gapsAtEdges(reference, sorted);
    let area = 0;
    for (let i = 1; i < gaps.length; i++) area += ((gaps[i - 1]! + gaps[i]!) / 2) * (reference.edges[i]! - reference.edges[i - 1]!);
    return { statistic: area === 0 ? 0 : area / spreadOf(reference), pValue: null };
  }
});

/** Standard deviation of the reference with every row at the edge of its cell. */
function spreadOf(reference: NumberReference): number {
  const counts = cellCounts(reference);
  const at = (cell: number) => reference.edges[Math.min(cell, reference.edges.length - 1)]!;
  const rows = counts.reduce((total, count) => total + count, 0);
  const centre = counts.reduce((total, count, cell) => total + count * at(cell), 0) / rows;
  return Math.sqrt(counts.reduce((total, count, cell) => total + count * (at(cell) - centre) ** 2, 0) / rows);
}
