import type { CsvOptions } from '../../../core/csv-options.ts';
import type { DateQuestion } from '../../../core/date-question.ts';
import { dayText } from '../../../core/time-text.ts';
import type { FileHabits } from './evidence.ts';
import type { FinishedColumn } from './finish-column.ts';
import { readTime } from './time-formats.ts';

/** What a person is asked of the dates of a file; null where a column leaves no doubt, or no date is read in two ways. */
export function askDateOrder(columns: readonly FinishedColumn[], habits: FileHabits, options: CsvOptions): DateQuestion | null {
  if (habits.dateOrder !== undefined && options.dateOrder === undefined) return null;
  const doubtful = columns.filter(
    ({ name, evidence, type }) => type === 'time' && evidence?.times.doubtful != null && options.formats?.[name]?.dateOrder === undefined
  );
  const [first] = doubtful;
  if (first?.format?.kind !== 'time') return null;
  const example = first.evidence!.times.doubtful!;
  return {
    columns: doubtful.map(({ name }) => name),
    example,
    dayFirst: dayText(readTime(example, 'day-first')),
    monthFirst: dayText(readTime(example, 'month-first')),
    reading: first.format.format === 'month-first' ? 'month-first' : 'day-first',
    isAnswered: options.dateOrder !== undefined
  };
}
