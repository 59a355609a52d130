import { quoted } from '../core/words.ts';
import { textColumn, type Column, type Table } from '../core/table.ts';
import { timeText } from '../core/time-text.ts';
import type { InputColumn } from './package-type.ts';
import { readBoolean, readLabel, readNumber, readTime, Unreadable } from './read-value.ts';

/** Something about one value of one row; `row` counts from 0, `column` is empty when the row itself is meant. */
export interface RowRemark {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

export interface RowsTable {
  /** The input columns, in their order; a value that is a problem is missing there. */
  readonly table: Table;
  /** Values of the wrong type. */
  readonly problems: readonly RowRemark[];
  /** Values that are taken but were not seen in training, and keys that are no inputs. */
  readonly warnings: readonly RowRemark[];
}

export type PlainRow = Readonly<Record<string, unknown>>;
export type RowReader = (rows: readonly PlainRow[]) => RowsTable;

interface Remarks {
  readonly problems: RowRemark[];
  readonly warnings: RowRemark[];
}

type ReadColumn = (rows: readonly PlainRow[], remarks: Remarks) => Column;

/** Prepares the reading of rows once: the known keys and, for categories, the codes of the known labels. */
export function compileRows(inputs: readonly InputColumn[]): RowReader {
  const readers = inputs.map(columnReader);
  const known = new Set(inputs.map((input) => input.name));
  return (given) => {
    const remarks: Remarks = { problems: [], warnings: [] };
    const rows = given.map((row, i) => checkedRow(row, i, known, remarks));
    return { table: { rows: rows.length, columns: readers.map((read) => read(rows, remarks)) }, ...remarks };
  };
}

/**
 * Plain rows, as they come over the door or the wire, as a table of the input columns. Missing is null or an absent key; own keys only, so
 * that a column may be called `__proto__`.
 */
export const tableOfRows = (inputs: readonly InputColumn[], rows: readonly PlainRow[]): RowsTable => compileRows(inputs)(rows);

const NO_ROW: PlainRow = {};

function checkedRow(row: unknown, i: number, known: ReadonlySet<string>, { problems, warnings }: Remarks): PlainRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    problems.push({ row: i, column: '', message: 'A row must be an object like {"column": value}.' });
    return NO_ROW;
  }
  for (const key of Object.keys(row)) {
    if (!known.has(key)) warnings.push({ row: i, column: key, message: `${quoted(key)} is no input of this model and was ignored.` });
  }
  return row as PlainRow;
}

const valueOf = (row: PlainRow, name: string): unknown => (Object.hasOwn(row, name) ? (row[name] ?? null) : null);

function columnReader(input: InputColumn): ReadColumn {
  switch (input.type) {
    case 'number':
    case 'integer':
      return measureReader(input, 'number', readNumber);
    case 'time':
      return measureReader(input, 'time', (value) => readTime(value, input.zone));
    case 'category':
      return labelReader(input, readLabel);
    case 'boolean':
      return labelReader(input, (value) => readBoolean(value, input.labels ?? []));
    case 'text':
      return (rows, remarks) =>
        textColumn(
          input.name,
          rows.map((row, i) => textOf(valueOf(row, input.name), i, input.name, remarks))
        );
    case 'image':
      return imageReader(input);
  }
}

function measureReader(input: InputColumn, kind: 'number' | 'time', read: (value: unknown) => number | Unreadable): ReadColumn {
  const { name, range } = input;
  return (rows, remarks) => {
    const values = new Float64Array(rows.length).fill(NaN);
    for (let i = 0; i < rows.length; i++) {
      const given = valueOf(rows[i]!, name);
      if (given === null) continue;
      const value = read(given);
      if (value instanceof Unreadable) remarks.problems.push(refusal(i, name, value, given));
      else {
        values[i] = value;
        if (range && (value < range[0] || value > range[1])) remarks.warnings.push(outside(i, input, range));
      }
    }
    return { kind, name, values };
  };
}

function outside(row: number, { name, type, zone }: InputColumn, range: readonly [number, number]): RowRemark {
  const [low, high] = type === 'time' ? range.map((ms) => timeText(ms, zone)) : range;
  return { row, column: name, message: `${quoted(name)} lies outside what training mostly saw (${low} to ${high}).` };
}

function labelReader(input: InputColumn, read: (value: unknown) => string | null | Unreadable): ReadColumn {
  const { name } = input;
  const known = input.labels ?? [];
  const codeOf = new Map(known.map((label, code) => [label, code]));
  return (rows, remarks) => {
    const codes = new Int32Array(rows.length).fill(-1);
    let fresh: Map<string, number> | null = null;
    for (let i = 0; i < rows.length; i++) {
      const given = valueOf(rows[i]!, name);
      const label = given === null ? null : read(given);
      if (label === null) continue;
      if (label instanceof Unreadable) remarks.problems.push(refusal(i, name, label, given));
      else codes[i] = codeOf.get(label) ?? unseen((fresh ??= new Map()), label, known.length);
      if (codes[i]! >= known.length)
        remarks.warnings.push({
          row: i,
          column: name,
          message: `${quoted(name)} has the level ${quoted(String(given))}, which fewer than five training rows had.`
        });
    }
    return { kind: 'category', name, codes, labels: fresh === null ? known : [...known, ...fresh.keys()] };
  };
}

function unseen(fresh: Map<string, number>, label: string, first: number): number {
  const code = fresh.get(label) ?? first + fresh.size;
  fresh.set(label, code);
  return code;
}

function textOf(value: unknown, row: number, column: string, { problems }: Remarks): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  problems.push(refusal(row, column, new Unreadable('a text'), value));
  return null;
}

function imageReader(input: InputColumn): ReadColumn {
  const { name } = input;
  const { width, height, channels } = input.image ?? { width: 0, height: 0, channels: 1 as const };
  const size = width * height * channels;
  const expected = new Unreadable(
    `an image: ${size} numbers from 0 to 255 (${width} by ${height} pixels, ${channels === 1 ? 'grey' : 'red, green and blue'})`
  );
  return (rows, { problems }) => {
    const pixels = new Uint8Array(rows.length * size);
    for (let i = 0; i < rows.length; i++) {
      const given = valueOf(rows[i]!, name);
      if (isPixels(given, size)) pixels.set(given, i * size);
      else problems.push(refusal(i, name, expected, given));
    }
    return { kind: 'image', name, width, height, channels, pixels };
  };
}

function isPixels(value: unknown, size: number): value is ArrayLike<number> {
  if (value instanceof Uint8Array || value instanceof Uint8ClampedArray) return value.length === size;
  return Array.isArray(value) && value.length === size && value.every((pixel) => typeof pixel === 'number' && pixel >= 0 && pixel <= 255);
}

const refusal = (row: number, column: string, { expected }: Unreadable, got: unknown): RowRemark => ({
  row,
  column,
  message: `${quoted(column)} must be ${expected}, but it is ${got === null ? 'missing' : typeof got === 'object' ? (Array.isArray(got) ? 'a list' : 'an object') : quoted(String(got))}.`
});
