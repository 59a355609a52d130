import { codesIn, isCodeWidth, isLittleEndian, missingCode, readCodes, widthOf, type Codes } from './code-array.ts';
import { MOST_BASE, packingOf, scales, type Packing } from './number-packing.ts';

/**
 * A piece of numbers, times or categories in few bytes, little-endian: Uint8 width of a code, Uint8 scale (see number-packing.ts), two bytes 0,
 * Uint32 rows, Float64 base, the codes, and 0 up to a length of 1 more than a multiple of 4, which tells it from a piece that is not packed.
 * The largest code is missing (of numbers and times; a category's -1 is a code like others). Width 0: numbers that go in even steps, `base` the first of
 * them, and a Float64, the step, in place of codes.
 */
const HEAD = 16;
const STEPS = 0;
const STEP_BYTES = 8;

const lengthOf = (rows: number, width: number): number => Math.ceil((HEAD + (width === STEPS ? STEP_BYTES : rows * width)) / 4) * 4 + 1;

/** @returns null when it takes no fewer bytes than the numbers themselves, or can't hold them bit for bit */
export function packNumbers(values: Float64Array): Uint8Array<ArrayBuffer> | null {
  if (!isLittleEndian || values.byteLength <= HEAD) return null;
  const steps = packSteps(values);
  if (steps) return steps;
  const packing = packingOf(values);
  if (!packing || lengthOf(values.length, packing.width) >= values.byteLength) return null;
  const { bytes, codes } = room(values.length, packing);
  codes.set(lessBase(packing, values.length));
  return bytes;
}

/** Row numbers, and times at even distances. @returns null where they do not come back bit for bit, or would take no fewer bytes */
function packSteps(values: Float64Array): Uint8Array<ArrayBuffer> | null {
  if (lengthOf(values.length, STEPS) >= values.byteLength) return null;
  const base = values[0]!;
  const step = values[1]! - base;
  for (let i = 0; i < values.length; i++) if (!Object.is(base + step * i, values[i])) return null;
  if (!isStart(base)) return null;
  const bytes = new Uint8Array(lengthOf(values.length, STEPS));
  const head = headOf(bytes, values.length, { width: STEPS, scale: 0, base });
  head.setFloat64(HEAD, step, true);
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

type Head = Pick<Packing, 'scale' | 'base'> & { readonly width: number };

function headOf(bytes: Uint8Array<ArrayBuffer>, rows: number, { width, scale, base }: Head): DataView {
  const head = new DataView(bytes.buffer);
  head.setUint8(0, width);
  head.setUint8(1, scale);
  head.setUint32(4, rows, true);
  head.setFloat64(8, base, true);
  return head;
}

function room(rows: number, head: Head): { bytes: Uint8Array<ArrayBuffer>; codes: Codes } {
  const bytes = new Uint8Array(lengthOf(rows, head.width));
  headOf(bytes, rows, head);
  return { bytes, codes: codesIn(bytes.buffer, HEAD, rows, head.width) };
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
  const isRight = (width === STEPS || isCodeWidth(width)) && head.getUint8(1) < scales.length && isStart(base);
  return isRight && bytes.length === lengthOf(rows, width) ? rows : NaN;
}

const isStart = (base: number): boolean => Number.isInteger(base) && Math.abs(base) <= MOST_BASE;

/** Fills `into`, as long as the piece has rows, in the machine's own byte order. The piece must have been found right by `packedRows`. */
export function unpack(bytes: Uint8Array, into: Float64Array | Int32Array): void {
  const head = viewOf(bytes);
  const width = head.getUint8(0);
  const { divide, times } = scales[head.getUint8(1)]!;
  const base = head.getFloat64(8, true);
  if (width === STEPS) {
    const step = head.getFloat64(HEAD, true);
    for (let i = 0; i < into.length; i++) into[i] = base + step * i;
    return;
  }
  const codes = readCodes(bytes, HEAD, into.length, width);
  if (into instanceof Int32Array) for (let i = 0; i < into.length; i++) into[i] = base + codes[i]!;
  else {
    const missing = missingCode(width);
    for (let i = 0; i < into.length; i++) into[i] = codes[i] === missing ? NaN : ((base + codes[i]!) / divide) * times;
  }
}
