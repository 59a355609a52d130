import { losesDigits } from './lost-digits.ts';
import { SEEN } from './number-scan.ts';
import { withKernel, type ColumnScan } from './scan-by-kernel.ts';

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const UPPER_E = 69;
const LOWER_E = 101;
const MOST_EXACT = 9007199254740991;

const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const decoder = new TextDecoder('latin1');

/**
 * Reads a column of plain numbers (`-12`, `3.5`, `1e-4`) from row `from` on into `into[at ..]`; empty fields become NaN.
 * @returns the first row that is not a plain finite number, or `to`
 */
export const scanNumbers: ColumnScan = withKernel('scanNumbers', scanRows);

function scanRows(...[block, column, rows, into, at, scan]: Parameters<ColumnScan>): number {
  const { bytes, starts, ends, width } = block;
  let row = rows.from;
  let out = at;
  for (let field = row * width + column; row < rows.to; row++, field += width) {
    const start = starts[field]!;
    const end = ends[field]!;
    if (start === end) {
      if (scan.quotedIsText && block.quoted[field] === 1) break;
      into[out++] = NaN;
      scan.missing++;
      continue;
    }
    const value = plainNumber(bytes, start, end);
    if (value !== value) break;
    scan.flags |= seen;
    into[out++] = value;
  }
  return row;
}

/** `SEEN` bits of the number read last: a second answer without an object for it. */
let seen = 0;

/**
 * The finite number written in `bytes[start .. end]`, or NaN. Correctly rounded: up to 2^53 and 22 decimals by one exact division (Clinger, 1990,
 * "How to read floating point numbers accurately"), others by the engine.
 */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const sign = bytes[i]!;
  if (sign === MINUS || sign === PLUS) i++;
  const firstDigit = i;
  let mantissa = 0;
  let digit: number;
  while (i < end && (digit = bytes[i]! - 48) >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit;
    i++;
  }
  const wholeDigits = i - firstDigit;
  const hasPoint = i < end && bytes[i] === POINT;
  const point = i;
  if (hasPoint) i++;
  while (hasPoint && i < end && (digit = bytes[i]! - 48) >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit;
    i++;
  }
  const decimals = hasPoint ? i - point - 1 : 0;
  if (wholeDigits + decimals === 0) return NaN;
  seen = wholeDigits > 1 && bytes[firstDigit] === 48 ? SEEN.leadingZero : 0;
  if (hasPoint)
    seen |=
      SEEN.fraction |
      (decimals === 3 && wholeDigits > 0 && wholeDigits < 4 && bytes[firstDigit] !== 48 ? SEEN.maybeThousands : SEEN.decimalPoint);
  const isExact = i === end && mantissa <= MOST_EXACT && decimals <= 22;
  const value = isExact ? (decimals === 0 ? mantissa : mantissa / powersOfTen[decimals]!) : inexact(bytes, firstDigit, i, end, hasPoint);
  return sign === MINUS ? -value : value;
}

/** A number with an exponent or more digits than a double holds; NaN when it is none or not finite. */
function inexact(bytes: Uint8Array, start: number, at: number, end: number, hasPoint: boolean): number {
  if (at < end) {
    if (exponentEnd(bytes, at, end) !== end) return NaN;
    seen |= SEEN.fraction | SEEN.decimalPoint;
  } else if (!hasPoint) seen |= SEEN.big;
  const text = decoder.decode(bytes.subarray(start, end));
  const value = Number(text);
  if (value === Infinity) return NaN;
  if ((seen & SEEN.fraction) !== 0 && losesDigits(text.replace(/[eE].*$/, '').replace('.', ''), value)) seen |= SEEN.lost;
  return value;
}

/** @returns the end of an exponent that begins at `at`, or -1 when there is none */
function exponentEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== LOWER_E && bytes[at] !== UPPER_E) return -1;
  let i = at + 1;
  if (bytes[i] === PLUS || bytes[i] === MINUS) i++;
  const firstDigit = i;
  while (i < end && bytes[i]! >= 48 && bytes[i]! <= 57) i++;
  return i > firstDigit && i <= end ? i : -1;
}
