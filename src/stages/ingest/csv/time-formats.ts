import { momentMeant, type ClockTwice } from '../../../core/time-zone.ts';
import { daysIn, daysSince1970 } from '../../../kernels/csv/scan-times.ts';
import { monthOfName } from './month-names.ts';

export type TimeFormat = 'iso' | 'year-first' | 'month' | 'day-first' | 'month-first' | 'named' | 'quarter' | 'week';
export type DateOrder = 'day-first' | 'month-first';

const clock = '(\\d{1,2})[:h.](\\d{2})(?:[:.](\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp]\\.?[Mm]\\.?)?';
/** Hours ahead of UTC of the letters that mean one zone only. IST or CST mean several, so a text with them is no time. */
const letters: Readonly<Record<string, number>> = { Z: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3 };
const zoneForm = `${Object.keys(letters).toReversed().join('|')}|[-+]\\d{2}(?::?\\d{2})?`;
/** Behind an offset its zone may be named: `[Europe/Berlin]`, `(CET)`. */
const zone = `\\s*(?:(?:UTC|GMT)(?=[-+]\\d))?(${zoneForm})?(?:\\s?[[(][\\w /+-]+[\\])])?`;
const saying = new RegExp(`:\\d{2}(?:[.,]\\d+)?\\s*(?:[AaPp]\\.?[Mm]\\.?)?\\s*(?:${zoneForm})(?:\\s?[[(][\\w /+-]+[\\])])?$`);

/** Whether a text that writes a time says how far its clock is from UTC. */
export const saysZone = (text: string): boolean => saying.test(text.trim());
const finer = /:\d{2}[.,]\d{3}0*[1-9]/;

/** Whether a text that writes a time tells more than whole milliseconds. */
export const isFiner = (text: string): boolean => finer.test(text);

const behind = `(?:(?:T|,?\\s+)${clock}${zone})?$`;
const name = '(\\p{L}{3,}\\.?)';
const weekday = '(?:\\p{L}{2,}\\.?,?\\s+)?';

const patterns = {
  iso: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${behind}`),
  basic: new RegExp(`^(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})?()()${zone}$`),
  yearFirst: new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${behind}`),
  eastAsian: new RegExp(`^(\\d{4})[年년]\\s?(\\d{1,2})[月월]\\s?(\\d{1,2})[日일]${behind.replace('\\s+', '\\s*')}`),
  month: /^(\d{4})[-/](\d{2})$/,
  monthYear: /^(\d{2})\/(\d{4})$/,
  nameYear: new RegExp(`^${name}[ -](\\d{4})$`, 'u'),
  numeric: new RegExp(`^(\\d{1,2})(?:([/.-])(\\d{1,2})\\2(\\d{4})|/(\\d{1,2})/(\\d{2})|(?<=^\\d\\d)\\.(\\d{2})\\.(\\d{2}))${behind}`),
  dayName: new RegExp(
    `^${weekday}(\\d{1,2})(?:\\.? (?:de )?|[-/]|(?<=^\\d\\d))${name}(?: (?:de )?|[-/]|(?<=\\p{L}))(\\d{4}|\\d{2}(?=$|\\s))${behind}`,
    'u'
  ),
  nameDay: new RegExp(`^${weekday}${name} (\\d{1,2}),? (\\d{4})${behind}`, 'u'),
  yearName: new RegExp(`^(\\d{4})[ -]${name}[ -](\\d{1,2})${behind}`, 'u'),
  ofSystems: new RegExp(`^\\p{L}{3} ${name} +(\\d{1,2}) ${clock}${zone} (\\d{4})$`, 'u'),
  ofServers: new RegExp(`^(\\d{2})/${name}/(\\d{4}):${clock}${zone}$`, 'u'),
  quarter: /^(\d{4})[- ]?[QqTt]([1-4])$/,
  quarterYear: /^[QqTt]([1-4])[-/ ]?(\d{4})$/,
  week: /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/
};

/**
 * Milliseconds since 1970 of a date or date and time in the given form; what says no zone is taken for a time of `zone`, or of UTC when none is given.
 * `iso` 2024-02-29T12:30:00.5+01:00, 20240229T123000Z, `year-first` 2024/2/29, 2024年2月29日, `month` 2024-02, 02/2024, Feb 2024 (its first day),
 * `day-first` 29/2/2024, 29.2.2024, 29/2/24, 29.02.24, `month-first` 2/29/2024, `named` 29 Feb 2024, 29. Februar 2024, February 29, 2024, Thu Feb 29
 * 12:30:00 2024, `quarter` 2024-Q1 (its first day), `week` 2024-W09-4 of ISO 8601 (its Monday where no day is said). 24:00 is the end of a day. Years of
 * two digits: 69 to 99 are 19.., 00 to 68 are 20...
 * @param zone a name of the tz database
 * @param twice which is meant of a time that its clocks showed twice; the first when not given
 * @returns NaN when the text is not of this form, no day of the calendar, or a time the clocks of the zone skipped, or showed twice where that is said to be missing
 */
export function readTime(text: string, format: TimeFormat, zone?: string, twice?: ClockTwice): number {
  const value = text.trim();
  const place = zone === undefined ? undefined : { zone, ...(twice !== undefined && { twice }) };
  if (format === 'day-first' || format === 'month-first') {
    const m = patterns.numeric.exec(value);
    if (!m) return NaN;
    const [first, second, year] = [m[1], m[3] ?? m[5] ?? m[7], m[4] ?? fullYear((m[6] ?? m[8])!)];
    return format === 'day-first' ? moment([year, second, first], m.slice(9), place) : moment([year, first, second], m.slice(9), place);
  }
  const parts = partsBy[format](value);
  return parts ? moment(parts.day, parts.clock, place) : NaN;
}

/** Year, month and day as they are written. */
type Day = readonly [year: string | undefined, month: string | undefined, day: string | undefined];
/** Hour, minute, second, fraction, am or pm, zone; undefined or empty where the text has none. */
type Clock = readonly (string | undefined)[];

interface Parts {
  readonly day: Day;
  readonly clock: Clock;
}

const partsBy: Readonly<Record<Exclude<TimeFormat, DateOrder>, (text: string) => Parts | null>> = {
  iso(text) {
    const m = patterns.iso.exec(text) ?? patterns.basic.exec(text);
    return m && { day: [m[1], m[2], m[3]], clock: m.slice(4) };
  },
  'year-first'(text) {
    const m = patterns.yearFirst.exec(text);
    if (m) return { day: [m[1], m[3], m[4]], clock: m.slice(5) };
    const east = patterns.eastAsian.exec(text);
    return east && { day: [east[1], east[2], east[3]], clock: east.slice(4) };
  },
  month(text) {
    const m = patterns.month.exec(text);
    if (m) return { day: [m[1], m[2], '1'], clock: [] };
    const [, month, year] = patterns.monthYear.exec(text) ?? named(patterns.nameYear.exec(text), 1) ?? [];
    return year === undefined ? null : { day: [year, month, '1'], clock: [] };
  },
  named: readNamed,
  quarter(text) {
    const m = patterns.quarter.exec(text) ?? swapped(patterns.quarterYear.exec(text));
    return m && { day: [m[1], String(Number(m[2]) * 3 - 2), '1'], clock: [] };
  },
  week(text) {
    const m = patterns.week.exec(text);
    return m && dayOfWeek(Number(m[1]), Number(m[2]), Number(m[3] ?? 1));
  }
};

function readNamed(text: string): Parts | null {
  const byDay = named(patterns.dayName.exec(text) ?? patterns.ofServers.exec(text), 2);
  if (byDay) return { day: [byDay[3]!.length === 2 ? fullYear(byDay[3]!) : byDay[3], byDay[2], byDay[1]], clock: byDay.slice(4) };
  const byName = named(patterns.nameDay.exec(text), 1);
  if (byName) return { day: [byName[3], byName[1], byName[2]], clock: byName.slice(4) };
  const byYear = named(patterns.yearName.exec(text), 2);
  if (byYear) return { day: [byYear[1], byYear[2], byYear[3]], clock: byYear.slice(4) };
  const ofSystem = named(patterns.ofSystems.exec(text), 1);
  return ofSystem && { day: [ofSystem[9], ofSystem[1], ofSystem[2]], clock: ofSystem.slice(3, 9) };
}

/** What was found, with the number of the month in the place of its name; null where that is no month. */
function named(found: RegExpExecArray | null, place: number): (string | undefined)[] | null {
  const month = found ? monthOfName(found[place]!) : undefined;
  return month === undefined ? null : found!.map((part, i) => (i === place ? String(month) : part));
}

const swapped = (found: RegExpExecArray | null): string[] | null => found && [found[0], found[2]!, found[1]!];

const DAY_MS = 86_400_000;

/** The fourth of January lies in the first week of its year (ISO 8601, 3.2.2); null where the year has no such week. */
function dayOfWeek(year: number, week: number, weekday: number): Parts | null {
  const fourth = daysSince1970(year, 1, 4);
  const firstMonday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  const monday = firstMonday + (week - 1) * 7;
  const thursday = new Date((monday + 3) * DAY_MS);
  if (week < 1 || thursday.getUTCFullYear() !== year) return null;
  const day = new Date((monday + weekday - 1) * DAY_MS);
  return { day: [String(day.getUTCFullYear()), String(day.getUTCMonth() + 1), String(day.getUTCDate())], clock: [] };
}

/** Whose clocks show a time, and which is meant of one that they showed twice. */
interface Place {
  readonly zone: string;
  readonly twice?: ClockTwice;
}

const fullYear = (short: string) => (Number(short) < 69 ? `20${short}` : `19${short}`);

/** @param place where the clocks hang that show it, where it says none */
function moment(written: Day, rest: Clock, place: Place | undefined): number {
  const [year, month, day] = written.map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  const date = daysSince1970(year, month, day) * DAY_MS;
  const [hourText, minute, second, fraction, half, zoneText] = rest;
  if (hourText === undefined) return shownIn(place, date);
  const hour = hourOf(Number(hourText), half);
  const isEndOfDay = hourText === '24' && !half && Number(`${minute}${second ?? ''}${fraction ?? ''}`) === 0;
  if ((hour > 23 && !isEndOfDay) || Number(minute) > 59 || Number(second ?? 0) > 59) return NaN;
  // What is finer is cut, as the scorer and the readers of binary files do it.
  const milliseconds = Number(`${fraction ?? ''}000`.slice(0, 3));
  const shown = date + ((hour * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000 + milliseconds;
  return zoneText === undefined ? shownIn(place, shown) : shown - zoneOffset(zoneText);
}

const shownIn = (place: Place | undefined, time: number): number =>
  place === undefined ? time : momentMeant(place.zone, time, place.twice);

function hourOf(hour: number, half: string | undefined): number {
  if (!half) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function zoneOffset(text: string): number {
  const hours = letters[text.toUpperCase()];
  if (hours !== undefined) return hours * 3_600_000;
  const digits = text.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

const isReadTwice = (text: string): boolean => {
  const [day, month] = [readTime(text, 'day-first'), readTime(text, 'month-first')];
  return !Number.isNaN(day) && !Number.isNaN(month) && day !== month;
};

const formats: readonly TimeFormat[] = ['iso', 'year-first', 'month', 'day-first', 'month-first', 'named', 'quarter', 'week'];

/** What the values of a column have said about being times, by each form. */
export class TimeEvidence {
  values = 0;
  /** Parted by a slash, where the usual order is the American one. */
  slashes = 0;
  readonly fits: Record<TimeFormat, number> = {
    iso: 0,
    'year-first': 0,
    month: 0,
    'day-first': 0,
    'month-first': 0,
    named: 0,
    quarter: 0,
    week: 0
  };
  keepsCounting = false;
  /** The first text that is one day with the day first and another with the month first. */
  private example: string | null = null;

  /** The same, where every value can be read both ways. */
  get doubtful(): string | null {
    return this.fits['day-first'] === this.values && this.fits['month-first'] === this.values ? this.example : null;
  }

  /** The order of the dates that fit only one, or more of them; null when neither has more. */
  get order(): DateOrder | null {
    const { 'day-first': day, 'month-first': month } = this.fits;
    return day === month ? null : day > month ? 'day-first' : 'month-first';
  }

  /** The first text that is two days, where no order has more dates than the other, whatever else stands in the column. */
  get unsettled(): string | null {
    return this.order === null ? this.example : null;
  }

  see(text: string): void {
    const before = this.values++;
    const monthsBefore = this.fits['month-first'];
    if (!/\d/.test(text)) return;
    if (text.includes('/')) this.slashes++;
    for (const format of formats) {
      if ((this.keepsCounting || this.fits[format] === before) && !Number.isNaN(readTime(text, format))) this.fits[format]++;
    }
    if (this.example === null && this.fits['month-first'] > monthsBefore && isReadTwice(text)) this.example = text;
  }

  get isAlive(): boolean {
    return this.values === 0 || this.keepsCounting || formats.some((format) => this.fits[format] === this.values);
  }

  /** The form that fits most values; null when none fits any. Of two orders that fit alike, see `orderOf`. */
  best(order: DateOrder | undefined): { format: TimeFormat; fitting: number; isAmbiguous: boolean } | null {
    let best: TimeFormat = 'iso';
    for (const format of formats) if (this.fits[format] > this.fits[best]) best = format;
    const fitting = this.fits[best];
    if (fitting === 0) return null;
    const isAmbiguous = (best === 'day-first' || best === 'month-first') && this.fits['day-first'] === this.fits['month-first'];
    return { format: isAmbiguous ? (order ?? this.usualOrder()) : best, fitting, isAmbiguous };
  }

  /** Dates with slashes are mostly written by programs in American order, those with points or dashes day first. */
  private usualOrder(): DateOrder {
    return this.slashes * 2 > this.values ? 'month-first' : 'day-first';
  }
}
