import { pause, type WorkContext } from '../../../core/context.ts';
import { csvEncodingUnknown, csvEncodingWrong } from '../../../core/errors.ts';
import { rangesAhead, readRange, type ByteSource } from './byte-source.ts';

export interface Encoding {
  /** A label of the WHATWG encoding standard. */
  readonly label: string;
  /** Bytes of the byte order mark, which are not data. */
  readonly skip: number;
  /** False: found out from the bytes, so another may be tried. */
  readonly isGiven: boolean;
}

/** Thrown when bytes that looked like UTF-8 turn out not to be; the reading begins again as Windows-1252. */
export class NotUtf8 extends Error {}

/** The encoding every file can be read in: what is not UTF-8 or UTF-16 is taken for it. */
export const fallbackEncoding: Encoding = { label: 'windows-1252', skip: 0, isGiven: false };

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' }
];

/**
 * The encoding given, or told by a byte order mark, or UTF-16 when every other byte of the beginning is mostly zero, or UTF-8.
 * @throws LatheError `csv-encoding-unknown` when the given one is none
 */
export async function findEncoding(source: ByteSource, given?: string): Promise<Encoding> {
  const head = await readRange(source, 0, 4096);
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (given !== undefined) {
    const label = standardLabel(given);
    return { label, skip: mark?.label === label ? mark.bytes.length : 0, isGiven: true };
  }
  if (mark) return { label: mark.label, skip: mark.bytes.length, isGiven: false };
  return { label: utf16Label(head) ?? 'utf-8', skip: 0, isGiven: false };
}

/** The encoding that the whole source can be read in, for readers that can't begin again: one look at every byte where it is not given. */
export async function settledEncoding(source: ByteSource, given: string | undefined, context: WorkContext): Promise<Encoding> {
  const encoding = await findEncoding(source, given);
  if (given !== undefined || encoding.label !== 'utf-8') return encoding;
  try {
    for await (const piece of utf8Pieces(source, encoding, () => 1 << 22)) if (piece.length > 0) await pause(context);
    return encoding;
  } catch (error) {
    if (error instanceof NotUtf8) return fallbackEncoding;
    throw error;
  }
}

/**
 * The source as UTF-8, whatever its encoding, in pieces of about `pieceBytes` that may end anywhere, in a character too.
 * @param readBytes read that many bytes at a time, when they are more than a piece
 */
export async function* utf8Pieces(
  source: ByteSource,
  encoding: Encoding,
  pieceBytes: () => number,
  readBytes = 0
): AsyncGenerator<Uint8Array> {
  const convert = encoding.label === 'utf-8' ? checkingUtf8(encoding) : toUtf8(encoding);
  let at = encoding.skip;
  for await (const range of rangesAhead(source, at, () => Math.max(readBytes, pieceBytes()))) {
    for (let from = 0; from < range.length;) {
      const piece = range.subarray(from, from + pieceBytes());
      from += piece.length;
      at += piece.length;
      yield convert(piece, at >= source.size);
    }
  }
}

function checkingUtf8(encoding: Encoding): (piece: Uint8Array, isLast: boolean) => Uint8Array {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (piece, isLast) => {
    try {
      decoder.decode(piece, { stream: !isLast });
    } catch (cause) {
      throw encoding.isGiven ? csvEncodingWrong(encoding.label, cause) : new NotUtf8();
    }
    return piece;
  };
}

function toUtf8(encoding: Encoding): (piece: Uint8Array, isLast: boolean) => Uint8Array {
  const decoder = new TextDecoder(encoding.label, { fatal: true });
  const encoder = new TextEncoder();
  return (piece, isLast) => {
    try {
      return encoder.encode(decoder.decode(piece, { stream: !isLast }));
    } catch (cause) {
      throw csvEncodingWrong(encoding.label, cause);
    }
  };
}

function standardLabel(given: string): string {
  try {
    return new TextDecoder(given).encoding;
  } catch {
    throw csvEncodingUnknown(given);
  }
}

/** Text in Latin letters, digits and commas has a zero in every second byte of UTF-16. */
function utf16Label(head: Uint8Array): string | null {
  const pairs = head.length >> 1;
  if (pairs === 0 || head.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (let i = 0; i < pairs * 2; i++) if (head[i] === 0) zeros[i % 2]!++;
  if (zeros[1]! > pairs * 0.4 && zeros[0]! < pairs * 0.1) return 'utf-16le';
  if (zeros[0]! > pairs * 0.4 && zeros[1]! < pairs * 0.1) return 'utf-16be';
  return null;
}
