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
    } else if (!readNumber(start, end, row)) return row;
  }
  return count;
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
