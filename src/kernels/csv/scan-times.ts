import { withKernel, type ColumnScan } from './scan-by-kernel.ts';

const DAYS = Int32Array.of(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
const MS_PER_DAY = 86_400_000;

/**
 * Reads a column of plain ISO 8601 dates and times (`2024-02-29`, `2024-02-29T12:30`, `2024-02-29 12:30:15`; UTC) from row `from` on into
 * `into[at ..]` as milliseconds since 1970; empty fields become NaN.
 * @returns the first row that is anything else, or `to`
 */
export const scanTimes: ColumnScan = withKernel('scanTimes', scanRows);

function scanRows(...[block, column, rows, into, at, scan]: Parameters<ColumnScan>): number {
  const { bytes, starts, ends, width } = block;
  let row = rows.from;
  let out = at;
  for (let field = row * width + column; row < rows.to; row++, field += width) {
    const start = starts[field]!;
    const end = ends[field]!;
    if (start === end) {
      if (scan.quotedIsText && block.quoted[field] === 1) break;
      scan.missing++;
      into[out++] = NaN;
      continue;
    }
    const time = plainIsoTime(bytes, start, end);
    if (Number.isNaN(time)) break;
    into[out++] = time;
  }
  return row;
}

/** Milliseconds since 1970 UTC of `YYYY-MM-DD` or `YYYY-MM-DD[T ]HH:MM[:SS]`; NaN for anything else. */
export function plainIsoTime(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length !== 10 && length !== 16 && length !== 19) return NaN;
  if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return NaN;
  const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
  const month = pair(bytes, start + 5);
  const day = pair(bytes, start + 8);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  const date = daysSince1970(year, month, day) * MS_PER_DAY;
  if (length === 10) return date;
  const separator = bytes[start + 10];
  if ((separator !== 84 && separator !== 32) || bytes[start + 13] !== 58 || (length === 19 && bytes[start + 16] !== 58)) return NaN;
  const hour = pair(bytes, start + 11);
  const minute = pair(bytes, start + 14);
  const second = length === 19 ? pair(bytes, start + 17) : 0;
  return hour < 24 && minute < 60 && second < 60 ? date + ((hour * 60 + minute) * 60 + second) * 1000 : NaN;
}

/** Days since 1970-01-01 in the Gregorian calendar. Source: Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms". */
export function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Days of a month, leap years counted. */
export function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : DAYS[month - 1]!;
}

/** Two decimal digits; NaN when they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
