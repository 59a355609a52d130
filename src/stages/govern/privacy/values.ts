import { textAt, type Column } from '../../../core/table.ts';
import { timeText } from '../../../core/time-text.ts';

/** A value and in how many rows it is. */
export interface Weighted {
  readonly value: string;
  readonly rows: number;
}

/** Values looked at in a text or number column; beyond it every so-many-th row is taken. */
const MOST_ROWS = 20_000;

/** The values of a column as texts; all levels of a category, an even sample of the rows of others. Images have none. */
export function valuesOf(column: Column, isWhole: boolean): Weighted[] {
  switch (column.kind) {
    case 'category':
      return levelsOf(column.labels, column.codes);
    case 'text':
      return sampled(column.missing.length, (row) => textAt(column, row));
    case 'number':
      return isWhole ? sampled(column.values.length, (row) => (Number.isNaN(column.values[row]) ? null : String(column.values[row]))) : [];
    case 'time':
      return sampled(column.values.length, (row) => (Number.isNaN(column.values[row]) ? null : timeText(column.values[row]!, column.zone)));
    case 'image':
      return [];
  }
}

function levelsOf(labels: readonly string[], codes: Int32Array): Weighted[] {
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return labels.map((value, code) => ({ value, rows: counts[code]! })).filter(({ rows }) => rows > 0);
}

function sampled(rows: number, at: (row: number) => string | null): Weighted[] {
  const step = Math.max(1, rows / MOST_ROWS);
  const values: Weighted[] = [];
  for (let i = 0; Math.floor(i * step) < rows; i++) {
    const value = at(Math.floor(i * step));
    if (value !== null && value !== '') values.push({ value, rows: 1 });
  }
  return values;
}
