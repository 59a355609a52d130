import { pause, type WorkContext } from '../../../core/context.ts';
import { grouped } from '../../../core/words.ts';
import { csvEncodingUnknown, csvEncodingWrong, csvNotText } from '../../../core/errors/csv.ts';
import { LatheError } from '../../../core/errors/lathe-error.ts';
import { bytesFrom, readRange, type ByteSource } from './byte-source.ts';
import { badBytesOf, isMostlyUtf8, type BadBytes } from './sniff/bad-bytes.ts';
import { foreignParts } from './sniff/foreign-parts.ts';
import { sniffEncoding } from './sniff/sniff-encoding.ts';
import { foreignFormat } from './foreign-format.ts';
import { openDecoder, standardLabel } from './open-decoder.ts';

export interface Encoding {
  /** A label of the WHATWG encoding standard, `ibm437` or `ibm850`. */
  readonly label: string;
  /** Bytes of the byte order mark, which are not data. */
  readonly skip: number;
  /** False: found out from the bytes, so another may be tried. */
  readonly isGiven: boolean;
  /** How sure that is, 0 to 1, and why; where it is not given. */
  readonly confidence?: number;
  readonly reason?: string;
  /** Of UTF-8: lines with bytes that are none, ascending; U+FFFD is read for these. */
  readonly badLines?: Int32Array;
}

/** Whether a piece goes on as UTF-8 behind the pieces before, and ends with a whole character when it is the last. */
type Utf8Check = (piece: Uint8Array, isLast: boolean) => boolean;

/** Thrown when bytes are not in the encoding that they were taken for; the reading begins again in another. */
export class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
}

/** By its name: what another thread has thrown is of no class. */
const isNotUtf8 = (error: unknown): boolean => error instanceof Error && error.name === 'NotUtf8';

/** The encoding every file can be read in. */
const fallbackEncoding: Encoding = {
  label: 'windows-1252',
  skip: 0,
  isGiven: false,
  confidence: 0.3,
  reason: 'The bytes are no UTF-8, and no other encoding reads all of them.'
};

const HEAD_BYTES = 4096;

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], label: 'utf-8' },
  { bytes: [0xff, 0xfe], label: 'utf-16le' },
  { bytes: [0xfe, 0xff], label: 'utf-16be' }
];

/**
 * The encoding given, or told by a byte order mark, or UTF-16 when every other byte of the beginning is mostly zero, or UTF-8.
 * @throws LatheError `csv-encoding-unknown` when the given one is none, `csv-not-text` for an image, an archive or another file that is no text
 */
export async function findEncoding(source: ByteSource, given?: string): Promise<Encoding> {
  const head = await readRange(source, 0, HEAD_BYTES);
  const encoding = encodingOf(head, given);
  const foreign = foreignFormat(head, encoding.label.startsWith('utf-16'));
  if (foreign) throw csvNotText(foreign.name, foreign.hint);
  return encoding;
}

/** Programs that write a mark before a text that has one leave two: none of them is data. */
function markOf(head: Uint8Array): { readonly label: string; readonly length: number } | null {
  const mark = marks.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (!mark) return null;
  const { bytes, label } = mark;
  let length = bytes.length;
  while (bytes.every((byte, i) => head[length + i] === byte)) length += bytes.length;
  return { label, length };
}

function encodingOf(head: Uint8Array, given: string | undefined): Encoding {
  const mark = markOf(head);
  if (given !== undefined) {
    const label = labelOf(given);
    return { label, skip: mark?.label === label ? mark.length : 0, isGiven: true };
  }
  if (mark)
    return {
      label: mark.label,
      skip: mark.length,
      isGiven: false,
      confidence: 1,
      reason: 'The file begins with its byte order mark.'
    };
  const wide = utf16Label(head);
  if (wide) return { label: wide, skip: 0, isGiven: false, confidence: 0.95, reason: 'Zero bytes stand where UTF-16 has them.' };
  if (shiftsToJapanese(head)) {
    const reason = 'Escapes shift from ASCII to Japanese characters.';
    return { label: 'iso-2022-jp', skip: 0, isGiven: false, confidence: 0.95, reason };
  }
  return { label: 'utf-8', skip: 0, isGiven: false, confidence: 0.99, reason: 'All bytes are UTF-8.' };
}

/**
 * Reads a source in the encoding that it begins in; where bytes refute that, as UTF-8 with a few bytes that are none, if that is what it is; else in
 * the one whose letters are the most likely; and last in the one that takes any bytes.
 * @param read with no encoding: finds it out, and throws `NotUtf8` when it was wrong
 */
export async function inItsEncoding<T>(source: ByteSource, context: WorkContext, read: (encoding?: Encoding) => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isGiven = isUtf8Refuted(error);
    if (!isGiven && !isNotUtf8(error)) throw error;
    const mended = await mendedUtf8(source, context, isGiven);
    if (mended) return read(mended);
    if (isGiven) throw error;
  }
  try {
    return await read(await likelyEncoding(source, context));
  } catch (error) {
    if (!isNotUtf8(error)) throw error;
    return read(fallbackEncoding);
  }
}

const isUtf8Refuted = (error: unknown): boolean =>
  error instanceof LatheError && error.code === 'csv-encoding-wrong' && error.context['encoding'] === 'utf-8';

/** UTF-8 all the same, if nearly all of the source is; else null. */
async function mendedUtf8(source: ByteSource, context: WorkContext, isGiven: boolean): Promise<Encoding | null> {
  const mark = markOf(await readRange(source, 0, HEAD_BYTES));
  const found = await badBytesOf(source, context);
  const isSaid = isGiven || mark?.label === 'utf-8';
  if (!isMostlyUtf8(found, isSaid)) return null;
  return { label: 'utf-8', skip: mark?.label === 'utf-8' ? mark.length : 0, isGiven, ...judged(found), badLines: found.lines };
}

function judged({ valid, bad, lines, lineCount }: BadBytes) {
  const [odd, all, what] = valid >= bad ? [bad, valid + bad, 'characters beyond ASCII'] : [lines.length, lineCount, 'lines'];
  return { confidence: Math.min(0.99, 1 - odd / all), reason: `All but ${grouped(odd)} of ${grouped(all)} ${what} are UTF-8.` };
}

const likelyEncoding = async (source: ByteSource, context: WorkContext): Promise<Encoding> => ({
  ...sniffEncoding(await foreignParts(source, context)),
  skip: 0,
  isGiven: false
});

/** The encoding that the whole source can be read in, for readers that can't begin again: one look at every byte where it is not given. */
export async function settledEncoding(source: ByteSource, given: string | undefined, context: WorkContext): Promise<Encoding> {
  const first = await findEncoding(source, given);
  if (given !== undefined && first.label !== 'utf-8') return first;
  return inItsEncoding(source, context, async (encoding = first) => {
    for await (const piece of utf8Pieces(source, encoding, () => 1 << 22)) if (piece.length > 0) await pause(context);
    return encoding;
  });
}

/**
 * The source as UTF-8, whatever its encoding, in pieces of about `pieceBytes` that may end anywhere, in a character too.
 * @param more.readBytes read that many bytes at a time, when they are more than a piece
 * @param more.from the byte to begin at; behind the byte order mark when not given
 * @param more.isUtf8 what looks at the bytes of a file in UTF-8
 */
export async function* utf8Pieces(
  source: ByteSource,
  encoding: Encoding,
  pieceBytes: () => number,
  { readBytes = 0, from: begin = encoding.skip, isUtf8 = decoderCheck() }: { readBytes?: number; from?: number; isUtf8?: Utf8Check } = {}
): AsyncGenerator<Uint8Array> {
  const convert = encoding.label === 'utf-8' && !encoding.badLines ? checkingUtf8(encoding, isUtf8) : toUtf8(encoding);
  let at = begin;
  for await (const range of bytesFrom(source, at, () => Math.max(readBytes, pieceBytes()))) {
    for (let from = 0; from < range.length;) {
      const piece = range.subarray(from, from + pieceBytes());
      from += piece.length;
      at += piece.length;
      yield convert(piece, at >= source.size);
    }
  }
}

function checkingUtf8(encoding: Encoding, isUtf8: Utf8Check): (piece: Uint8Array, isLast: boolean) => Uint8Array {
  return (piece, isLast) => {
    if (isUtf8(piece, isLast)) return piece;
    throw utf8Refused(encoding);
  };
}

/** What is thrown where bytes are not in UTF-8, as which they are read. */
export const utf8Refused = (encoding: Encoding): Error => (encoding.isGiven ? csvEncodingWrong(encoding.label) : new NotUtf8());

function decoderCheck(): Utf8Check {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (piece, isLast) => {
    try {
      decoder.decode(piece, { stream: !isLast });
      return true;
    } catch {
      return false;
    }
  };
}

function toUtf8(encoding: Encoding): (piece: Uint8Array, isLast: boolean) => Uint8Array {
  const decoder = openDecoder(encoding.label, !encoding.badLines);
  const encoder = new TextEncoder();
  return (piece, isLast) => {
    try {
      return encoder.encode(decoder.decode(piece, !isLast));
    } catch (cause) {
      throw encoding.isGiven || encoding.label.startsWith('utf-16') ? csvEncodingWrong(encoding.label, cause) : new NotUtf8();
    }
  };
}

/** `ESC $ B` or `ESC $ @`, as mails and old systems write Japanese in seven bits. */
const shiftsToJapanese = (head: Uint8Array): boolean =>
  head.some((byte, i) => byte === 0x1b && head[i + 1] === 0x24 && (head[i + 2] === 0x42 || head[i + 2] === 0x40));

function labelOf(given: string): string {
  try {
    return standardLabel(given);
  } catch {
    throw csvEncodingUnknown(given);
  }
}

/**
 * Text in Latin letters, digits and commas has a zero in every second byte of UTF-16; text in others has one at every comma and line end, and none
 * elsewhere.
 */
function utf16Label(head: Uint8Array): string | null {
  const pairs = head.length >> 1;
  if (pairs === 0 || (head.length % 2 === 1 && head.length < HEAD_BYTES)) return null;
  const zeros = [0, 0];
  for (let i = 0; i < pairs * 2; i++) if (head[i] === 0) zeros[i % 2]!++;
  for (const [label, at] of [
    ['utf-16le', 1],
    ['utf-16be', 0]
  ] as const) {
    const [own, other] = [zeros[at]!, zeros[1 - at]!];
    if (own > pairs * 0.4 && other < pairs * 0.1) return label;
    if (own > pairs * 0.02 && other === 0 && hasLines(head, label)) return label;
  }
  return null;
}

/** Whether the bytes can be decoded so, and there are line ends in the text then. */
function hasLines(head: Uint8Array, label: string): boolean {
  try {
    return /[\r\n]/.test(new TextDecoder(label, { fatal: true }).decode(head, { stream: true }));
  } catch {
    return false;
  }
}
