import { answer, answerMissing, startAnswer } from './answer';
import { BYTES, ENDS, QUOTED, STARTS } from './memory';

const MINUS: u32 = 45;
const COLON: u32 = 58;
const UPPER_T: u32 = 84;
const SPACE: u32 = 32;
const MS_PER_DAY: f64 = 86400000;
const NO_PAIR: i32 = -1;

// prettier-ignore
const DAYS = memory.data<u8>([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/**
 * Reads a column of plain ISO dates and times into OUT, at most BATCH rows, from the field `field` on and every `width` fields, as milliseconds
 * since 1970; empty fields become NaN.
 * @returns rows read; it stops before a field that is anything else, or is empty in quotes
 */
export function scanTimes(field: i32, width: i32, count: i32): i32 {
  startAnswer();
  for (let row = 0; row < count; row++, field += width) {
    const start: usize = BYTES + load<i32>(STARTS + field * 4);
    const end: usize = BYTES + load<i32>(ENDS + field * 4);
    if (start == end) {
      if (load<u8>(QUOTED + field)) return row;
      answerMissing(row);
      continue;
    }
    const time = isoTime(start, (end - start) as i32);
    if (time != time) return row;
    answer(row, time);
  }
  return count;
}

function isoTime(start: usize, length: i32): f64 {
  if (length != 10 && length != 16 && length != 19) return NaN;
  if (load<u8>(start + 4) != MINUS || load<u8>(start + 7) != MINUS) return NaN;
  const century = pair(start);
  const yearOfCentury = pair(start + 2);
  const month = pair(start + 5);
  const day = pair(start + 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return NaN;
  const year = century * 100 + yearOfCentury;
  if (day > daysIn(year, month)) return NaN;
  const date = (daysSince1970(year, month, day) as f64) * MS_PER_DAY;
  return length == 10 ? date : date + timeOfDay(start + 10, length == 19);
}

/** Milliseconds of `THH:MM` or `THH:MM:SS`, or NaN. */
function timeOfDay(at: usize, hasSeconds: bool): f64 {
  const separator: u32 = load<u8>(at);
  if ((separator != UPPER_T && separator != SPACE) || load<u8>(at + 3) != COLON) return NaN;
  if (hasSeconds && load<u8>(at + 6) != COLON) return NaN;
  const hour = pair(at + 1);
  const minute = pair(at + 4);
  const second = hasSeconds ? pair(at + 7) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
  return (((hour * 60 + minute) * 60 + second) * 1000) as f64;
}

/** Source: Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms"; in whole numbers, and no year is below 0 here but for January and February of 0. */
function daysSince1970(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year;
  const era = (y >= 0 ? y : y - 399) / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

function daysIn(year: i32, month: i32): i32 {
  const isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && isLeap ? 29 : (load<u8>(DAYS + month - 1) as i32);
}

/** Two decimal digits as a number. */
function pair(at: usize): i32 {
  const tens: u32 = (load<u8>(at) as u32) - 48;
  const ones: u32 = (load<u8>(at + 1) as u32) - 48;
  return tens <= 9 && ones <= 9 ? ((tens * 10 + ones) as i32) : NO_PAIR;
}
