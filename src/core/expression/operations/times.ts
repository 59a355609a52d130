import { lift, type Argument, type Operation } from '../operation.ts';
import { isZone } from '../../zone-names.ts';
import { clockOf, momentOf } from '../../time-zone.ts';
import { timeOfText } from '../time-text.ts';
import type { Literal } from '../syntax.ts';
import type { Evaluate } from '../vectors.ts';

const DAY = 86_400_000;

const part = (id: string, doc: string, of: (time: Date) => number): Operation => ({
  id: id.toLowerCase(),
  signature: `${id}(time)`,
  doc: `${doc}, by the clocks of the time's own zone.`,
  params: ['time'],
  result: 'number',
  make: (args) => {
    const clock = clockOf(args[0]!.zone);
    return lift<[number]>(args, 'number', (time) => of(new Date(clock(time))));
  }
});

/** Monday = 0. */
const dayOfWeek = (time: Date): number => (time.getUTCDay() + 6) % 7;

const dayOfYear = (time: Date): number => Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / DAY) + 1;

const lengths: Readonly<Record<string, number>> = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: DAY, weeks: 7 * DAY };

/** Months that are over between two times; less than 0 when the second is the earlier one. */
function wholeMonths(from: number, to: number): number {
  if (to < from) return -wholeMonths(to, from);
  const [a, b] = [new Date(from), new Date(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(from, months) > to ? months - 1 : months;
}

/** The same day so many months on; the last of the month where there is no such day. */
function addMonths(time: number, months: number): number {
  const at = new Date(time);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  return at.setUTCDate(Math.min(day, last));
}

/** @throws RangeError when the unit is none of those there are */
function unitOf(arg: Argument, known: readonly string[]): string {
  const unit = String(arg.fixed).toLowerCase();
  const found = known.find((name) => name === unit || name === `${unit}s` || `${name}s` === unit);
  if (found === undefined) throw new RangeError(`the unit is one of ${known.map((name) => `'${name}'`).join(', ')}`);
  return found;
}

function difference([unit, from, to]: readonly Argument[]): Evaluate {
  const name = unitOf(unit!, [...Object.keys(lengths), 'months', 'years']);
  const length = lengths[name];
  const per = name === 'years' ? 12 : 1;
  const clock = clockOf(from!.zone);
  return lift<[number, number]>([from!, to!], 'number', (a, b) =>
    length ? (b - a) / length : Math.trunc(wholeMonths(clock(a), clock(b)) / per)
  );
}

function later([unit, count, time]: readonly Argument[]): Evaluate {
  const name = unitOf(unit!, [...Object.keys(lengths), 'months', 'years']);
  const length = lengths[name];
  const per = name === 'years' ? 12 : 1;
  const clock = clockOf(time!.zone);
  const onClock = (n: number, at: number) => (length ? at + n * length : addMonths(at, Math.trunc(n) * per));
  const isElapsed = length !== undefined && length < DAY;
  return lift<[number, number]>([count!, time!], 'number', (n, at) =>
    isElapsed ? at + n * length : momentOf(time!.zone, onClock(n, clock(at)))
  );
}

function startOf([unit, time]: readonly Argument[]): Evaluate {
  const name = unitOf(unit!, ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute']);
  const { zone } = time!;
  const clock = clockOf(zone);
  return lift<[number]>([time!], 'number', (at) => {
    const shown = clock(at);
    const start = startAt(new Date(shown), name);
    // Of an hour that the clocks show twice, each has its own beginning.
    return name === 'hour' || name === 'minute' ? at - (shown - start) : momentOf(zone, start);
  });
}

function readText([text, zone]: readonly Argument[]): Evaluate {
  const name = zoneNamed(zone?.fixed);
  return lift<[string]>([text!], 'number', (written) => timeOfText(written, name));
}

/** @throws RangeError when there is no such zone */
function zoneNamed(name: Literal | undefined): string | undefined {
  if (typeof name !== 'string') return undefined;
  if (!isZone(name)) throw new RangeError(`there is no time zone '${name}'; one is called 'Europe/Berlin', another 'UTC'`);
  return name;
}

function startAt(time: Date, unit: string): number {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  const first = (of: number) => new Date(Date.UTC(2000, of, 1)).setUTCFullYear(year);
  const at = time.getTime();
  const down = (length: number) => Math.floor(at / length) * length;
  switch (unit) {
    case 'year':
      return first(0);
    case 'quarter':
      return first(month - (month % 3));
    case 'month':
      return first(month);
    case 'week':
      return down(DAY) - dayOfWeek(time) * DAY;
    default:
      return down(lengths[`${unit}s`]!);
  }
}

export const timeOperations: readonly Operation[] = [
  part('year', 'The year', (time) => time.getUTCFullYear()),
  part('quarter', 'The quarter, 1 to 4', (time) => Math.floor(time.getUTCMonth() / 3) + 1),
  part('month', 'The month, 1 to 12', (time) => time.getUTCMonth() + 1),
  part('day', 'The day of the month, 1 to 31', (time) => time.getUTCDate()),
  part('dayOfYear', 'The day of the year, 1 to 366', dayOfYear),
  part('dayOfWeek', 'The day of the week, Monday 0 to Sunday 6, as pandas and the step “Take dates apart” count it', dayOfWeek),
  // Formulas and packages that were made with it mean 1 to 7.
  {
    ...part(
      'weekday',
      'The day of the week, Monday 1 to Sunday 7, as it was counted before dayOfWeek(time)',
      (time) => dayOfWeek(time) + 1
    ),
    isOld: true
  },
  part('hour', 'The hour, 0 to 23', (time) => time.getUTCHours()),
  part('minute', 'The minute, 0 to 59', (time) => time.getUTCMinutes()),
  part('second', 'The second, 0 to 59', (time) => time.getUTCSeconds()),
  {
    id: 'datediff',
    signature: 'dateDiff(unit, from, to)',
    doc: "How long from one time to another. 'seconds' to 'weeks' have decimals, and a day has 24 hours; of 'months' and 'years' only whole ones count.",
    params: ['fixed text', 'time', 'time'],
    result: 'number',
    make: difference
  },
  {
    id: 'dateadd',
    signature: 'dateAdd(unit, count, time)',
    doc: "A time so many 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months' or 'years' on; days and longer by the calendar of the time's own zone.",
    params: ['fixed text', 'number', 'time'],
    result: 'time',
    make: later
  },
  {
    id: 'startof',
    signature: 'startOf(unit, time)',
    doc: "The beginning of the 'year', 'quarter', 'month', 'week' (Monday), 'day', 'hour' or 'minute' a time is in, by the clocks of its own zone.",
    params: ['fixed text', 'time'],
    result: 'time',
    make: startOf
  },
  {
    id: 'totime',
    signature: 'toTime(text, zone)',
    doc: "The time a text writes in ISO 8601, as 2024-05-01 or 2024-05-01T10:30Z; missing where it writes none. With a zone, as 'Europe/Berlin', texts that say none were written there.",
    params: ['text', 'fixed text'],
    optional: 1,
    result: 'time',
    zone: ([, zone]) => (typeof zone === 'string' ? zone : undefined),
    make: readText
  }
];
