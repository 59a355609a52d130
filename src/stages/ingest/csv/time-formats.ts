import { momentMeant, type ClockTwice } from '../../../core/time-zone.ts';
import { daysIn, daysSince1970 } from '../../../kernels/csv/scan-times.ts';

export type TimeFormat = 'iso' | 'year-first' | 'month' | 'day-first' | 'month-first' | 'named';
export type DateOrder = 'day-first' | 'month-first';

const clock = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp]\\.?[Mm]\\.?)?';
/** Hours ahead of UTC of the letters that mean one zone only. IST or CST mean several, so a text with them is no time. */
const letters: Readonly<Record<string, number>> = { Z: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3 };
const zoneForm = `${Object.keys(letters).toReversed().join('|')}|[-+]\\d{2}(?::?\\d{2})?`;
const zone = `\\s*(${zoneForm})?`;
const saying = new RegExp(`:\\d{2}(?:[.,]\\d+)?\\s*(?:[AaPp]\\.?[Mm]\\.?)?\\s*(?:${zoneForm})$`);

/** Whether a text that writes a time says how far its clock is from UTC. */
export const saysZone = (text: string): boolean => saying.test(text.trim());
const finer = /:\d{2}[.,]\d{3}0*[1-9]/;

/** Whether a text that writes a time tells more than whole milliseconds. */
export const isFiner = (text: string): boolean => finer.test(text);

const behind = `(?:(?:T|,?\\s+)${clock}${zone})?$`;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

const patterns = {
  iso: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${behind}`),
  yearFirst: new RegExp(`^(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})${behind}`),
  month: /^(\d{4})-(\d{2})$/,
  numeric: new RegExp(`^(\\d{1,2})(?:([/.-])(\\d{1,2})\\2(\\d{4})|/(\\d{1,2})/(\\d{2}))${behind}`),
  dayName: new RegExp(`^(\\d{1,2})[ -]${monthName}[ -](\\d{4})${behind}`, 'i'),
  nameDay: new RegExp(`^${monthName} (\\d{1,2}),? (\\d{4})${behind}`, 'i')
};

/**
 * Milliseconds since 1970 of a date or date and time in the given form; what says no zone is taken for a time of `zone`, or of UTC when none is given.
 * `iso` 2024-02-29T12:30:00.5+01:00, `year-first` 2024/2/29, `month` 2024-02 (its first day), `day-first` 29/2/2024, 29.2.2024, 29/2/24,
 * `month-first` 2/29/2024, `named` 29 Feb 2024 or February 29, 2024. Years of two digits: 69 to 99 are 19.., 00 to 68 are 20...
 * @param zone a name of the tz database
 * @param twice which is meant of a time that its clocks showed twice; the first when not given
 * @returns NaN when the text is not of this form, no day of the calendar, or a time the clocks of the zone skipped, or showed twice where that is said to be missing
 */
export function readTime(text: string, format: TimeFormat, zone?: string, twice?: ClockTwice): number {
  const value = text.trim();
  const place = zone === undefined ? undefined : { zone, ...(twice !== undefined && { twice }) };
  switch (format) {
    case 'iso': {
      const m = patterns.iso.exec(value);
      return m ? moment(m[1], m[2], m[3], m.slice(4), place) : NaN;
    }
    case 'year-first': {
      const m = patterns.yearFirst.exec(value);
      return m ? moment(m[1], m[3], m[4], m.slice(5), place) : NaN;
    }
    case 'month': {
      const m = patterns.month.exec(value);
      return m ? moment(m[1], m[2], '1', [], place) : NaN;
    }
    case 'day-first':
    case 'month-first': {
      const m = patterns.numeric.exec(value);
      if (!m) return NaN;
      const [first, second, year] = [m[1], m[3] ?? m[5], m[4] ?? fullYear(m[6]!)];
      return format === 'day-first' ? moment(year, second, first, m.slice(7), place) : moment(year, first, second, m.slice(7), place);
    }
    case 'named':
      return readNamed(value, place);
  }
}

/** Whose clocks show a time, and which is meant of one that they showed twice. */
interface Place {
  readonly zone: string;
  readonly twice?: ClockTwice;
}

function readNamed(value: string, place: Place | undefined): number {
  const byDay = patterns.dayName.exec(value);
  if (byDay) return moment(byDay[3], monthNumber(byDay[2]!), byDay[1], byDay.slice(4), place);
  const byName = patterns.nameDay.exec(value);
  return byName ? moment(byName[3], monthNumber(byName[1]!), byName[2], byName.slice(4), place) : NaN;
}

const monthNumber = (name: string) => String(months.indexOf(name.toLowerCase()) + 1);
const fullYear = (short: string) => (Number(short) < 69 ? `20${short}` : `19${short}`);

/**
 * @param rest hour, minute, second, fraction, am or pm, zone; undefined where the text has none
 * @param place where the clocks hang that show it, where it says none
 */
function moment(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  rest: readonly (string | undefined)[],
  place: Place | undefined
): number {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  const date = daysSince1970(year, month, day) * 86_400_000;
  const [hourText, minute, second, fraction, half, zoneText] = rest;
  if (hourText === undefined) return shownIn(place, date);
  const hour = hourOf(Number(hourText), half);
  if (hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return NaN;
  // What is finer is cut, as the scorer and the readers of binary files do it.
  const milliseconds = Number(`${fraction ?? ''}000`.slice(0, 3));
  const shown = date + ((hour * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000 + milliseconds;
  return zoneText === undefined ? shownIn(place, shown) : shown - zoneOffset(zoneText);
}

const shownIn = (place: Place | undefined, time: number): number =>
  place === undefined ? time : momentMeant(place.zone, time, place.twice);

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
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

const formats: readonly TimeFormat[] = ['iso', 'year-first', 'month', 'day-first', 'month-first', 'named'];

/** What the values of a column have said about being times, by each form. */
export class TimeEvidence {
  values = 0;
  /** Parted by a slash, where the usual order is the American one. */
  slashes = 0;
  readonly fits: Record<TimeFormat, number> = { iso: 0, 'year-first': 0, month: 0, 'day-first': 0, 'month-first': 0, named: 0 };
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
