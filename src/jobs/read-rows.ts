import { timeText } from '../core/time-text.ts';
import { textAt, type Column } from '../core/table.ts';
import type { ColumnType } from '../core/schema.ts';
import type { JobServices } from './services.ts';

export interface ReadRowsJob {
  readonly datasetId: string;
  /** First row, from 0. */
  readonly start: number;
  readonly count: number;
}

/**
 * Rows as plain objects, one property a column, in the order of the columns. Missing is null; times are ISO 8601, moments by the clocks of their zone, booleans true and false, an
 * image its size in words. Rows beyond the end are left out.
 * @throws LatheError `unknown-id`, `data-damaged`
 */
export async function readRows(
  { datasetId, start, count }: ReadRowsJob,
  { storage }: Pick<JobServices, 'storage'>
): Promise<Record<string, unknown>[]> {
  const dataset = await storage.datasets.get(datasetId);
  const from = Math.min(dataset.rows, Math.max(0, Math.floor(start)));
  const length = Math.min(dataset.rows - from, Math.max(0, Math.floor(count)));
  if (length === 0) return [];
  const table = await storage.datasets.readRows(datasetId, from, length);
  const types = new Map(dataset.columns.map(({ name, type }) => [name, type]));
  const readers = table.columns.map((column) => ({ name: column.name, at: valueReader(column, types.get(column.name)!) }));
  return Array.from({ length: table.rows }, (_, row) => Object.fromEntries(readers.map(({ name, at }) => [name, at(row)])));
}

/** Rows that are read by their numbers at once, at most. */
const MOST_ROWS = 100;

/** Single rows by their numbers, counted from 0, as plain objects; numbers beyond the end are left out. @throws LatheError `unknown-id`, `data-damaged` */
export async function readRowsAt(
  { datasetId, rows }: { readonly datasetId: string; readonly rows: readonly number[] },
  services: Pick<JobServices, 'storage'>
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (const start of rows.slice(0, MOST_ROWS)) found.push(...(await readRows({ datasetId, start, count: 1 }, services)));
  return found;
}

/** Reads a column's values as plain ones. */
export function valueReader(column: Column, type: ColumnType): (row: number) => string | number | boolean | null {
  switch (column.kind) {
    case 'number':
      return (row) => (Number.isNaN(column.values[row]) ? null : column.values[row]!);
    case 'time':
      return (row) => (Number.isNaN(column.values[row]) ? null : timeText(column.values[row]!, column.zone));
    case 'category':
      if (type === 'boolean') return (row) => (column.codes[row]! < 0 ? null : column.labels[column.codes[row]!] === 'true');
      return (row) => column.labels[column.codes[row]!] ?? null;
    case 'text':
      return (row) => textAt(column, row);
    case 'image':
      return () => `image, ${column.width} x ${column.height}, ${column.channels === 1 ? 'grey' : 'colour'}`;
  }
}
