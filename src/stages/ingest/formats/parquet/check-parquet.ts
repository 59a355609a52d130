import type { CompressionCodec, Compressors, FileMetaData, SchemaTree } from 'hyparquet';
import { fileDamaged, fileTooLarge } from '../../../../core/errors/files.ts';
import { readRange, type ByteSource } from '../../csv/byte-source.ts';

/** Rows of one row group that are decoded at a time, and bytes of one page. */
const MOST_GROUP_ROWS = 1 << 25;
const MOST_PAGE_BYTES = 1 << 28;
const MOST_CHUNK_BYTES = 2 ** 30;

const hint = 'Write the file anew with smaller row groups; a million rows each is usual.';

/**
 * Holds what the file says of itself against its size, before anything is decoded.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export function checkMetadata({ row_groups: groups, num_rows }: FileMetaData, size: number): void {
  let rows = 0n;
  for (const { num_rows: groupRows, columns } of groups) {
    rows += groupRows;
    if (groupRows < 0n || groupRows > MOST_GROUP_ROWS)
      throw fileTooLarge(
        `A row group claims ${groupRows.toLocaleString('en-US')} rows`,
        `${MOST_GROUP_ROWS.toLocaleString('en-US')} rows`,
        hint
      );
    for (const { meta_data: chunk } of columns) {
      if (!chunk) throw fileDamaged('Parquet', 'a column is not described');
      const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
      const bytes = Number(chunk.total_compressed_size);
      if (!(start >= 4 && bytes >= 0 && start + bytes <= size))
        throw fileDamaged('Parquet', 'a column lies outside of the file, so the file was cut off or damaged');
      if (bytes > MOST_CHUNK_BYTES) throw fileTooLarge('A column of one row group has over 1 GB', '1 GB', hint);
    }
  }
  if (rows !== num_rows)
    throw fileDamaged(
      'Parquet',
      `it claims ${num_rows.toLocaleString('en-US')} rows, but its row groups have ${rows.toLocaleString('en-US')}`
    );
}

interface PageHead {
  readonly type?: string;
  readonly uncompressed_page_size: number;
  readonly compressed_page_size: number;
  readonly data_page_header?: { readonly num_values: number } | undefined;
  readonly data_page_header_v2?: { readonly num_values: number } | undefined;
  readonly dictionary_page_header?: { readonly num_values: number } | undefined;
}

export type ReadPageHead = (reader: { view: DataView; offset: number }) => PageHead;

/**
 * Walks over the pages of one column of one row group: sizes and counts must be those of the metadata, so that nothing is made room for that is not
 * there.
 * @param values how many values the metadata promise
 * @throws LatheError `file-damaged`
 */
export async function checkPages(
  source: ByteSource,
  chunk: { start: number; bytes: number; values: number },
  readHead: ReadPageHead
): Promise<void> {
  const bytes = await readRange(source, chunk.start, chunk.start + chunk.bytes);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let values = 0;
  while (values < chunk.values) {
    if (reader.offset >= bytes.length) throw fileDamaged('Parquet', 'a column has fewer values than it claims');
    const head = readHead(reader);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = head;
    if (!(packed >= 0 && unpacked >= 0 && unpacked <= MOST_PAGE_BYTES && reader.offset + packed <= bytes.length))
      throw fileDamaged('Parquet', 'a page claims a size it cannot have');
    const dictionary = head.dictionary_page_header?.num_values ?? 0;
    if (dictionary < 0 || dictionary > Math.max(chunk.values, unpacked))
      throw fileDamaged('Parquet', 'a dictionary claims more values than it can hold');
    const here = head.data_page_header?.num_values ?? head.data_page_header_v2?.num_values ?? 0;
    if (here < 0) throw fileDamaged('Parquet', 'a page claims a negative number of values');
    values += here;
    reader.offset += packed;
  }
  if (values !== chunk.values) throw fileDamaged('Parquet', 'a column has more values than it claims');
}

/** The same unpackers, but what they give must be as long as the file says. */
export function checkedCompressors(compressors: Compressors): Compressors {
  const entries = Object.entries(compressors).map(([codec, unpack]) => [
    codec as CompressionCodec,
    (input: Uint8Array, size: number) => {
      if (size > MOST_PAGE_BYTES) throw fileDamaged('Parquet', 'a page claims a size it cannot have');
      const out = unpack(input, size);
      if (out.length !== size) throw fileDamaged('Parquet', 'a page unpacks to another size than it claims');
      return out;
    }
  ]);
  return Object.fromEntries(entries) as Compressors;
}

/** Leaves of a schema with the path of nodes that leads to each. */
export function* leavesOf(node: SchemaTree, above: readonly SchemaTree[] = []): Iterable<readonly SchemaTree[]> {
  if (node.children.length === 0 && above.length > 0) yield [...above.slice(1), node];
  for (const child of node.children) yield* leavesOf(child, [...above, node]);
}
