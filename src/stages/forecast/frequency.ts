import { median, quantile, sum } from '../../core/stats.ts';

const DAY = 86_400_000;
const YEAR = 365.2425 * DAY;

/** How far apart the steps of a series are. Months are of no even length, and working days leave out the weekend. */
export interface Frequency {
  readonly unit: 'ms' | 'month' | 'workday';
  /** Milliseconds, months or working days in a step. */
  readonly count: number;
  /** Where places are counted from, ms since 1970. */
  readonly origin: number;
}

/** Neighbours this close and closer are one step apart, further ones several: holes make distances longer, never shorter. */
const CLOSE_SHARE = 0.25;

/**
 * The step most neighbours are apart.
 * @param times of one series after the other, ascending within each
 * @param distances between neighbours of the same series, ms, above 0
 */
export function frequencyOf(times: Float64Array, distances: Float64Array): Frequency {
  const origin = times.reduce((least, time) => Math.min(least, time), Infinity);
  const step = evenStep(distances);
  if (step > 27 * DAY && times.every(sameDay(times[0]!))) {
    const months = Array.from(distances, (distance) => Math.max(1, Math.round(distance / (YEAR / 12))));
    return { unit: 'month', count: median(months) > 1 ? Math.min(...months) : 1, origin };
  }
  if (step === DAY && distances.some((distance) => distance === 3 * DAY) && times.every(isWorkday))
    return { unit: 'workday', count: 1, origin };
  return { unit: 'ms', count: step, origin };
}

/** The mean step, once each distance is told as so many steps: what moments that are a little off even ones have in common. */
function evenStep(distances: Float64Array): number {
  const close = quantile(distances, CLOSE_SHARE);
  return sum(distances) / sum(distances.map((distance) => Math.max(1, Math.round(distance / close))));
}

/** Steps from the origin to a moment, to the nearest one. */
export function placeOf({ unit, count, origin }: Frequency, time: number): number {
  if (unit === 'month') return Math.round((monthOf(time) - monthOf(origin)) / count);
  if (unit === 'workday') return workdayOf(time) - workdayOf(origin);
  return Math.round((time - origin) / count);
}

/** The moment so many steps after the origin. */
export function timeAt({ unit, count, origin }: Frequency, place: number): number {
  if (unit === 'month') return laterByMonths(origin, place * count);
  if (unit === 'workday') return momentOfWorkday(workdayOf(origin) + place) + (((origin % DAY) + DAY) % DAY);
  return origin + place * count;
}

/** About how long a step is, ms. */
export const stepMs = ({ unit, count }: Frequency): number => (unit === 'ms' ? count : unit === 'month' ? (count * YEAR) / 12 : DAY);

/** The seasons of the calendar in steps, the likeliest first: what working days, which have a week of five, add to the others. */
export const ownPeriods = ({ unit }: Frequency): readonly number[] => (unit === 'workday' ? [5] : []);

const monthOf = (time: number): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();

const isMonthEnd = (time: number): boolean => new Date(time + DAY).getUTCDate() === 1;

function sameDay(first: number): (time: number) => boolean {
  const day = new Date(first).getUTCDate();
  return (time) => (day > 27 && isMonthEnd(first) ? isMonthEnd(time) : new Date(time).getUTCDate() === day);
}

function laterByMonths(time: number, months: number): number {
  const date = new Date(time);
  if (isMonthEnd(time)) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0) + (((time % DAY) + DAY) % DAY);
  return new Date(time).setUTCMonth(date.getUTCMonth() + months);
}

/** 1970 began on a Thursday; days are counted from the Monday before it. */
const dayOf = (time: number): number => Math.floor(time / DAY) + 3;
const isWorkday = (time: number): boolean => ((dayOf(time) % 7) + 7) % 7 < 5;
const workdayOf = (time: number): number => Math.floor(dayOf(time) / 7) * 5 + Math.min(4, ((dayOf(time) % 7) + 7) % 7);
const momentOfWorkday = (workday: number): number => (Math.floor(workday / 5) * 7 + (((workday % 5) + 5) % 5) - 3) * DAY;
