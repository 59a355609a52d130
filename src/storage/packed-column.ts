import { MOST_BASE, packingOf, scales, widthOf, type Packing } from './number-packing.ts';

/**
 * A piece of numbers, times or categories in few bytes, little-endian: Uint8 width of a code, Uint8 scale (see number-packing.ts), two bytes 0,
 * Uint32 rows, Float64 base, the codes, and 0 up to a length of 1 more than a multiple of 4, which tells it from a piece that is not packed.
 * The largest code is missing (of numbers and times; a category's -1 is a code like others).
 */
const HEAD = 16;

type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const lengthOf = (rows: number, width: number): number => Math.ceil((HEAD + rows * width) / 4) * 4 + 1;

/** @returns null when it takes no fewer bytes than the numbers themselves, or can't hold them bit for bit */
export function packNumbers(values: Float64Array): Uint8Array<ArrayBuffer> | null {
  if (!isLittleEndian || values.byteLength <= HEAD) return null;
  const packing = packingOf(values);
  if (!packing || lengthOf(values.length, packing.width) >= values.byteLength) return null;
  const { bytes, codes } = room(values.length, packing);
  codes.set(lessBase(packing, values.length));
  return bytes;
}

/** Codes as whole words: one loop for all widths, which the engine narrows faster than a loop that writes into any of them. */
let words = new Uint32Array(0);

const wordsFor = (rows: number): Uint32Array => (words.length < rows ? (words = new Uint32Array(rows)) : words);

function lessBase({ wholes, base }: Packing, rows: number): Uint32Array {
  const into = wordsFor(rows);
  for (let i = 0; i < rows; i++) {
    const whole = wholes[i]!;
    into[i] = whole === whole ? whole - base : -1;
  }
  return into.subarray(0, rows);
}

/** @returns null when it takes no fewer bytes than the codes themselves */
export function packCodes(codes: Int32Array): Uint8Array<ArrayBuffer> | null {
  if (!isLittleEndian || codes.byteLength <= HEAD) return null;
  const into = wordsFor(codes.length);
  let most = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]! + 1;
    into[i] = code;
    if (code > most) most = code;
  }
  const width = widthOf(most);
  if (!width || lengthOf(codes.length, width) >= codes.byteLength) return null;
  const packed = room(codes.length, { scale: 0, base: -1, width });
  packed.codes.set(into.subarray(0, codes.length));
  return packed.bytes;
}

function room(rows: number, { width, scale, base }: Omit<Packing, 'wholes'>): { bytes: Uint8Array<ArrayBuffer>; codes: Codes } {
  const bytes = new Uint8Array(lengthOf(rows, width));
  const head = new DataView(bytes.buffer);
  head.setUint8(0, width);
  head.setUint8(1, scale);
  head.setUint32(4, rows, true);
  head.setFloat64(8, base, true);
  return { bytes, codes: codesIn(bytes.buffer, HEAD, rows, width) };
}

function codesIn(buffer: ArrayBuffer, at: number, rows: number, width: number): Codes {
  return width === 1
    ? new Uint8Array(buffer, at, rows)
    : width === 2
      ? new Uint16Array(buffer, at, rows)
      : new Uint32Array(buffer, at, rows);
}

/** Of pieces of numbers, times and categories alone. */
export const isPacked = (bytes: Uint8Array): boolean => bytes.length % 4 === 1;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Rows of a packed piece, or NaN when the bytes can't be one. */
export function packedRows(bytes: Uint8Array): number {
  if (bytes.length <= HEAD) return NaN;
  const head = viewOf(bytes);
  const width = head.getUint8(0);
  const rows = head.getUint32(4, true);
  const base = head.getFloat64(8, true);
  const isRight = [1, 2, 4].includes(width) && head.getUint8(1) < scales.length && Number.isInteger(base) && Math.abs(base) <= MOST_BASE;
  return isRight && bytes.length === lengthOf(rows, width) ? rows : NaN;
}

/** Fills `into`, as long as the piece has rows, in the machine's own byte order. The piece must have been found right by `packedRows`. */
export function unpack(bytes: Uint8Array, into: Float64Array | Int32Array): void {
  const head = viewOf(bytes);
  const width = head.getUint8(0);
  const { divide, times } = scales[head.getUint8(1)]!;
  const base = head.getFloat64(8, true);
  const codes = codesOf(bytes, into.length, width);
  if (into instanceof Int32Array) for (let i = 0; i < into.length; i++) into[i] = base + codes[i]!;
  else {
    const missing = 2 ** (8 * width) - 1;
    for (let i = 0; i < into.length; i++) into[i] = codes[i] === missing ? NaN : ((base + codes[i]!) / divide) * times;
  }
}

function codesOf(bytes: Uint8Array, rows: number, width: number): Codes {
  const own = bytes.slice(HEAD, HEAD + rows * width);
  if (!isLittleEndian) for (let at = 0; at < own.length; at += width) own.subarray(at, at + width).reverse();
  return codesIn(own.buffer, 0, rows, width);
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
