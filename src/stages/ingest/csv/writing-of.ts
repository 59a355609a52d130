import type { ColumnWriting, CsvOptions } from '../../../core/csv-options.ts';
import type { FileHabits } from './evidence.ts';
import type { FinishedColumn } from './finish-column.ts';
import { decimalGiven, formatGiven } from './given-format.ts';
import type { DecimalMark } from './number-formats.ts';

/**
 * How the file wrote a column, as another of the same kind is to be read: marks of numbers, the order of dates, and what a person said stands for missing.
 * @param habits of the file, where it is all text; null where it says itself which of its values are numbers
 * @returns null when there is nothing to tell
 */
export function writingOf(column: FinishedColumn, options: CsvOptions, habits: FileHabits | null): ColumnWriting | null {
  const writing = {
    ...(column.kind === 'number' && numberMarks(column, options, habits)),
    ...(column.kind === 'time' && dateOrderOf(column)),
    ...(options.missing && { missing: options.missing })
  };
  return Object.keys(writing).length === 0 ? null : writing;
}

function numberMarks(column: FinishedColumn, options: CsvOptions, habits: FileHabits | null): ColumnWriting {
  const given = formatGiven(options, column.name);
  const decimal = decimalOf(column, decimalGiven(given) ?? habits?.decimal);
  const thousands = given.thousands ?? column.thousands?.mark;
  if (decimal === undefined) return {};
  return { decimal, ...(thousands !== undefined && { thousands }) };
}

function decimalOf({ format, hasPoint = false }: FinishedColumn, usual: DecimalMark | undefined): DecimalMark | undefined {
  if (format?.kind === 'number') return format.decimal;
  return hasPoint && usual !== undefined ? '.' : usual;
}

const dateOrderOf = ({ format }: FinishedColumn): ColumnWriting =>
  format?.kind === 'time' && (format.format === 'day-first' || format.format === 'month-first') ? { dateOrder: format.format } : {};
