import type { Pacer } from '../../../core/pacer.ts';
import { sum } from '../../../core/stats.ts';
import { dot } from '../../../kernels/dot.ts';

/** The rows that lack the same columns, told by what a normal model needs of them. */
export interface GapPattern {
  /** Columns that have values, by place. */
  readonly seen: readonly number[];
  readonly rows: number;
  /** Of the seen columns. */
  readonly sums: Float64Array;
  /** Row-major [seen, seen]. */
  readonly products: Float64Array;
}

/** Codes of patterns are whole numbers with a bit for each column. */
export const MOST_PATTERN_COLUMNS = 30;

/**
 * Rows grouped by which of the columns they lack, each group with its sums and its sums of products; rows that lack all are left out.
 * @param columns standardised, at most 30; NaN = missing
 */
export async function gapPatterns(columns: readonly Float64Array[], rows: number, pace: Pacer): Promise<GapPattern[]> {
  const codes = new Int32Array(rows);
  for (const [bit, values] of columns.entries()) {
    for (let row = 0; row < rows; row++) if (Number.isNaN(values[row])) codes[row]! |= 1 << bit;
    await pace(rows * 2);
  }
  const members = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const known = members.get(codes[row]!);
    if (known) known.push(row);
    else members.set(codes[row]!, [row]);
  }
  const patterns: GapPattern[] = [];
  for (const [code, rowsOf] of members) {
    const seen = [...columns.keys()].filter((bit) => (code & (1 << bit)) === 0);
    if (seen.length > 0) patterns.push(gather(seen, rowsOf, columns));
    await pace(rowsOf.length * seen.length ** 2);
  }
  return patterns;
}

function gather(seen: readonly number[], rows: readonly number[], columns: readonly Float64Array[]): GapPattern {
  const size = seen.length;
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  // Copied side by side first: each is read as often as there are columns.
  const values = seen.map((column) => Float64Array.from(rows, (row) => columns[column]![row]!));
  for (let i = 0; i < size; i++) {
    sums[i] = sum(values[i]!);
    for (let j = 0; j <= i; j++) products[i * size + j] = products[j * size + i] = dot(values[i]!, values[j]!);
  }
  return { seen, rows: rows.length, sums, products };
}
