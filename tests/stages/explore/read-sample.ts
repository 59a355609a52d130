import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkContext } from '../../../src/core/context.ts';
import type { ColumnSchema, ColumnType } from '../../../src/core/schema.ts';
import { categoryColumn, textColumn, type Column, type Table } from '../../../src/core/table.ts';

export interface Sample {
  readonly table: Table;
  readonly schema: readonly ColumnSchema[];
}

export const quietContext = (): WorkContext => ({
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => undefined
});

/** A sample file read with the plainest possible parser, so that these tests do not lean on the import. */
export function readSample(name: string, as: Readonly<Record<string, ColumnType>> = {}): Sample {
  const lines = readFileSync(join(import.meta.dirname, '../../../public/samples', `${name}.csv`), 'utf8')
    .trim()
    .split('\n');
  const cells = lines.filter((line) => line.trim() !== '').map((line) => line.split(',').map((cell) => cell.trim().replaceAll('"', '')));
  const [names, ...rows] = cells as [string[], ...string[][]];
  return tableOf(Object.fromEntries(names.map((column, j) => [column, rows.map((row) => row[j] || null)])), as);
}

/** A table from texts; types are the narrowest that fit unless given. */
export function tableOf(
  texts: Readonly<Record<string, readonly (string | null)[]>>,
  as: Readonly<Record<string, ColumnType>> = {}
): Sample {
  const schema = Object.entries(texts).map(([name, values]) => ({ name, type: as[name] ?? narrowest(values), role: 'feature' as const }));
  const columns = schema.map(({ name, type }) => toColumn(name, type, texts[name]!));
  return { table: { rows: columns.length === 0 ? 0 : Object.values(texts)[0]!.length, columns }, schema };
}

function narrowest(values: readonly (string | null)[]): ColumnType {
  const present = values.filter((value) => value !== null);
  if (present.every((value) => /^-?\d+$/.test(value))) return 'integer';
  if (present.every((value) => value !== '' && Number.isFinite(Number(value)))) return 'number';
  if (present.every((value) => /^\d{4}-\d\d-\d\d/.test(value))) return 'time';
  return present.every((value) => value === 'True' || value === 'False') ? 'boolean' : 'category';
}

function toColumn(name: string, type: ColumnType, values: readonly (string | null)[]): Column {
  switch (type) {
    case 'number':
    case 'integer':
      return { kind: 'number', name, values: Float64Array.from(values, (value) => (value === null ? NaN : Number(value))) };
    case 'time':
      return { kind: 'time', name, values: Float64Array.from(values, (value) => (value === null ? NaN : Date.parse(value))) };
    case 'text':
      return textColumn(name, values);
    default:
      return categoryColumn(name, values);
  }
}
