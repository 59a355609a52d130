import type { Column, Table } from '../../core/table.ts';
import { evenSample } from './even-sample.ts';

/** Enough to tell columns that vary from those that hardly do. */
const MOST_ROWS = 2000;

/**
 * How much the columns of a table vary, by name: the entropy of their values in bits, a gap telling nothing, on an even sample. A constant column
 * has 0, one of n different numbers log2(n). Numbers, times and categories only.
 */
export function varietyOf(table: Table): Map<string, number> {
  const varieties = new Map<string, number>();
  for (const column of table.columns) {
    const [own] = evenSample({ rows: table.rows, columns: [column] }, MOST_ROWS).columns;
    varieties.set(column.name, entropyOf(own!));
  }
  return varieties;
}

function entropyOf(column: Column): number {
  if (column.kind === 'text' || column.kind === 'image') return 0;
  const values = column.kind === 'category' ? column.codes : column.values;
  const isGap = column.kind === 'category' ? (value: number) => value < 0 : Number.isNaN;
  const counts = new Map<number, number>();
  for (const value of values) if (!isGap(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / values.length) * Math.log2(count / values.length);
  return bits;
}
