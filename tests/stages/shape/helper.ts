import type { ColumnType, Role } from '../../../src/core/schema.ts';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { categoryColumn, isMissing, textAt, textColumn, type Column } from '../../../src/core/table.ts';
import { computedSource, readFrameColumn, type Frame, type FrameColumn } from '../../../src/stages/shape/frame.ts';
import { runSteps } from '../../../src/stages/shape/run-steps.ts';

export type Value = number | string | null;
export type Rows = readonly Readonly<Record<string, Value>>[];

/** A frame from rows: the type of each column by its name. */
export function frameFrom(types: Readonly<Record<string, ColumnType>>, rows: Rows, roles: Readonly<Record<string, Role>> = {}): Frame {
  const columns = Object.entries(types).map(([name, type]): FrameColumn => {
    const values = rows.map((row) => row[name] ?? null);
    const column = columnOf(name, type, values);
    const labels = column.kind === 'category' ? { labels: column.labels } : {};
    return { name, type, role: roles[name] ?? 'feature', ...labels, source: computedSource([column]), of: name, rows: null };
  });
  return { rows: rows.length, columns };
}

function columnOf(name: string, type: ColumnType, values: readonly Value[]): Column {
  if (type === 'category') return categoryColumn(name, values as (string | null)[]);
  if (type === 'boolean') return categoryColumn(name, values as (string | null)[], ['false', 'true']);
  if (type === 'text') return textColumn(name, values as (string | null)[]);
  return {
    kind: type === 'time' ? 'time' : 'number',
    name,
    values: Float64Array.from(values, (value) => (value === null ? NaN : Number(value)))
  };
}

export async function rowsOf(frame: Frame): Promise<Record<string, Value>[]> {
  const rows = Array.from({ length: frame.rows }, (): Record<string, Value> => ({}));
  for (const column of frame.columns) {
    const values = await readFrameColumn(column);
    rows.forEach((row, i) => (row[column.name] = valueAt(values, i)));
  }
  return rows;
}

function valueAt(column: Column, row: number): Value {
  if (isMissing(column, row)) return null;
  if (column.kind === 'category') return column.labels[column.codes[row]!]!;
  if (column.kind === 'text') return textAt(column, row);
  return column.kind === 'image' ? 'image' : column.values[row]!;
}

export const noPause = () => Promise.resolve();

/** Codes without a key, and a redaction that a test can see. */
const protect = {
  pseudonyms: (keyId: string, texts: readonly string[]) =>
    Promise.resolve(texts.map((text) => `${keyId}:${text.length}:${text.slice(0, 1)}`)),
  redact: (text: string) => text.replaceAll(/\d+/g, '[number]')
};

/** The steps done; `others` are the tables that can be joined. */
export const shaped = (frame: Frame, steps: readonly ShapeStep[], others: Readonly<Record<string, Frame>> = {}) =>
  runSteps(frame, steps, { pace: noPause, protect, other: (id) => Promise.resolve({ name: id, frame: others[id]! }) });
