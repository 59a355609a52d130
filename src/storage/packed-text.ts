import type { TextColumn } from '../core/table.ts';
import { codesIn, isCodeWidth, isLittleEndian, missingCode, readCodes, widthOf, type Codes } from './code-array.ts';

/**
 * A piece of texts in few bytes, little-endian: Uint32 rows, Uint32 width of a length (never 0, which tells it from a piece with offsets), the length of
 * each row in that width, the UTF-8 bytes. The largest length is missing.
 */
const HEAD = 8;

/** @returns null where a missing row has bytes of its own, or on a machine that writes the other way round */
export function packTexts({ offsets, missing, bytes: from }: TextColumn): Uint8Array<ArrayBuffer> | null {
  const rows = missing.length;
  const width = isLittleEndian ? widthOf(longestOf(offsets, rows)) : null;
  if (width === null) return null;
  const [first, end] = [offsets[0] ?? 0, offsets[rows] ?? 0];
  const textAt = HEAD + rows * width;
  const bytes = new Uint8Array(textAt + end - first);
  new Uint32Array(bytes.buffer, 0, 2).set([rows, width]);
  const lengths = codesIn(bytes.buffer, HEAD, rows, width);
  if (!fillLengths(lengths, offsets, missing, missingCode(width))) return null;
  bytes.set(from.subarray(first, end), textAt);
  return bytes;
}

function longestOf(offsets: Uint32Array, rows: number): number {
  let longest = 0;
  for (let i = 0; i < rows; i++) longest = Math.max(longest, offsets[i + 1]! - offsets[i]!);
  return longest;
}

function fillLengths(into: Codes, offsets: Uint32Array, missing: Uint8Array, none: number): boolean {
  for (let i = 0; i < into.length; i++) {
    const length = offsets[i + 1]! - offsets[i]!;
    if (missing[i] === 1 && length > 0) return false;
    into[i] = missing[i] === 1 ? none : length;
  }
  return true;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Of pieces of texts alone. */
export const isPackedText = (bytes: Uint8Array): boolean => bytes.length >= HEAD && viewOf(bytes).getUint32(4, true) !== 0;

/** What a packed piece holds. */
export interface UnpackedTexts {
  readonly lengths: Codes;
  /** The length that stands for a missing row. */
  readonly none: number;
  readonly text: Uint8Array;
}

/** @returns null when the bytes can't be a packed piece */
export function unpackTexts(bytes: Uint8Array): UnpackedTexts | null {
  const head = viewOf(bytes);
  const [rows, width] = [head.getUint32(0, true), head.getUint32(4, true)];
  const textAt = HEAD + rows * width;
  if (!isCodeWidth(width) || textAt > bytes.length) return null;
  const lengths = readCodes(bytes, HEAD, rows, width);
  const none = missingCode(width);
  let sum = 0;
  for (const length of lengths) if (length !== none) sum += length;
  return textAt + sum === bytes.length ? { lengths, none, text: bytes.subarray(textAt) } : null;
}
