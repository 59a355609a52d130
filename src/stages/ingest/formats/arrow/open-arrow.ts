import { quoted } from '../../../../core/words.ts';
import type { AsyncRecordBatchStreamReader, Data, RecordBatch, Schema, Vector } from 'apache-arrow';
import { pause, type WorkContext } from '../../../../core/context.ts';
import { fileDamaged } from '../../../../core/errors/files.ts';
import { isLatheError } from '../../../../core/errors/lathe-error.ts';
import { rangesAhead, readRange, type ByteSource } from '../../csv/byte-source.ts';
import { columnNames, shortened } from '../../csv/header.ts';
import { IssueLog } from '../../csv/issue-log.ts';
import type { ColumnPart, OpenTable } from '../../tables/open-table.ts';
import { OWN_KEY, readOwnTypes, withOwnType } from '../own-types.ts';
import { FieldCells, leavesOf, type ArrowLeaf } from './field-cells.ts';
import { unpackLz4Frame } from './lz4-frame.ts';

type Arrow = typeof import('apache-arrow');

const MAGIC = 'ARROW1';
/** Behind the footer stand its size and the magic. */
const FOOTER_END = 10;
const LEAST_FILE = 24;
const READ_BYTES = 4 << 20;
const MOST_BUFFER_BYTES = 2 ** 30;
const MOST_BATCH_ROWS = 1 << 25;

/**
 * An Arrow IPC file (Feather 2) or stream, batch by batch.
 * @throws LatheError `file-damaged`
 */
export async function openArrow(source: ByteSource, { mostRows = Infinity }: { readonly mostRows?: number }): Promise<OpenTable> {
  const isFile = await startsAsFile(source);
  if (isFile) await checkEnd(source);
  const arrow = await load();
  const schema = await guarded(() => schemaOf(arrow, source, isFile));
  const leaves = [...leavesOf(arrow, schema.fields)];
  const log = new IssueLog();
  const names = columnNames(
    leaves.map(({ name }) => name),
    leaves.length,
    false,
    log
  );
  const own = readOwnTypes(schema.metadata.get(OWN_KEY));
  const named = leaves.map((leaf, i) => withOwnType({ ...leaf, name: names[i]! }, own));
  const cells = named.map((leaf) => new FieldCells(arrow, leaf));
  const groups = new Set(leaves.filter(({ path }) => path.length > 1).map(({ path }) => schema.fields[path[0]!]!.name));
  return {
    columns: named,
    notes: () => [...groups].map((name) => `${quoted(shortened(name))} holds groups of values: each of them became a column.`),
    parts: (wanted, issues, context) => {
      issues.take(log);
      return partsOf({ arrow, source, isFile, leaves: named, cells, wanted, issues, mostRows }, context);
    }
  };
}

async function startsAsFile(source: ByteSource): Promise<boolean> {
  return new TextDecoder().decode(await readRange(source, 0, MAGIC.length)) === MAGIC;
}

async function checkEnd(source: ByteSource): Promise<void> {
  const end = await readRange(source, Math.max(0, source.size - FOOTER_END), source.size);
  const isWhole = source.size >= LEAST_FILE && new TextDecoder().decode(end.subarray(4)) === MAGIC;
  if (!isWhole) throw fileDamaged('Arrow', 'its end is missing, so it was cut off');
  const footer = new DataView(end.buffer, end.byteOffset, end.byteLength).getInt32(0, true);
  if (footer <= 0 || footer > source.size - LEAST_FILE + MAGIC.length)
    throw fileDamaged('Arrow', 'its list of contents claims a size it cannot have');
}

/** The library with the two ways of packing that Arrow knows. */
async function load(): Promise<Arrow> {
  const [arrow, { CompressionType }, { decompressZstd }] = await Promise.all([
    import('apache-arrow'),
    import('apache-arrow/fb/compression-type'),
    import('hyparquet-compressors')
  ]);
  const codec = (unpack: (packed: Uint8Array, size: number) => Uint8Array) => ({
    decode: (packed: Uint8Array) => unpackBuffer(packed, unpack)
  });
  arrow.compressionRegistry.set(CompressionType.LZ4_FRAME, codec(unpackLz4Frame));
  arrow.compressionRegistry.set(
    CompressionType.ZSTD,
    codec((packed, size) => decompressZstd(packed, new Uint8Array(size)))
  );
  return arrow;
}

const PREFIX_BYTES = 8;

/** The bytes a buffer unpacks to stand in front of it (IPC format, "Buffer compression"); the library hands over what is behind. */
function unpackBuffer(packed: Uint8Array, unpack: (packed: Uint8Array, size: number) => Uint8Array): Uint8Array {
  const size = Number(new DataView(packed.buffer, packed.byteOffset - PREFIX_BYTES, PREFIX_BYTES).getBigInt64(0, true));
  if (!(size >= 0 && size <= MOST_BUFFER_BYTES)) throw fileDamaged('Arrow', 'a column claims a size it cannot have');
  const bytes = unpack(packed, size);
  if (bytes.length !== size) throw fileDamaged('Arrow', 'a column unpacks to another size than it claims');
  return bytes;
}

async function* bytesOf(source: ByteSource, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const range of rangesAhead(source, 0, () => READ_BYTES)) {
    onRead(range.length);
    yield range;
  }
}

/** A source as the library takes files of Node: read by place. */
function handleOf(source: ByteSource, onRead: (bytes: number) => void) {
  return {
    fd: 0,
    stat: () => Promise.resolve({ size: source.size }),
    close: () => Promise.resolve(),
    async read(buffer: Uint8Array, offset: number, length: number, position: number) {
      const bytes = await readRange(source, position, position + length);
      if (bytes.length === 0) throw fileDamaged('Arrow', 'it ends before its contents do');
      buffer.set(bytes, offset);
      onRead(bytes.length);
      return { bytesRead: bytes.length, buffer };
    }
  };
}

async function readerOf(arrow: Arrow, source: ByteSource, isFile: boolean, onRead: (bytes: number) => void = () => undefined) {
  const { RecordBatchReader } = arrow;
  const handle = handleOf(source, onRead) as unknown as Parameters<typeof RecordBatchReader.from>[0];
  const reader = (await (isFile
    ? RecordBatchReader.from(handle)
    : RecordBatchReader.from(bytesOf(source, onRead)))) as AsyncRecordBatchStreamReader;
  await reader.open();
  return reader;
}

async function schemaOf(arrow: Arrow, source: ByteSource, isFile: boolean): Promise<Schema> {
  const reader = await readerOf(arrow, source, isFile);
  const { schema } = reader;
  await reader.cancel();
  if (!(schema as Schema | undefined)) throw fileDamaged('Arrow', 'it has no schema');
  return schema;
}

interface Pass {
  readonly arrow: Arrow;
  readonly source: ByteSource;
  readonly isFile: boolean;
  readonly leaves: readonly ArrowLeaf[];
  readonly cells: readonly FieldCells[];
  readonly wanted: ReadonlySet<number> | null;
  readonly issues: IssueLog;
  readonly mostRows: number;
}

async function* partsOf(pass: Pass, context: WorkContext): AsyncGenerator<ColumnPart> {
  let [start, taken] = [0, 0];
  const reader = await guarded(() => readerOf(pass.arrow, pass.source, pass.isFile, (bytes) => (taken += bytes)));
  try {
    while (start < pass.mostRows) {
      const batch = await guarded(async () => (await reader.next()) as IteratorResult<RecordBatch>);
      if (batch.done) break;
      const rows = Math.min(batch.value.numRows, pass.mostRows - start);
      if (!(rows >= 0 && rows <= MOST_BATCH_ROWS))
        throw fileDamaged('Arrow', `a batch claims ${batch.value.numRows.toLocaleString('en-US')} rows`);
      for (const column of pass.leaves.keys()) {
        if (pass.wanted && !pass.wanted.has(column)) continue;
        const at = start;
        const cells = await guarded(() => Promise.resolve(cellsOf(pass, batch.value, column, { rows, start: at })));
        if (rows > 0) yield { column, start, cells };
        await pause(context);
      }
      start += rows;
      context.onProgress(Math.min(1, taken / pass.source.size));
    }
  } finally {
    await reader.cancel();
  }
}

function cellsOf({ leaves, cells, issues }: Pass, batch: RecordBatch, column: number, { rows, start }: { rows: number; start: number }) {
  const { path } = leaves[column]!;
  let vector: Vector | null = batch.getChildAt(path[0]!);
  const groups: Data[] = [];
  for (const index of path.slice(1)) {
    if (vector) groups.push(vector.data[0]!);
    vector = vector?.getChildAt(index) ?? null;
  }
  const data = vector?.data[0];
  if (!vector || !data || vector.length < rows)
    throw fileDamaged('Arrow', `${quoted(shortened(leaves[column]!.name))} has fewer rows than its batch`);
  const isThere = (row: number) => data.getValid(row) && groups.every((group) => group.getValid(row));
  return cells[column]!.cellsOf(vector, rows, isThere, { row: start, log: issues });
}

/** What the library says of a bad file, in our words. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isLatheError(error) || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw fileDamaged('Arrow', error instanceof Error ? error.message.replace(/\.$/, '') : String(error), error);
  }
}
