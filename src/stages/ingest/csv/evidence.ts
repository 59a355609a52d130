import type { ThousandsMark } from '../../../core/csv-options.ts';
import type { ClockTwice } from '../../../core/time-zone.ts';
import type { MissingMarkers } from './missing-markers.ts';
import { isRounded, NumberEvidence, readNumber, type DecimalMark, type ReadNumber } from './number-formats.ts';
import { isFiner, readTime, TimeEvidence, type DateOrder, type TimeFormat } from './time-formats.ts';

/** What the texts of a column have said about being something else. */
export class Evidence {
  readonly numbers: NumberEvidence;
  readonly times = new TimeEvidence();

  /**
   * @param thousands what parts the thousands, when that is given
   * @param keepsCounting go on after the first value that fits nothing: the column must become numbers or times whatever it holds
   */
  constructor(keepsCounting: boolean, thousands?: ThousandsMark) {
    this.numbers = new NumberEvidence(thousands);
    this.numbers.keepsCounting = keepsCounting;
    this.times.keepsCounting = keepsCounting;
  }

  see(text: string): void {
    if (this.numbers.isAlive) this.numbers.see(text);
    if (this.times.isAlive) this.times.see(text);
    this.seen++;
  }

  private seen = 0;

  get values(): number {
    return this.seen;
  }

  get isAlive(): boolean {
    return this.numbers.isAlive || this.times.isAlive;
  }
}

/** What is no value among numbers and times says nothing about them. */
export function seeValue(evidence: Pick<Evidence, 'see'>, text: string, markers: MissingMarkers): void {
  if (!markers.isLoose(text)) evidence.see(text);
}

/** How to read a column of numbers or times that are not plain. */
export type ValueFormat =
  | { readonly kind: 'number'; readonly decimal: DecimalMark; readonly isWhole: boolean; readonly thousands?: ThousandsMark }
  | { readonly kind: 'time'; readonly format: TimeFormat; readonly zone?: string; readonly twice?: ClockTwice };

/** A text read as a number of this format. */
export const numberBy = (format: ValueFormat & { readonly kind: 'number' }, text: string): ReadNumber | null =>
  readNumber(text, format.decimal, format.thousands);

/** A text read in a format; NaN when it does not fit. */
export const readBy = (format: ValueFormat, text: string): number =>
  format.kind === 'time' ? readTime(text, format.format, format.zone, format.twice) : (numberBy(format, text)?.value ?? NaN);

/** Whether a text that was read in a format says more than can be kept. */
export const isLossy = (format: ValueFormat, text: string, value: number): boolean =>
  format.kind === 'time' ? isFiner(text) : isRounded(text, format.decimal, value);

/** What the other columns of the file say where one column alone does not tell. */
export interface FileHabits {
  readonly decimal: DecimalMark;
  readonly isDecimalGiven: boolean;
  readonly dateOrder: DateOrder | undefined;
  /** What parts the thousands, when that is given. */
  readonly thousands?: ThousandsMark;
  /** Where the clocks hung that show what says no zone, when that is given. */
  readonly zone?: string;
  /** Which is meant of a time that those clocks showed twice. */
  readonly twice?: ClockTwice;
  /** Columns that speak for a comma as the decimal mark, less those that speak for a point. */
  readonly votes?: number;
}

/** The format that every value fits, or null: then the column is text or category. Leading zeros and whole numbers over 2^53 are no quantities. */
export function formatOf(evidence: Evidence, habits: FileHabits): ValueFormat | null {
  return numberFormat(evidence, habits) ?? timeFormat(evidence, habits);
}

/** The format that most values fit, for a column that the user says is of that kind. */
export function forcedFormat(evidence: Evidence, kind: 'number' | 'time', habits: FileHabits): ValueFormat {
  if (kind === 'time') return { kind, format: evidence.times.best(habits.dateOrder)?.format ?? 'iso', ...zoneOf(habits) };
  const { fits } = evidence.numbers;
  const isTie = fits['.'] === fits[','] || habits.isDecimalGiven;
  return { kind, decimal: isTie ? habits.decimal : fits['.'] > fits[','] ? '.' : ',', isWhole: false, ...thousandsOf(habits) };
}

function numberFormat(evidence: Evidence, habits: FileHabits): ValueFormat | null {
  const { numbers } = evidence;
  const finite = numbers.values - numbers.infinite;
  if (finite === 0 || numbers.values !== evidence.values || numbers.leadingZeros > 0) return null;
  if (numbers.percents > 0 && (numbers.percents < finite || numbers.currencies.size > 0)) return null;
  // Where every number stands in brackets, they may be no minus.
  if (numbers.currencies.size > 1 || numbers.bracketed === finite) return null;
  const decimal = decimalOf(numbers, habits);
  if (decimal === null) return null;
  const isWhole = numbers.whole[decimal] === finite;
  return isWhole && numbers.beyondExact > 0 ? null : { kind: 'number', decimal, isWhole, ...thousandsOf(habits) };
}

const thousandsOf = ({ thousands }: FileHabits) => (thousands === undefined ? {} : { thousands });

function decimalOf(numbers: NumberEvidence, habits: FileHabits): DecimalMark | null {
  const fitting = (['.', ','] as const).filter(
    (mark) => numbers.fits[mark] === numbers.values && (!habits.isDecimalGiven || mark === habits.decimal)
  );
  if (fitting.length === 2) return habits.decimal;
  return fitting[0] ?? null;
}

function timeFormat(evidence: Evidence, habits: FileHabits): ValueFormat | null {
  const best = evidence.times.best(habits.dateOrder);
  return best && best.fitting === evidence.values ? { kind: 'time', format: best.format, ...zoneOf(habits) } : null;
}

export const zoneOf = ({ zone, twice }: Pick<FileHabits, 'zone' | 'twice'>) =>
  zone === undefined ? {} : { zone, ...(twice !== undefined && { twice }) };
