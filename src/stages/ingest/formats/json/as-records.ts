import { fileDamaged, fileTooLarge } from '../../../../core/errors/files.ts';
import type { ByteSource } from '../../csv/byte-source.ts';
import { NotUtf8, utf8Pieces, type Encoding } from '../../csv/encoding.ts';
import { columnWise } from './column-wise.ts';
import { listRows } from './list-rows.ts';
import { otherTable } from './other-tables.ts';
import { endOfNested, JsonFault, skipSpace } from './scan-json.ts';

interface RecordSource {
  readonly source: ByteSource;
  readonly encoding: Encoding;
  readonly note?: readonly string[];
}

const MOST_BYTES = 64 << 20;
const HEAD_BYTES = 65_536;
const ROWS = /^\s*\[\s*\[/;
const KEYED = /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*[[{]/;
const COLUMNS = /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*"\d+"\s*:/;

/**
 * The source as one of records: as it is, or made from a list of lists or from an object that holds a table, which are held in memory for that.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export async function asRecords(source: ByteSource, encoding: Encoding, header: boolean | undefined): Promise<RecordSource> {
  try {
    const beginning = await bytesOf(source, encoding, HEAD_BYTES);
    const head = new TextDecoder().decode(beginning);
    const isRows = ROWS.test(head);
    const isColumns = COLUMNS.test(head);
    const isSmall = source.size <= MOST_BYTES;
    if (!isRows && !isColumns && !(isSmall && KEYED.test(head) && !hasMore(beginning))) return { source, encoding };
    if (!isSmall)
      throw fileTooLarge('The file is a JSON list of lists or an object of columns', '64 MB', 'Write one object for each row, in lines.');
    const bytes = await bytesOf(source, encoding, Infinity);
    const records = isRows ? listRows(bytes, header ?? null) : ((isColumns ? columnWise(bytes) : null) ?? otherTable(bytes));
    if (!records) return { source, encoding };
    return { source: new Blob(joined(records.parts)), encoding: { label: 'utf-8', skip: 0, isGiven: false }, note: [records.note] };
  } catch (error) {
    if (error instanceof NotUtf8) throw fileDamaged('JSON', 'it is not in UTF-8, as JSON must be');
    if (error instanceof JsonFault) throw fileDamaged('JSON', error.message);
    throw error;
  }
}

/** Whether an object ends within the beginning of a file, and another follows. */
function hasMore(beginning: Uint8Array): boolean {
  const end = endOfNested(beginning, skipSpace(beginning, 0, beginning.length), beginning.length);
  return end >= 0 && skipSpace(beginning, end, beginning.length) < beginning.length;
}

const PARTS_AT_ONCE = 4096;

/** A Blob of millions of parts would be slow, and one text of all could be too long. */
const joined = (parts: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(parts.length / PARTS_AT_ONCE) }, (_, i) =>
    parts.slice(i * PARTS_AT_ONCE, (i + 1) * PARTS_AT_ONCE).join('')
  );

/** The first bytes at least, as UTF-8. */
async function bytesOf(source: ByteSource, encoding: Encoding, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of utf8Pieces(source, encoding, () => HEAD_BYTES)) {
    pieces.push(piece.slice());
    length += piece.length;
    if (length >= most) break;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
