/** Rows that must share whatever a package says of a column: of fewer, somebody who knows the others could read the one. */
export const FEWEST_SHARING = 5;

/** Step sizes that people round to, from a size on, each with the rounding to it. */
type Rounding = (atLeast: number) => Iterable<Step>;

interface Step {
  readonly size: number;
  readonly round: (value: number) => number;
}

/** 1, 2, 5, 10, 20 ... times a power of ten; below 1 by division, which keeps 0.3 from becoming 0.30000000000000004. */
export const decimalSteps: Rounding = function* (atLeast) {
  for (let power = Math.floor(Math.log10(atLeast)); power < 308; power++) {
    for (const digit of [1, 2, 5]) {
      const size = digit * 10 ** power;
      if (size < atLeast) continue;
      const parts = Math.round(10 ** -power / digit);
      yield power < 0 && digit * parts === Math.round(10 ** -power)
        ? { size, round: (value) => Math.round(value * parts) / parts + 0 }
        : { size, round: (value) => Math.round(value / size) * size + 0 };
    }
  }
};

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const CLOCK = [1, SECOND, 10 * SECOND, 60 * SECOND, 600 * SECOND, HOUR, 6 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const MONTH_DAYS = 365.2425 / 12;

/** Seconds, minutes, hours, days, then months and years of the calendar, so that a rounded time is one a person would write. UTC. */
export const timeSteps: Rounding = function* (atLeast) {
  for (const size of CLOCK) if (size >= atLeast) yield { size, round: (value) => Math.round(value / size) * size + 0 };
  for (const months of MONTHS) {
    const size = months * MONTH_DAYS * DAY;
    if (size >= atLeast) yield { size, round: (value) => startOfMonth(Math.round(monthOf(value) / months) * months) };
  }
  yield* decimalSteps(Math.max(atLeast, MONTHS.at(-1)! * MONTH_DAYS * DAY));
};

/** Months since the year 0, with the share of the month that is over. */
function monthOf(ms: number): number {
  const date = new Date(ms);
  const month = 12 * date.getUTCFullYear() + date.getUTCMonth();
  const start = startOfMonth(month);
  return month + (ms - start) / (startOfMonth(month + 1) - start);
}

function startOfMonth(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return date.getTime();
}

/**
 * A value of a column as a package may tell it: itself where at least five rows have it, else rounded to the finest step at which at least five
 * rows round to the same. Depends on the rows nearby alone, so that one row far away can't be told by it.
 * @param sorted ascending, without NaN
 * @param at place of the value in `sorted`
 * @returns NaN with fewer than five rows
 */
export function blurred(sorted: Float64Array, at: number, steps: Rounding): number {
  const value = sorted[at]!;
  if (countWithin(sorted, value, value) >= FEWEST_SHARING) return value;
  const atLeast = narrowest(sorted, at);
  if (!(atLeast < Infinity)) return NaN;
  for (const { size, round } of steps(atLeast)) {
    const told = round(value);
    if (countWithin(sorted, told - size / 2, told + size / 2) >= FEWEST_SHARING) return told;
  }
  return NaN;
}

/** The narrowest stretch around a place that holds five rows; Infinity when there are not as many. */
function narrowest(sorted: Float64Array, at: number): number {
  let width = Infinity;
  const reach = FEWEST_SHARING - 1;
  for (let first = Math.max(0, at - reach); first <= Math.min(at, sorted.length - 1 - reach); first++)
    width = Math.min(width, sorted[first + reach]! - sorted[first]!);
  return width;
}

const countWithin = (sorted: Float64Array, low: number, high: number): number => countUpTo(sorted, high) - countBelow(sorted, low);

/** Rows at or below a value. */
export const countUpTo = (sorted: Float64Array, value: number): number => placeOf(sorted, (one) => one <= value);
const countBelow = (sorted: Float64Array, value: number): number => placeOf(sorted, (one) => one < value);

function placeOf(sorted: Float64Array, isBefore: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
