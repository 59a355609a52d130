import { counted, listedNames, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const csvEmpty = () =>
  new LatheError(
    'csv-empty',
    'The file holds no records.',
    'Choose a file with a line of column names and at least one row beneath it.',
    {}
  );

export const csvNoRows = (columns: number) =>
  new LatheError(
    'csv-no-rows',
    `The file holds a header of ${counted(columns, 'name')} and no row beneath it.`,
    'Add rows, or import with the option header: false if the first line is data.',
    { columns }
  );

export const csvNotText = (what: string, hint: string) =>
  new LatheError('csv-not-text', `This is not a CSV: by its first bytes it is ${what}.`, hint, { what });

export const csvEncodingUnknown = (given: string) =>
  new LatheError(
    'csv-encoding-unknown',
    `There is no encoding called ${quoted(given)}.`,
    'Use utf-8, utf-16le, utf-16be, windows-1252 or another label of the web.',
    { given }
  );

export const csvEncodingWrong = (encoding: string, cause?: unknown) =>
  new LatheError(
    'csv-encoding-wrong',
    `The file is not ${encoding}: it holds bytes that mean nothing there.`,
    'Leave the encoding open to have it found out.',
    { encoding },
    cause
  );

export const csvDelimiterWrong = (given: string) =>
  new LatheError(
    'csv-delimiter-wrong',
    `${quoted(given)} can’t part fields.`,
    'Use one to eight characters without a quote or a line end, such as , ; | :: or a tab.',
    { given }
  );

export const csvOptionWrong = (option: string, given: unknown, expected: string) =>
  new LatheError('csv-option-wrong', `${quoted(String(given))} can’t be the option ${option}.`, `Give ${expected}.`, {
    param: option,
    given
  });

export const csvTableAbsent = (given: number, tables: number) =>
  new LatheError(
    'csv-table-absent',
    `There is no table ${given} in the file: ${tables === 1 ? 'one was' : `${tables} were`} found at its beginning.`,
    tables === 1 ? 'Leave the option table out.' : `Give a number from 1 to ${tables}.`,
    { param: 'table', given, tables }
  );

export const csvTypeUnknown = (column: string, type: string) =>
  new LatheError(
    'csv-type-unknown',
    `The column ${quoted(column)} can’t be read as ${quoted(type)}.`,
    'Use number, integer, boolean, category, text or time.',
    { column, type }
  );

export const csvColumnMissing = (missing: readonly string[], header: readonly string[]) =>
  new LatheError(
    'csv-column-missing',
    `The file lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.map((name) => quoted(name)).join(', ')}.`,
    `Its columns are: ${header.slice(0, 20).join(', ')}. Rename or add what is missing.`,
    { missing, header: header.slice(0, 100) }
  );

/** @param days what the example is with the day first, and with the month first */
export const csvDatesDoubtful = (columns: readonly string[], example: string, days: readonly [string, string]) =>
  new LatheError(
    'csv-dates-doubtful',
    `The dates of ${listedNames(columns)} can be read with the day first or with the month first: ${quoted(example)} is ${days[0]} or ${days[1]}, and nothing in the file says which.`,
    `Write the dates with the year first, such as ${days[0]}.`,
    { columns, example, days }
  );
