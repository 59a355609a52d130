/**
 * A table is immutable, columnar and typed. A filter, a sample or a part of a split is a `RowSet` beside it; rows are copied in one place only,
 * `gather`. Each column owns its buffers: cloning a view into a shared buffer to another thread would send the whole of it.
 */
export type Column = NumberColumn | CategoryColumn | TimeColumn | TextColumn | ImageColumn;

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** NaN = missing. */
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  /** Index into `labels`; -1 = missing. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  /** The labels stand in their order, from least to most. */
  readonly isOrdinal?: true;
}

export interface TimeColumn {
  readonly kind: 'time';
  readonly name: string;
  /** Milliseconds since 1970; NaN = missing. Moments, in UTC, where there is a zone; else clock times, counted as if they were UTC. */
  readonly values: Float64Array;
  /** The zone whose clocks the moments are read by. */
  readonly zone?: string;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  /** UTF-8; row i is `bytes[offsets[i] .. offsets[i + 1]]`. */
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** 1 = missing, which is not the same as the empty text. Length: rows. */
  readonly missing: Uint8Array;
}

export interface ImageColumn {
  readonly kind: 'image';
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** 1 = grey, 3 = red, green, blue. */
  readonly channels: 1 | 3;
  /** 0 to 255, row-major: [rows, height, width, channels]. */
  readonly pixels: Uint8Array;
}

export type ColumnKind = Column['kind'];

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Row numbers into a table, ascending and unique. */
export type RowSet = Uint32Array;

export const allRows = (rows: number): RowSet => Uint32Array.from({ length: rows }, (_, i) => i);

/** @returns the column called `name`, or undefined. */
export const findColumn = (table: Table, name: string): Column | undefined => table.columns.find((column) => column.name === name);

/** The table with the columns of `columns` replacing those of the same name, or added behind when they are new. */
export function withColumns(table: Table, columns: readonly Column[]): Table {
  const fresh = new Map(columns.map((column) => [column.name, column]));
  const kept = table.columns.map((column) => fresh.get(column.name) ?? column);
  const known = new Set(table.columns.map((column) => column.name));
  return { rows: table.rows, columns: [...kept, ...columns.filter((column) => !known.has(column.name))] };
}

export function withoutColumns(table: Table, names: readonly string[]): Table {
  const gone = new Set(names);
  return { rows: table.rows, columns: table.columns.filter((column) => !gone.has(column.name)) };
}

/** Copies the given rows, in the given order (which may repeat), into a new table. */
export function gather(table: Table, rows: ArrayLike<number>): Table {
  return { rows: rows.length, columns: table.columns.map((column) => gatherColumn(column, rows)) };
}

export function gatherColumn(column: Column, rows: ArrayLike<number>): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { ...column, values: pick(column.values, rows, new Float64Array(rows.length)) };
    case 'category':
      return { ...column, codes: pick(column.codes, rows, new Int32Array(rows.length)) };
    case 'text':
      return gatherText(column, rows);
    case 'image':
      return gatherImages(column, rows);
  }
}

function pick<A extends Float64Array | Int32Array | Uint8Array>(from: A, rows: ArrayLike<number>, into: A): A {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i]!]!;
  return into;
}

function gatherText(column: TextColumn, rows: ArrayLike<number>): TextColumn {
  const offsets = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) offsets[i + 1] = offsets[i]! + column.offsets[rows[i]! + 1]! - column.offsets[rows[i]!]!;
  const bytes = new Uint8Array(offsets[rows.length]!);
  for (let i = 0; i < rows.length; i++)
    bytes.set(column.bytes.subarray(column.offsets[rows[i]!]!, column.offsets[rows[i]! + 1]!), offsets[i]!);
  return { ...column, bytes, offsets, missing: pick(column.missing, rows, new Uint8Array(rows.length)) };
}

function gatherImages(column: ImageColumn, rows: ArrayLike<number>): ImageColumn {
  const size = column.width * column.height * column.channels;
  const pixels = new Uint8Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) pixels.set(column.pixels.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return { ...column, pixels };
}

/** Rows `from` to `to - 1` as a column that owns its buffers. */
export function sliceColumn(column: Column, from: number, to: number): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { ...column, values: column.values.slice(from, to) };
    case 'category':
      return { ...column, codes: column.codes.slice(from, to) };
    case 'text': {
      const start = column.offsets[from]!;
      const offsets = column.offsets.slice(from, to + 1).map((offset) => offset - start);
      return { ...column, bytes: column.bytes.slice(start, column.offsets[to]), offsets, missing: column.missing.slice(from, to) };
    }
    case 'image': {
      const size = column.width * column.height * column.channels;
      return { ...column, pixels: column.pixels.slice(from * size, to * size) };
    }
  }
}

/** The same values in memory of their own. */
export const copyColumn = (column: Column): Column => sliceColumn(column, 0, Infinity);

/** Makes a text column from strings; null = missing. */
export function textColumn(name: string, values: readonly (string | null)[]): TextColumn {
  const encoder = new TextEncoder();
  const parts = values.map((value) => encoder.encode(value ?? ''));
  const offsets = new Uint32Array(values.length + 1);
  parts.forEach((part, i) => (offsets[i + 1] = offsets[i]! + part.length));
  const bytes = new Uint8Array(offsets[values.length]!);
  parts.forEach((part, i) => bytes.set(part, offsets[i]!));
  return { kind: 'text', name, bytes, offsets, missing: Uint8Array.from(values, (value) => (value === null ? 1 : 0)) };
}

/** Row `row` of a text column; null = missing. */
export function textAt(column: TextColumn, row: number): string | null {
  if (column.missing[row]) return null;
  return new TextDecoder().decode(column.bytes.subarray(column.offsets[row]!, column.offsets[row + 1]!));
}

/** Makes a category column from strings; null = missing. Labels come sorted unless given. */
export function categoryColumn(name: string, values: readonly (string | null)[], labels?: readonly string[]): CategoryColumn {
  const known = labels ?? [...new Set(values.filter((value) => value !== null))].sort();
  const codeOf = new Map(known.map((label, code) => [label, code]));
  return {
    kind: 'category',
    name,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : (codeOf.get(value) ?? -1))),
    labels: known
  };
}

/** How many rows a column has. */
export function rowsOfColumn(column: Column): number {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values.length;
    case 'category':
      return column.codes.length;
    case 'text':
      return column.missing.length;
    case 'image':
      return column.pixels.length / (column.width * column.height * column.channels);
  }
}

export const isMissing = (column: Column, row: number): boolean => {
  switch (column.kind) {
    case 'number':
    case 'time':
      return Number.isNaN(column.values[row]);
    case 'category':
      return column.codes[row] === -1;
    case 'text':
      return column.missing[row] === 1;
    case 'image':
      return false;
  }
};
