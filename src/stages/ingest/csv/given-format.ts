import type { ColumnFormat, CsvOptions } from '../../../core/csv-options.ts';
import { zoneOf, type FileHabits } from './evidence.ts';
import type { DecimalMark } from './number-formats.ts';

/** What a person says of how a column is written: of the column itself, else of the file. */
export function formatGiven(options: CsvOptions, column: string): ColumnFormat {
  const { decimal, thousands, dateOrder, formats } = options;
  const own = formats && Object.hasOwn(formats, column) ? formats[column] : undefined;
  return {
    ...(decimal !== undefined && { decimal }),
    ...(thousands !== undefined && { thousands }),
    ...(dateOrder !== undefined && { dateOrder }),
    ...own
  };
}

/** The decimal mark that is given, or that a thousands mark leaves. */
export function decimalGiven({ decimal, thousands }: ColumnFormat): DecimalMark | undefined {
  if (decimal !== undefined) return decimal;
  if (thousands === '.') return ',';
  return thousands === ',' ? '.' : undefined;
}

/** The habits of the file, but for what is given for the column. */
export function habitsOfColumn(habits: FileHabits, given: ColumnFormat): FileHabits {
  const decimal = decimalGiven(given);
  return {
    ...habits,
    ...(decimal !== undefined && { decimal, isDecimalGiven: true }),
    ...(given.thousands !== undefined && { thousands: given.thousands }),
    ...(given.dateOrder !== undefined && { dateOrder: given.dateOrder }),
    ...zoneOf(given)
  };
}

/**
 * The habits of a column that has numbers written with a point for certain: no other mark reads them, not even one that is given. Texts among them
 * that are written with a comma are no numbers then, nor are those whose commas could as well be decimal marks.
 */
export const pointHabits = (habits: FileHabits): FileHabits => ({
  ...habits,
  ...(habits.decimal === ',' && { thousands: '' as const }),
  decimal: '.',
  isDecimalGiven: true
});
