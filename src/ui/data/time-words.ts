import type { Dataset } from '../../app/api/data.ts';

type Column = Dataset['columns'][number];

/** What is said under a column of times: by whose clocks they are read, and what a button offers to say. */
export function zoneLine({ type, zone }: Column): { readonly words: string; readonly verb: string } | null {
  if (type !== 'time') return null;
  return zone === undefined
    ? { words: 'Clock times as written, of no zone', verb: 'Say the zone' }
    : { words: `Read by the clocks of ${zone}`, verb: 'Another zone' };
}

/** A clock time as it is stored, `2024-03-01T14:30:00`: midnight is a date alone. Times of a zone are written in another way. */
const CLOCK = /^(\d{4,6}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?$/;

/**
 * Clock times that stand under each other, written as precisely as the most precise of them: `2024-03-01 00:00` beside `2024-03-01 14:30`, days alone where
 * none has a time of day. Other values stay as they are.
 */
export function alikeTimes<T>(values: readonly T[]): (T | string)[] {
  const parts = values.map((value) => (typeof value === 'string' ? CLOCK.exec(value) : null));
  const haveClock = parts.some((part) => part?.[2] !== undefined);
  const haveSeconds = parts.some((part) => (part?.[3] ?? ':00') !== ':00');
  return values.map((value, i) => {
    const [, day, clock = '00:00', seconds = ':00'] = parts[i] ?? [];
    if (day === undefined || !haveClock) return value;
    return haveSeconds ? `${day} ${clock}${seconds}` : `${day} ${clock}`;
  });
}

/** Rows of a table to be read, with the times of each column written alike. */
export function withAlikeTimes<R extends Readonly<Record<string, unknown>>>(rows: readonly R[], columns: readonly string[]): R[] {
  const texts = new Map(columns.map((name) => [name, alikeTimes(rows.map((row) => row[name]))]));
  return rows.map((row, i) => ({ ...row, ...Object.fromEntries([...texts].map(([name, column]) => [name, column[i]])) }));
}
