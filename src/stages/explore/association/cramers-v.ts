import type { Contingency } from './association-interval.ts';

/** Codes from 0; -1 = missing. */
export interface Coded {
  readonly codes: Int32Array;
  readonly levels: number;
}

/** Rows of each pair of levels, row-major [a.levels, b.levels], over the rows that have both. */
export function crossCounts(a: Coded, b: Coded): Float64Array {
  const counts = new Float64Array(a.levels * b.levels);
  for (let i = 0; i < a.codes.length; i++) {
    const row = a.codes[i]!;
    const col = b.codes[i]!;
    if (row >= 0 && col >= 0) counts[row * b.levels + col]!++;
  }
  return counts;
}

/**
 * Cramér's V with the bias of small tables taken off, 0 to 1; NaN when a column has one level only.
 * Source: Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T".
 */
export function cramersV(a: Coded, b: Coded): Contingency & { readonly value: number } {
  const counts = crossCounts(a, b);
  const rows = new Float64Array(a.levels);
  const cols = new Float64Array(b.levels);
  let n = 0;
  counts.forEach((count, cell) => {
    rows[Math.floor(cell / b.levels)]! += count;
    cols[cell % b.levels]! += count;
    n += count;
  });
  const r = rows.filter((count) => count > 0).length;
  const k = cols.filter((count) => count > 0).length;
  const chiSquare = chiSquareOf(counts, rows, cols, n);
  const df = (k - 1) * (r - 1);
  const association = chiSquare / n - df / (n - 1);
  const room = Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1;
  const value = r < 2 || k < 2 || room <= 0 ? NaN : Math.min(1, Math.sqrt(Math.max(0, association) / room));
  return { value, n, chiSquare, df, room };
}

function chiSquareOf(counts: Float64Array, rows: Float64Array, cols: Float64Array, n: number): number {
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const expected = (rows[Math.floor(cell / cols.length)]! * cols[cell % cols.length]!) / n;
    if (expected > 0) total += (counts[cell]! - expected) ** 2 / expected;
  }
  return total;
}
