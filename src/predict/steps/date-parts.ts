import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { clockOf } from '../../core/time-zone.ts';
import { defineApplier } from '../step-applier.ts';
import { asTime, replaceColumns } from './replace-columns.ts';

/**
 * For each column of the step: which parts, under which names, and the day that `days` counts from (ms since 1970 UTC). A part is one of
 * `year`, `month`, `day`, `weekday`, `hour`, `day-of-year`, `days`, or, for the cyclic ones, `sin:` or `cos:` and such a part.
 */
export interface DatePartsState extends PlainRecord {
  readonly parts: readonly string[];
  readonly names: readonly (readonly string[])[];
  readonly reference: Float64Array;
  /** Of each column the zone by whose clocks its moments are read; empty = they are clock times. Absent where that holds for all. */
  readonly zones?: readonly string[];
}

const DAY_MS = 86_400_000;

/** Length of the cycle of each part that has one. */
const CYCLES: Readonly<Record<string, number>> = { month: 12, day: 31, weekday: 7, hour: 24, 'day-of-year': 366 };

/** Numbers from points in time, by the clocks of their zone; months, days, and days of the year count from 1, weekdays from 0 = Monday. */
export const dateParts = defineApplier<DatePartsState>({
  id: 'date-parts',
  apply: (table, columns, state) =>
    replaceColumns(table, columns, (column, i) => {
      const { values } = asTime('Date parts', column);
      return state.parts.map((part, j): NumberColumn => {
        // How long ago something was does not hang on clocks.
        const read = readerOf(part, state.reference[i]!);
        const at = clockOf(part === 'days' ? '' : state.zones?.[i]);
        return { kind: 'number', name: state.names[i]![j]!, values: values.map((ms) => (Number.isNaN(ms) ? NaN : read(at(ms)))) };
      });
    })
});

function readerOf(part: string, reference: number): (ms: number) => number {
  const [name, base] = part.split(':') as [string, string?];
  if (base === undefined) return (ms) => (parts[name] ? parts[name](new Date(ms)) : (ms - reference) / DAY_MS);
  const first = base === 'hour' || base === 'weekday' ? 0 : 1;
  return (ms) => Math[name as 'sin' | 'cos']((2 * Math.PI * (parts[base]!(new Date(ms)) - first)) / CYCLES[base]!);
}

/** Those that hang on nothing but the moment. */
const parts: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  weekday: (date) => (date.getUTCDay() + 6) % 7,
  hour: (date) => date.getUTCHours(),
  'day-of-year': (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1
};
