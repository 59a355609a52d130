import { FARTHEST, momentsAt } from '../core/time-zone.ts';

/** Why a value can't be taken: the end of a sentence that begins with the column. */
export class Unreadable {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

/** A number, or a text that is one. Empty text and NaN are missing (NaN). */
export function readNumber(value: unknown): number | Unreadable {
  if (typeof value === 'number') return Math.abs(value) === Infinity ? new Unreadable('a finite number') : value;
  if (typeof value !== 'string') return new Unreadable('a number');
  const text = value.trim();
  if (text === '') return NaN;
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : new Unreadable('a number');
}

const TIME = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?)?$/;

/**
 * ISO 8601 text, milliseconds since 1970 UTC, or a Date. Empty text is missing (NaN).
 * @param zone whose clocks show a text without an offset; UTC when not given. Of a time they showed twice it is the first.
 */
export function readTime(value: unknown, zone?: string): number | Unreadable {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number' && !(Math.abs(value) > FARTHEST)) return value;
  if (typeof value !== 'string') return new Unreadable('a time');
  const text = value.trim();
  if (text === '') return NaN;
  const parts = TIME.exec(text);
  const ms = parts ? timeOf(parts) : NaN;
  if (Number.isNaN(ms)) return new Unreadable('a time like 2024-05-17 or 2024-05-17T09:30:00Z');
  if (!zone || parts![8]) return ms;
  return momentsAt(zone, ms)[0] ?? new Unreadable(`a time that clocks in ${zone} show`);
}

type Moment = [number, number, number, number, number, number];

function timeOf(parts: readonly (string | undefined)[]): number {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part, i) => Number(part ?? (i === 1 || i === 2))) as Moment;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return NaN;
  const fraction = +`${parts[7] ?? ''}000`.slice(0, 3);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offsetMs(parts[8] ?? '');
}

/** Letters, which stand for UTC, are no number. */
function offsetMs(text: string): number {
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2)) || 0;
  return (text.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** The label of a category: any text, number or truth value. Empty text is missing (null). */
export function readLabel(value: unknown): string | null | Unreadable {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'number') return Number.isNaN(value) ? null : String(value);
  if (typeof value === 'boolean') return String(value);
  return new Unreadable('a text, a number, or true or false');
}

/** The label of a truth value, whatever its two labels are (`labels[0]` is the false one). Empty text is missing (null). */
export function readBoolean(value: unknown, labels: readonly string[]): string | null | Unreadable {
  if (typeof value === 'string' && labels.includes(value)) return value;
  if (typeof value === 'object') return new Unreadable('true or false');
  const text = typeof value === 'string' ? value.trim().toLowerCase() : String(value);
  if (text === '') return null;
  const isTrue = text === 'true' || text === '1';
  if (!isTrue && text !== 'false' && text !== '0') return new Unreadable('true or false');
  return labels.length === 2 ? labels[isTrue ? 1 : 0]! : String(isTrue);
}
