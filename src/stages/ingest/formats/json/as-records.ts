import { fileDamaged, fileTooLarge } from '../../../../core/errors/files.ts';
import type { ByteSource } from '../../csv/byte-source.ts';
import { NotUtf8, utf8Pieces, type Encoding } from '../../csv/encoding.ts';
import { columnWise } from './column-wise.ts';
import { listRows } from './list-rows.ts';
import { JsonFault } from './scan-json.ts';

interface RecordSource {
  readonly source: ByteSource;
  readonly encoding: Encoding;
  readonly note?: readonly string[];
}

const MOST_BYTES = 64 << 20;
const HEAD_BYTES = 65_536;
const ROWS = /^\s*\[\s*\[/;
const COLUMNS = /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*\{\s*"\d+"\s*:/;

/**
 * The source as one of records: as it is, or made from a list of lists or from an object of columns, which are held in memory for that.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export async function asRecords(source: ByteSource, encoding: Encoding, header: boolean | undefined): Promise<RecordSource> {
  try {
    const head = new TextDecoder().decode(await bytesOf(source, encoding, HEAD_BYTES));
    const isRows = ROWS.test(head);
    if (!isRows && !COLUMNS.test(head)) return { source, encoding };
    const isSmall = source.size <= MOST_BYTES;
    if (!isSmall)
      throw fileTooLarge('The file is a JSON list of lists or an object of columns', '64 MB', 'Write one object for each row, in lines.');
    const bytes = await bytesOf(source, encoding, Infinity);
    const records = isRows ? listRows(bytes, header ?? null) : columnWise(bytes);
    if (!records) return { source, encoding };
    return { source: new Blob(joined(records.parts)), encoding: { label: 'utf-8', skip: 0, isGiven: false }, note: [records.note] };
  } catch (error) {
    if (error instanceof NotUtf8) throw fileDamaged('JSON', 'it is not in UTF-8, as JSON must be');
    if (error instanceof JsonFault) throw fileDamaged('JSON', error.message);
    throw error;
  }
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
