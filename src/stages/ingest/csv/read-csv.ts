import { partOf, pause, type WorkContext } from '../../../core/context.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import { csvNoRows, csvTypeUnknown } from '../../../core/errors.ts';
import type { ColumnType, Role } from '../../../core/schema.ts';
import type { Column, ColumnKind } from '../../../core/table.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { recordBlocks } from './block-stream.ts';
import type { ByteSource } from './byte-source.ts';
import { ColumnReader, type ColumnPlan } from './column-reader.ts';
import { NO_DELIMITER, type FoundDialect } from './dialect.ts';
import { findEncoding, type Encoding } from './encoding.ts';
import { habitsOf } from './file-habits.ts';
import { finishColumn, type FinishedColumn } from './finish-column.ts';
import type { FileHabits } from './evidence.ts';
import { columnNames } from './header.ts';
import { counted, IssueLog, mergeLogs, type Issue } from './issue-log.ts';
import { MissingMarkers } from './missing-markers.ts';
import { notesOf } from './notes.ts';
import { openCsv, tokenizerEvents, type OpenedCsv } from './open-csv.ts';
import { PieceQueue, type ColumnSink } from './piece-queue.ts';
import { rolesOf } from './default-roles.ts';

export interface IngestedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: Role;
  readonly kind: ColumnKind;
  readonly missing: number;
  readonly distinct: number;
  readonly labels?: readonly string[];
  readonly chunks: readonly string[];
}

export interface IngestedCsv {
  readonly rows: number;
  readonly columns: readonly IngestedColumn[];
  readonly notes: readonly string[];
  readonly encoding: string;
  readonly delimiter: string;
  readonly issues: readonly Issue[];
}

export interface ReadCsvSettings {
  readonly options: CsvOptions;
  /** Rows in a piece of a column. */
  readonly chunkRows: number;
  /** Bytes worked on at a time; 256 KiB when not given. */
  readonly pieceBytes?: number;
  /** `windows-1252` after a first attempt has thrown `NotUtf8`. */
  readonly encoding?: Encoding;
}

/**
 * Reads a CSV into typed columns, as a stream: memory holds a block of the file, a piece of each column and the dictionaries. Types hold for every
 * value, not for a sample: numbers, times and labels are guessed from the first values, and a column whose guess fails is read again.
 * @throws LatheError `csv-empty`, `csv-no-rows`, `csv-encoding-unknown`, `csv-encoding-wrong`, `csv-delimiter-wrong`, `csv-type-unknown`
 * @throws NotUtf8 when the encoding was not given and a byte late in the file is not UTF-8: begin again with `encoding: fallbackEncoding`
 */
export async function readCsv(source: ByteSource, sink: ColumnSink, settings: ReadCsvSettings, context: WorkContext): Promise<IngestedCsv> {
  const { options } = settings;
  const encoding = settings.encoding ?? (await findEncoding(source, options.encoding));
  const opened = await openCsv(source, encoding, options, settings.pieceBytes);
  const { dialect } = opened;
  const log = new IssueLog();
  const names = dialect.header ? columnNames(dialect.first, dialect.width, dialect.isFirstUnnamed, log) : numberedNames(dialect.width);
  const shared = {
    markers: new MissingMarkers(options.missing),
    quotedIsText: options.quotedIsText ?? false,
    chunkRows: settings.chunkRows
  };
  const types = typesOf(names, options, log);
  const queue = new PieceQueue(sink);
  const file: OpenFile = { source, queue, log, shared, opened };
  try {
    const { rows, columns, habits } = await readColumns(file, names, types, { options, context });
    return describe(columns, rows, { encoding, dialect, habits, log });
  } finally {
    await queue.settle();
  }
}

interface ReadColumns {
  readonly rows: number;
  readonly columns: readonly StoredReader[];
  readonly habits: FileHabits;
}

async function readColumns(
  file: OpenFile,
  names: readonly string[],
  types: readonly (ColumnType | null)[],
  { options, context }: { options: CsvOptions; context: WorkContext }
): Promise<ReadColumns> {
  const readers = names.map((name, index) => new ColumnReader({ name, index }, types[index]!, { kind: 'guess' }, file.shared));
  const rows = await readAll(file, readers, partOf(context, 0, 0.9), file.log);
  if (rows === 0) throw csvNoRows(names.length);
  const habits = habitsOf(readers, options, file.opened.dialect.delimiter);
  const columns = await finishAll(file, readers, habits, partOf(context, 0.9, 1));
  await file.queue.drain();
  return { rows, columns, habits };
}

interface OpenFile {
  readonly source: ByteSource;
  readonly queue: PieceQueue;
  readonly log: IssueLog;
  readonly shared: { readonly markers: MissingMarkers; readonly quotedIsText: boolean; readonly chunkRows: number };
  readonly opened: OpenedCsv;
}

interface StoredReader {
  readonly column: FinishedColumn;
  readonly chunks: readonly string[];
  readonly log: IssueLog;
}

/** One pass over the file. @returns the number of rows */
async function readAll(file: OpenFile, readers: readonly ColumnReader[], context: WorkContext, log: IssueLog): Promise<number> {
  let rows = 0;
  const { chunkRows } = file.shared;
  const events = tokenizerEvents(log, file.opened);
  for await (const block of recordBlocks(file.source, file.opened.stream, events, context)) {
    countNulBytes(block, log);
    for (let from = 0; from < block.rows;) {
      const to = Math.min(block.rows, from + chunkRows - (rows % chunkRows));
      for (const reader of readers) reader.read(block, { from, to });
      rows += to - from;
      from = to;
      if (rows % chunkRows === 0) await storePieces(file.queue, readers, context);
    }
  }
  if (rows % chunkRows !== 0) await storePieces(file.queue, readers, context);
  return rows;
}

async function storePieces(queue: PieceQueue, readers: readonly ColumnReader[], context: WorkContext): Promise<void> {
  for (const reader of readers) await storeAll(reader.endPiece(), queue, { into: reader.pieces, context });
}

/** Pieces are made one at a time, as there is room for them, and a cancel is seen between them. */
async function storeAll(
  pieces: Iterable<Column>,
  queue: PieceQueue,
  { into, context }: { into: string[]; context: WorkContext }
): Promise<void> {
  for (const piece of pieces) {
    await queue.add(piece, into);
    await pause(context);
  }
}

/** Finishes every column; those that need another look are read again, together, until none is left. */
async function finishAll(
  file: OpenFile,
  first: readonly ColumnReader[],
  habits: FileHabits,
  context: WorkContext
): Promise<StoredReader[]> {
  const done: StoredReader[] = [];
  let readers = first;
  let left = 1;
  while (readers.length > 0) {
    const next: ColumnReader[] = [];
    for (const reader of readers) {
      const verdict = finishColumn(reader, habits);
      if (verdict.kind === 'again') next.push(reopened(file, reader, verdict.plan));
      else done[reader.index] = await store(file.queue, reader, verdict.column, context);
    }
    readers = next;
    if (readers.length > 0) await readAll(file, readers, partOf(context, 1 - left, 1 - left / 2), new IssueLog());
    left /= 2;
  }
  return done;
}

const reopened = (file: OpenFile, { name, index, forced }: ColumnReader, plan: ColumnPlan) =>
  new ColumnReader({ name, index }, forced, plan, file.shared);

async function store(queue: PieceQueue, reader: ColumnReader, column: FinishedColumn, context: WorkContext): Promise<StoredReader> {
  if (!column.pieces) return { column, chunks: reader.pieces, log: reader.log };
  const chunks: string[] = [];
  await storeAll(column.pieces, queue, { into: chunks, context });
  return { column, chunks, log: reader.log };
}

function describe(
  stored: readonly StoredReader[],
  rows: number,
  found: { encoding: Encoding; dialect: FoundDialect; habits: FileHabits; log: IssueLog }
): IngestedCsv {
  const columns = stored.map(({ column }) => column);
  const roles = rolesOf(columns, found.dialect);
  return {
    rows,
    columns: stored.map(({ column, chunks }, j) => ({
      name: column.name,
      type: column.type,
      role: roles[j]!,
      kind: column.kind,
      missing: column.missing,
      distinct: column.distinct,
      ...(column.labels && { labels: column.labels }),
      chunks
    })),
    notes: notesOf(columns, roles, found),
    encoding: found.encoding.label,
    delimiter: found.dialect.delimiter === NO_DELIMITER ? 'none' : found.dialect.delimiter,
    issues: mergeLogs([found.log, ...stored.map(({ log }) => log)])
  };
}

/** NUL bytes stay in the texts; a file full of them is rarely what was meant. */
function countNulBytes(block: FieldBlock, log: IssueLog): void {
  const end = block.rows === 0 ? 0 : block.ends[block.rows * block.width - 1]!;
  for (let at = block.bytes.indexOf(0); at >= 0 && at < end; at = block.bytes.indexOf(0, at + 1)) {
    log.add('nul-byte', lineAt(block, at), (count) => `${counted(count, 'NUL character was', 'NUL characters were')} kept in the values.`);
  }
}

function lineAt(block: FieldBlock, position: number): number {
  let low = 0;
  let high = block.rows - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (block.starts[middle * block.width]! <= position) low = middle;
    else high = middle - 1;
  }
  return block.lines[low]!;
}

const readable: readonly string[] = ['number', 'integer', 'boolean', 'category', 'text', 'time'];

const numberedNames = (width: number) => Array.from({ length: width }, (_, j) => `column_${j + 1}`);

function typesOf(names: readonly string[], options: CsvOptions, log: IssueLog): (ColumnType | null)[] {
  const given = new Map(Object.entries(options.types ?? {}));
  for (const [name, type] of given) {
    if (!readable.includes(type)) throw csvTypeUnknown(name, type);
    if (!names.includes(name))
      log.add('unknown-type-column', null, () => `A type was given for "${name}", but there is no such column.`, name);
  }
  return names.map((name) => (given.get(name) as ColumnType | undefined) ?? null);
}
