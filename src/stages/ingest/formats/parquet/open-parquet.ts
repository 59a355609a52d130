import { quoted } from '../../../../core/words.ts';
import type { AsyncBuffer, Compressors, FileMetaData, RowGroup } from 'hyparquet';
import { pause, type WorkContext } from '../../../../core/context.ts';
import { fileDamaged } from '../../../../core/errors/files.ts';
import { isLatheError } from '../../../../core/errors/lathe-error.ts';
import type { ByteSource } from '../../csv/byte-source.ts';
import { columnNames, shortened } from '../../csv/header.ts';
import { IssueLog } from '../../csv/issue-log.ts';
import type { ColumnPart, OpenTable } from '../../tables/open-table.ts';
import { PANDAS_KEY, readPandas } from './pandas-metadata.ts';
import { OWN_KEY, readOwnTypes, withOwnType } from '../own-types.ts';
import { checkedCompressors, checkMetadata, checkPages, leavesOf, type ReadPageHead } from './check-parquet.ts';
import { areMoments, isUnsigned, meaningOf, typeOf, type Leaf } from './leaf.ts';
import { LeafCells } from './leaf-cells.ts';

interface Parquet {
  readonly source: ByteSource;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly compressors: Compressors;
  readonly readHead: ReadPageHead;
  readonly read: (typeof import('hyparquet'))['parquetRead'];
}

/**
 * A Parquet file: row groups are decoded one by one, column by column.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export async function openParquet(source: ByteSource, { mostRows = Infinity }: { readonly mostRows?: number }): Promise<OpenTable> {
  const parquet = await guarded(() => load(source));
  const leaves = await guarded(() => describe(parquet.metadata));
  const log = new IssueLog();
  const names = columnNames(
    leaves.map(({ name }) => name),
    leaves.length,
    false,
    log
  );
  const said = (wanted: string) => parquet.metadata.key_value_metadata?.find(({ key }) => key === wanted)?.value;
  const own = readOwnTypes(said(OWN_KEY));
  const pandas = readPandas(said(PANDAS_KEY));
  const named = leaves.map((leaf, i) => withOwnType({ ...pandas(leaf), name: names[i]! }, own));
  const cells = named.map((leaf) => new LeafCells(leaf));
  return {
    columns: named,
    notes: () =>
      [...new Set(named.filter(({ path, isRepeated }) => path.length > 1 && !isRepeated).map(({ path }) => path[0]!))].map(flattened),
    parts: (wanted, issues, context) => {
      issues.take(log);
      return partsOf(parquet, { leaves: named, cells, wanted, issues, mostRows }, context);
    }
  };
}

const flattened = (name: string) => `${quoted(shortened(name))} holds groups of values: each of them became a column.`;

async function load(source: ByteSource): Promise<Parquet> {
  const [{ parquetMetadataAsync, parquetRead }, { parquetHeader }, { compressors, decompressZstd }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet/src/column.js'),
    import('hyparquet-compressors')
  ]);
  const file: AsyncBuffer = { byteLength: source.size, slice: (from, to) => source.slice(from, to ?? source.size).arrayBuffer() };
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  checkMetadata(metadata, source.size);
  return {
    source,
    file,
    metadata,
    compressors: checkedCompressors({ ...compressors, ZSTD: (input, size) => decompressZstd(input, new Uint8Array(size)) }),
    readHead: parquetHeader,
    read: parquetRead
  };
}

/** The leaves, and the metadata made such that values come as they are stored: their meaning is given to them here. */
async function describe(metadata: FileMetaData): Promise<Leaf[]> {
  const { parquetSchema } = await import('hyparquet');
  const leaves: Leaf[] = [];
  for (const nodes of leavesOf(parquetSchema(metadata))) {
    const { element, path } = nodes.at(-1)!;
    const isRepeated = nodes.some((node) => node.element.repetition_type === 'REPEATED');
    if (isRepeated) {
      const [top] = path as [string];
      if (leaves.at(-1)?.path[0] !== top)
        leaves.push({ name: top, path: [top], meaning: { kind: 'nested' }, isUnsigned: false, isRepeated, type: null });
      continue;
    }
    const meaning = meaningOf(element);
    const zone = areMoments(element) ? { zone: 'UTC' } : {};
    leaves.push({ name: path.join('.'), path, meaning, isUnsigned: isUnsigned(element), isRepeated, type: typeOf(meaning), ...zone });
    delete element.converted_type;
    delete element.logical_type;
  }
  return leaves;
}

interface Pass {
  readonly leaves: readonly Leaf[];
  readonly cells: readonly LeafCells[];
  readonly wanted: ReadonlySet<number> | null;
  readonly issues: IssueLog;
  readonly mostRows: number;
}

async function* partsOf(parquet: Parquet, pass: Pass, context: WorkContext): AsyncGenerator<ColumnPart> {
  const { row_groups: groups } = parquet.metadata;
  let start = 0;
  for (const [g, group] of groups.entries()) {
    const rows = Math.min(Number(group.num_rows), pass.mostRows - start);
    if (rows <= 0) continue;
    for (const [column, leaf] of pass.leaves.entries()) {
      if (pass.wanted && !pass.wanted.has(column)) continue;
      let at = start;
      for (const values of await guarded(() => readLeaf(parquet, group, leaf, { start, rows }))) {
        const here = Math.min(values.length, start + rows - at);
        const first = at;
        const cells = await guarded(() => Promise.resolve(pass.cells[column]!.cellsOf(values, here, first, pass.issues)));
        if (here > 0) yield { column, start: at, cells };
        at += here;
      }
      if (at !== start + rows) throw fileDamaged('Parquet', `${quoted(shortened(leaf.name))} has fewer rows than its row group`);
      context.onProgress((g + (column + 1) / pass.leaves.length) / groups.length);
      await pause(context);
    }
    start += rows;
  }
}

/** The decoded values of one column of one row group, page by page. */
async function readLeaf(
  parquet: Parquet,
  group: RowGroup,
  leaf: Leaf,
  range: { start: number; rows: number }
): Promise<ArrayLike<unknown>[]> {
  const { source, file, metadata, compressors, read, readHead } = parquet;
  const [top] = leaf.path as [string];
  for (const { meta_data: chunk } of group.columns) {
    if (chunk?.path_in_schema[0] !== top) continue;
    const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    if (!leaf.isRepeated && chunk.num_values !== group.num_rows)
      throw fileDamaged('Parquet', `${quoted(shortened(leaf.name))} has another number of values than its row group has rows`);
    await checkPages(source, { start, bytes: Number(chunk.total_compressed_size), values: Number(chunk.num_values) }, readHead);
  }
  const pages: ArrayLike<unknown>[] = [];
  const path = leaf.path.join('\0');
  await read({
    file,
    metadata,
    compressors,
    columns: [top],
    rowStart: range.start,
    rowEnd: range.start + range.rows,
    utf8: false,
    ...(leaf.isRepeated
      ? { onChunk: ({ columnData }) => void pages.push(columnData) }
      : { onPage: ({ pathInSchema, columnData }) => void (pathInSchema.join('\0') === path && pages.push(columnData)) }),
    parsers: { timestampFromNanoseconds: (value: bigint) => value }
  });
  return pages;
}

/** What the library says of a bad file, in our words. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isLatheError(error) || (error instanceof Error && error.name === 'AbortError')) throw error;
    throw fileDamaged('Parquet', plain(error), error);
  }
}

const plain = (error: unknown) => (error instanceof Error ? error.message.replace(/^parquet /, '').replace(/\.$/, '') : String(error));
