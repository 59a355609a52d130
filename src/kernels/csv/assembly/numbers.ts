import { answer, answerMissing, noteSeen, startAnswer } from './answer';
import { BYTES, ENDS, QUOTED, STARTS } from './memory';

// Bits of SEEN in ../number-scan.ts.
const FRACTION: i32 = 1;
const LEADING_ZERO: i32 = 2;
const DECIMAL_POINT: i32 = 8;
const MAYBE_THOUSANDS: i32 = 16;

const PLUS: u32 = 43;
const MINUS: u32 = 45;
const POINT: u32 = 46;
const ZERO: u32 = 48;
const MOST_EXACT: u64 = 9007199254740991;
/** More digits could overflow 64 bits. */
const MOST_DIGITS: usize = 18;

/** A 1 in each byte of a word; 8 bits of each two of them, 16 of each four. */
const EACH: u64 = ((0x01010101 as u64) << 32) | 0x01010101;
const EVERY_SECOND: u64 = ((0x00ff00ff as u64) << 32) | 0x00ff00ff;
const EVERY_FOURTH: u64 = ((0x0000ffff as u64) << 32) | 0x0000ffff;

// prettier-ignore
const POWERS = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18]);

/**
 * Reads a column of plain numbers into OUT, at most BATCH rows, from the field `field` on and every `width` fields; empty fields become NaN.
 * @returns rows read; it stops before a field that is no number of at most 18 digits that a double holds exactly, or is empty in quotes
 */
export function scanNumbers(field: i32, width: i32, count: i32): i32 {
  startAnswer();
  for (let row = 0; row < count; row++, field += width) {
    const start: usize = BYTES + load<i32>(STARTS + field * 4);
    const end: usize = BYTES + load<i32>(ENDS + field * 4);
    if (start == end) {
      if (load<u8>(QUOTED + field)) return row;
      answerMissing(row);
    } else if (!readShort(start, end, row) && !readNumber(start, end, row)) return row;
  }
  return count;
}

/**
 * A number of at most eight characters behind its sign, all of them at once: they are put behind zeros, the point is taken out, and three
 * multiplications of the whole word add the digits up.
 * Source: Lemire, Langdale (2019), "Parsing gigabytes of JSON per second", section 3.3, on eight digits.
 * @returns false when it is none; a longer one may be a number all the same
 */
function readShort(start: usize, end: usize, row: i32): bool {
  const sign: u32 = load<u8>(start);
  const first = start + (((sign == MINUS) as usize) | ((sign == PLUS) as usize));
  const length = end - first;
  if (length - 1 >= 8) return false;
  const before: u64 = (8 - length) << 3;
  let word = ((load<u64>(end - 8) >>> before) << before) | ((ZERO * EACH) & ~(u64.MAX_VALUE << before));
  let whole = length;
  let decimals: usize = 0;
  let flags: i32 = 0;
  const points = zerosIn(word ^ (POINT * EACH));
  if (points != 0) {
    const below = ctz(points) & ~7;
    const lower = word & (((1 as u64) << below) - 1);
    word = (word & ((u64.MAX_VALUE << below) << 8)) | (lower << 8) | ZERO;
    decimals = 7 - ((below as usize) >> 3);
    whole = length - decimals - 1;
    const isGroup = decimals == 3 && whole > 0 && whole < 4 && load<u8>(first) != ZERO;
    flags = FRACTION | (isGroup ? MAYBE_THOUSANDS : DECIMAL_POINT);
  }
  if (whole + decimals == 0 || !areDigits(word)) return false;
  if (whole > 1 && load<u8>(first) == ZERO) flags |= LEADING_ZERO;
  const value = (sumOf(word) as f64) / load<f64>(POWERS + decimals * 8);
  answer(row, sign == MINUS ? -value : value);
  noteSeen(flags);
  return true;
}

/** The lowest bit that is set is the highest of the first byte that is 0. */
function zerosIn(word: u64): u64 {
  return (word - EACH) & ~word & (0x80 * EACH);
}

function areDigits(word: u64): bool {
  return (word & (0xf0 * EACH)) == ZERO * EACH && ((word + 6 * EACH) & (0xf0 * EACH)) == ZERO * EACH;
}

/** Of eight digits, the first in the lowest byte. */
function sumOf(digits: u64): u64 {
  const pairs = ((digits & (0x0f * EACH)) * 2561) >>> 8;
  const fours = ((pairs & EVERY_SECOND) * 6553601) >>> 16;
  return ((fours & EVERY_FOURTH) * 42949672960001) >>> 32;
}

/** One exact division of a whole number by a power of ten is correctly rounded (Clinger, 1990). */
function readNumber(start: usize, end: usize, row: i32): bool {
  let at = start;
  const sign: u32 = load<u8>(at);
  if (sign == MINUS || sign == PLUS) at++;
  const first = at;
  let mantissa: u64 = 0;
  let digit: u32;
  while (at < end && (digit = (load<u8>(at) as u32) - ZERO) <= 9) {
    mantissa = mantissa * 10 + digit;
    at++;
  }
  const whole = at - first;
  let flags: i32 = whole > 1 && load<u8>(first) == ZERO ? LEADING_ZERO : 0;
  let decimals: usize = 0;
  if (at < end && load<u8>(at) == POINT) {
    const point = at++;
    while (at < end && (digit = (load<u8>(at) as u32) - ZERO) <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    decimals = at - point - 1;
    const isGroup = decimals == 3 && whole > 0 && whole < 4 && load<u8>(first) != ZERO;
    flags |= FRACTION | (isGroup ? MAYBE_THOUSANDS : DECIMAL_POINT);
  }
  const digits = whole + decimals;
  if (at != end || digits == 0 || digits > MOST_DIGITS || mantissa > MOST_EXACT) return false;
  const value = (mantissa as f64) / load<f64>(POWERS + decimals * 8);
  answer(row, sign == MINUS ? -value : value);
  noteSeen(flags);
  return true;
}
