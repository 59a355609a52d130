import { quoted } from '../../../core/words.ts';
import type { TimeColumn } from '../../../core/table.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

const CYCLIC = ['month', 'day', 'weekday', 'hour', 'day-of-year'];

/** Numbers from points in time. The time column itself goes. */
export const dateParts = defineStep({
  id: 'date-parts',
  purpose: 'time',
  label: 'Take dates apart',
  doc: 'Turns a point in time into numbers a model can use: year, month, weekday, hour, days since the first training row.',
  accepts: ['time'],
  turnsInto: 'number',
  gapsAfter: () => 'kept',
  params: {
    year: { type: 'bool', default: true, doc: 'The year.' },
    month: { type: 'bool', default: true, doc: 'The month, 1 to 12.' },
    day: { type: 'bool', default: false, doc: 'The day of the month, 1 to 31.' },
    weekday: {
      type: 'bool',
      default: true,
      doc: 'The day of the week, Monday 0 to Sunday 6, as pandas and dayOfWeek() in formulas count it.'
    },
    hour: { type: 'bool', default: false, doc: 'The hour, 0 to 23, by the clocks of the column’s zone.' },
    dayOfYear: { type: 'bool', default: false, doc: 'The day of the year, 1 to 366.' },
    days: { type: 'bool', default: true, doc: 'Days since the earliest training row, with fractions.' },
    cyclic: {
      type: 'bool',
      default: false,
      doc: 'Gives months, days, weekdays and hours as sine and cosine, so that December lies beside January.'
    }
  },

  fit(table, columns, params, { tell }) {
    const fresh = freshNames(table);
    const parts = partsOf(params);
    const zones = columns.map((column) => (column as TimeColumn).zone ?? '');
    const earliest = columns.map((column) => {
      const first = (column as TimeColumn).values.reduce((low, ms) => (ms < low ? ms : low), Infinity);
      if (first === Infinity)
        tell('column-all-missing', `${quoted(column.name)} has no time in the training rows; its days count from 1970.`);
      return first === Infinity ? 0 : first;
    });
    return {
      parts,
      names: columns.map((column) => parts.map((part) => fresh(`${column.name}: ${part}`))),
      reference: Float64Array.from(earliest),
      ...(zones.some((zone) => zone !== '') && { zones })
    };
  }
});

type Wanted = Readonly<Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'dayOfYear' | 'days' | 'cyclic', boolean>>;

function partsOf(wanted: Wanted): string[] {
  const chosen = (['year', 'month', 'day', 'weekday', 'hour', 'dayOfYear', 'days'] as const).filter((name) => wanted[name]);
  const names = chosen.map((name) => (name === 'dayOfYear' ? 'day-of-year' : name));
  return names.flatMap((name) => (wanted.cyclic && CYCLIC.includes(name) ? [`sin:${name}`, `cos:${name}`] : [name]));
}
