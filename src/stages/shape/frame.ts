import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { ExpressionColumn } from '../../core/expression/syntax.ts';
import type { ColumnSchema, ColumnType } from '../../core/schema.ts';
import { categoryColumn, gatherColumn, textColumn, type CategoryColumn, type Column } from '../../core/table.ts';
import { quoted } from '../../core/words.ts';

/** A stored table or one that was computed: where the values of columns come from. */
export interface Source {
  load(column: string): Promise<Column>;
  /** Rows `from` to `to - 1` only, where they can be read without the others. */
  loadSpan?(column: string, from: number, to: number): Promise<Column>;
}

/** Which rows of a source, in which order; -1 = a row of missing values. Null = all of them as they are. */
export type RowPick = Int32Array | null;

export interface FrameColumn extends ColumnSchema {
  readonly labels?: readonly string[];
  readonly source: Source;
  /** Its name there. */
  readonly of: string;
  readonly rows: RowPick;
}

/** A table in the making. Steps change what is picked; values are read one column at a time, and only when they are needed. */
export interface Frame {
  readonly rows: number;
  readonly columns: readonly FrameColumn[];
}

/** @throws LatheError `column-not-found` */
export function frameColumn(frame: Frame, name: string): FrameColumn {
  const column = frame.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  throw columnNotFound(
    name,
    frame.columns.map((candidate) => candidate.name)
  );
}

/** A column rows can be told apart by. @throws LatheError `column-not-found`, `shape-step-invalid` for images */
export function keyColumn(frame: Frame, name: string, step: string): FrameColumn {
  const column = frameColumn(frame, name);
  if (column.type === 'image') throw shapeStepInvalid(step, `${quoted(name)} holds images, which are no keys`, 'Use another column.');
  return column;
}

/** The values of a column as they stand in the frame, under the frame's name for it. */
export async function readFrameColumn(column: FrameColumn): Promise<Column> {
  const stored = await column.source.load(column.of);
  const picked = column.rows === null ? stored : pickRows(stored, column.rows);
  return { ...picked, name: column.name };
}

/** The first `count` rows of a column only. */
export const readHead = (column: FrameColumn, count: number): Promise<Column> => readFrameSpan(column, 0, count);

/** Rows `start` to `end - 1` of a column, reading no more of its source than the stretch they lie in. */
export async function readFrameSpan({ name, source, of, rows }: FrameColumn, start: number, end: number): Promise<Column> {
  const wanted = rows?.slice(start, end) ?? Int32Array.from({ length: end - start }, (_, i) => start + i);
  const there = wanted.filter((row) => row >= 0);
  if (!source.loadSpan || there.length === 0) return { ...pickRows(await source.load(of), wanted), name };
  const from = there.reduce((least, row) => Math.min(least, row), Infinity);
  const to = there.reduce((most, row) => Math.max(most, row), 0) + 1;
  const span = await source.loadSpan(of, from, to);
  const shifted = wanted.map((row) => (row < 0 ? -1 : row - from));
  return { ...pickRows(span, shifted), name };
}

/** Copies the rows picked; -1 becomes a missing value. Images can't be missing: a frame never picks -1 of one. */
function pickRows(column: Column, rows: Int32Array): Column {
  if (!rows.includes(-1) || column.kind === 'image') return gatherColumn(column, rows);
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) values[i] = rows[i]! < 0 ? NaN : column.values[rows[i]!]!;
      return { ...column, values };
    }
    case 'category':
      return { ...column, codes: rows.map((row) => (row < 0 ? -1 : column.codes[row]!)) };
    case 'text': {
      const { bytes, offsets, missing } = withEmptyRow(column);
      const last = missing.length - 1;
      return gatherColumn(
        { ...column, bytes, offsets, missing },
        rows.map((row) => (row < 0 ? last : row))
      );
    }
  }
}

/** A row behind the last that is missing, to be picked for those that are not there. */
function withEmptyRow(column: Extract<Column, { kind: 'text' }>) {
  const rows = column.missing.length;
  const offsets = new Uint32Array(rows + 2);
  offsets.set(column.offsets);
  offsets[rows + 1] = column.offsets[rows]!;
  const missing = new Uint8Array(rows + 1);
  missing.set(column.missing);
  missing[rows] = 1;
  return { bytes: column.bytes, offsets, missing };
}

/** Rows of the frame, by their numbers in it; -1 for a row of missing values. Row numbers that columns share are worked out once. */
export function pickFrame(columns: readonly FrameColumn[], rows: Int32Array): FrameColumn[] {
  const known = new Map<RowPick, Int32Array>();
  return columns.map((column) => {
    let picked = known.get(column.rows);
    if (!picked) {
      const old = column.rows;
      picked = old === null ? rows : rows.map((row) => (row < 0 ? -1 : old[row]!));
      known.set(column.rows, picked);
    }
    return { ...column, rows: picked };
  });
}

/** Columns that were computed, as a source. */
export function computedSource(columns: readonly Column[]): Source {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return { load: (name) => Promise.resolve(byName.get(name)!) };
}

/** The column of that name with other values; it keeps its place, its role and where it came from. */
export function withValues(frame: Frame, name: string, column: Column, type: ColumnType): Frame {
  const before = frameColumn(frame, name);
  const fresh: FrameColumn = {
    name,
    type,
    role: before.role,
    ...(before.origin ? { origin: before.origin } : {}),
    ...(column.kind === 'time' && column.zone !== undefined ? { zone: column.zone } : {}),
    ...(column.kind === 'number' && before.unit !== undefined ? { unit: before.unit } : {}),
    ...(column.kind === 'category' ? { labels: column.labels } : {}),
    source: computedSource([column]),
    of: name,
    rows: null
  };
  return { rows: frame.rows, columns: frame.columns.map((old) => (old === before ? fresh : old)) };
}

/** What an expression may name. */
export const expressionColumns = (frame: Pick<Frame, 'columns'>): ExpressionColumn[] =>
  frame.columns.map(({ name, type, labels, zone }) => ({
    name,
    type,
    ...(labels ? { labels } : {}),
    ...(zone === undefined ? {} : { zone })
  }));

/** A category without the labels no row has any more. Of a boolean both stay. */
export function pruneLabels(column: CategoryColumn): CategoryColumn {
  const used = new Uint8Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) used[code] = 1;
  if (!used.includes(0)) return column;
  const labels = column.labels.filter((_, code) => used[code] === 1);
  let next = 0;
  const fresh = Int32Array.from(used, (isUsed) => (isUsed === 1 ? next++ : -1));
  return { ...column, labels, codes: column.codes.map((code) => (code < 0 ? -1 : fresh[code]!)) };
}

const MOST_LEVELS = 1000;

/** Texts as a category where few enough of them differ: a thousand at most, and fewer than half of the rows; else as texts. */
export function textOrCategory(name: string, codes: Int32Array, labels: readonly string[]): Column {
  const texts = new Set<string>();
  const isUsed = new Uint8Array(labels.length);
  for (const code of codes) if (code >= 0) isUsed[code] = 1;
  for (let code = 0; code < labels.length && texts.size <= MOST_LEVELS; code++) if (isUsed[code] === 1) texts.add(labels[code]!);
  const values = () => Array.from(codes, (code) => labels[code] ?? null);
  if (texts.size > MOST_LEVELS || (texts.size > 20 && texts.size * 2 > codes.length)) return textColumn(name, values());
  const sorted = [...texts].sort();
  const place = new Map(sorted.map((label, code) => [label, code]));
  const fresh = labels.map((label) => place.get(label) ?? -1);
  if (sorted.length === 0) return categoryColumn(name, values());
  return { kind: 'category', name, labels: sorted, codes: codes.map((code) => (code < 0 ? -1 : fresh[code]!)) };
}
