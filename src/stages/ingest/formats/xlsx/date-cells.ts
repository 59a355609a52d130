import { timeText } from '../../../../core/time-text.ts';

const DAY_MS = 86_400_000;
/** Days from the first day of a workbook's calendar to 1970. */
const DAYS_1900 = 25_569;
const DAYS_1904 = 24_107;

/** Built-in number formats that show dates or times of day. Source: ECMA-376 part 1, 18.8.30. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a cell style shows its number as a date: its format has letters of dates outside of quotes, brackets and escapes. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').replace(/general/gi, '');
  return /[ymdhs]/i.test(letters);
}

/**
 * The text of a date cell as a CSV would have it, which knows no zone: a date, a date with a time, or a time of day alone for numbers below 1. Workbooks count a 29th of
 * February 1900 that never was, so days before March 1900 are one further on.
 */
export function dateText(serial: number, from1904: boolean): string | null {
  if (serial >= 0 && serial < 1 && !from1904) return new Date(Math.round(serial * DAY_MS)).toISOString().slice(11, 19);
  const days = from1904 ? serial - DAYS_1904 : serial - DAYS_1900 + (serial < 60 ? 1 : 0);
  const ms = Math.round(days * DAY_MS);
  if (!(Math.abs(ms) <= 8.64e15)) return null;
  return timeText(ms);
}
