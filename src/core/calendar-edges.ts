import { clockOf, momentOf } from './time-zone.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
/** Weeks begin on Monday, and 1970 began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

/** How wide a bin is, from one place of a calendar to the next. */
interface Stride {
  readonly ms: number;
  /** The place at or before a clock time. */
  readonly floor: (time: number) => number;
  readonly next: (place: number) => number;
}

const even = (ms: number, from = 0): Stride => ({
  ms,
  floor: (time) => from + Math.floor((time - from) / ms) * ms,
  next: (place) => place + ms
});

/** Months or years, which are of no even length. */
function ofMonths(months: number): Stride {
  const placeOf = (month: number) => new Date(0).setUTCFullYear(1970, month, 1);
  const monthOf = (time: number) => (new Date(time).getUTCFullYear() - 1970) * 12 + new Date(time).getUTCMonth();
  return {
    ms: months * 30.4 * DAY,
    floor: (time) => placeOf(Math.floor(monthOf(time) / months) * months),
    next: (place) => placeOf(monthOf(place) + months)
  };
}

const strides: readonly Stride[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => even(count * SECOND)),
  ...[1, 2, 5, 10, 15, 30].map((count) => even(count * MINUTE)),
  ...[1, 2, 3, 6, 12].map((count) => even(count * HOUR)),
  ...[1, 2].map((count) => even(count * DAY)),
  ...[1, 2].map((count) => even(count * 7 * DAY, FIRST_MONDAY)),
  ...[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].map(ofMonths)
];

/**
 * Where to cut a stretch of time so that bins are whole hours, days, weeks, months or years of the clocks of a zone.
 * @param most bins there may be
 * @returns ascending moments, the first at or before `low`, the last after `high`; null where seconds are too coarse, or ten thousands of years too short
 */
export function calendarEdges(low: number, high: number, zone: string | undefined, most: number): number[] | null {
  // Two bins more than the stretch is long: it begins and ends within one.
  const stride = strides.find(({ ms }) => (high - low) / ms <= most - 2);
  if (!stride || high - low < 2 * SECOND) return null;
  const edges: number[] = [];
  for (let place = stride.floor(clockOf(zone)(low)); ; place = stride.next(place)) {
    const moment = momentOf(zone, place);
    // Hours that the clocks skipped are no bins.
    if (edges.length === 0 || moment > edges.at(-1)!) edges.push(moment);
    if (moment > high) return edges;
  }
}
