import { timeOfText } from '../../core/expression/time-text.ts';
import { clockOf } from '../../core/time-zone.ts';

const DAY_MS = 86_400_000;

/** How a column of times is asked for: by the day where all it knows are days, else with the time of day; as text where no field reaches. */
export interface MomentField {
  readonly kind: 'date' | 'datetime-local' | 'text';
  /** Of the field, in seconds: fine enough for every value it was given. */
  readonly step: number;
  /** The zone whose clocks the field shows. Without one it shows clock times as they were written. */
  readonly zone?: string;
}

/** What the clocks of the column's zone show: of milliseconds, or of text that says when. NaN for what is none. */
function shownOf(value: unknown, zone: string | undefined): number {
  if (typeof value === 'number') return clockOf(zone)(value);
  return typeof value === 'string' ? clockOf(zone)(timeOfText(value, zone) ?? Date.parse(value)) : NaN;
}

/** Four digits of year are all a field of the browser knows. */
const isReachable = (ms: number): boolean => ms >= -62_135_596_800_000 && ms < 253_402_300_800_000;

/** @param values what the field must be able to show: the ends of the range, the typical value, the one that is there */
export function momentField(values: readonly unknown[], zone?: string): MomentField {
  const known = values.filter((value) => value !== null && value !== undefined && value !== '').map((value) => shownOf(value, zone));
  const zoned = zone === undefined ? {} : { zone };
  if (!known.every(isReachable)) return { kind: 'text', step: 1, ...zoned };
  const divides = (size: number) => known.every((ms) => ms % size === 0);
  if (divides(DAY_MS) && known.length > 0) return { kind: 'date', step: 1, ...zoned };
  return { kind: 'datetime-local', step: divides(60_000) ? 60 : divides(1000) ? 1 : 0.001, ...zoned };
}

/** What the field shows of a value; empty for a missing one. */
export function toMomentField(value: unknown, { kind, zone }: MomentField): string {
  if (value === null || value === undefined) return '';
  const ms = shownOf(value, zone);
  if (kind === 'text' || Number.isNaN(ms))
    return Number.isNaN(ms) ? String(value) : new Date(ms).toISOString().slice(0, zone === undefined ? undefined : -1);
  const iso = new Date(ms).toISOString();
  return kind === 'date' ? iso.slice(0, 10) : iso.slice(0, -1).replace(/(:00)?\.000$/, '');
}

/** The value a field stands for, as text the model reads by the clocks of the column's zone. Null for an empty one. */
export const fromMomentField = (text: string): string | null => (text === '' ? null : text);

/** "2010-01-01 to 2014-12-31", with the time of day where the field has one. */
export function momentRange(range: readonly [number, number], { kind, zone }: MomentField): string {
  const word = (ms: number) => toMomentField(ms, { kind, step: 60, ...(zone === undefined ? {} : { zone }) }).replace('T', ' ');
  return `${word(range[0])} to ${word(range[1])}${zone === undefined ? '' : `, ${zone}`}`;
}
