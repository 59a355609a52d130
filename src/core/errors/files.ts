import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const fileUnknown = (name: string, found: string) =>
  new LatheError(
    'file-unknown',
    `"${name}" is no table that Lathe reads: ${found}.`,
    'Give CSV, TSV, JSON or JSON lines, Parquet, Arrow or Feather, XLSX, or a gzip or zip of one of them.',
    { name }
  );

export const otherFile = (name: string) =>
  new LatheError(
    'import-other-file',
    `This is not the file whose import was cut off: it has another name, size, time of change, beginning or end than ${quoted(name)} had.`,
    'Choose that file. To read this one, import it as a new one.',
    { name }
  );

export const unfinishedGone = () =>
  new LatheError(
    'import-not-unfinished',
    'This import has nothing left to go on from: it was given up, has ended, or goes on in another tab.',
    'Import the file again.'
  );

export const zipOfImages = (name: string) =>
  new LatheError('zip-of-images', `"${name}" is a zip of pictures, not of tables.`, 'Import it as images.', { name });

export const fileDamaged = (format: string, detail: string, cause?: unknown) =>
  new LatheError(
    'file-damaged',
    `The ${format} file can’t be read: ${detail}.`,
    'Nothing was stored. Copy or download the file again; if that does not help, save it anew with the program that made it.',
    { format, detail },
    cause
  );

export const fileNotSupported = (format: string, what: string, hint: string) =>
  new LatheError('file-not-supported', `The ${format} file holds something Lathe does not read: ${what}.`, hint, { format, what });

export const fileNoRows = (format: string, columns: number) =>
  new LatheError(
    'file-no-rows',
    `The ${format} file has ${columns === 0 ? 'no columns and no rows' : `${columns} columns but no row`}.`,
    'Give a file with at least one row.',
    { format, columns }
  );

export const fileTooWide = (most: number) =>
  new LatheError(
    'file-too-wide',
    `The table has more than ${most.toLocaleString('en-US')} columns.`,
    'Keep the columns that matter, or turn the table on its side: one row for each thing that is measured.',
    { most }
  );

export const fileTooLarge = (what: string, limit: string, hint: string) =>
  new LatheError('file-too-large', `${what}; the most that is read is ${limit}.`, hint, { what, limit });

export const tableNotFound = (name: string, known: readonly string[]) =>
  new LatheError(
    'table-not-found',
    `There is no table called "${name}" in the file.`,
    `Use one of: ${known
      .slice(0, 20)
      .map((table) => `"${table}"`)
      .join(', ')}.`,
    { name, known }
  );

export const nothingToExport = (name: string, version: number) =>
  new LatheError(
    'nothing-to-export',
    `Version ${version} of ${quoted(name)} has no rows, so there is nothing to save.`,
    'Choose a version with rows in the list of versions on Data, or bring an earlier one back.',
    { name, version }
  );

export const tableExportDiffers = (format: string, what: string) =>
  new LatheError(
    'table-export-differs',
    `The ${format} file was written and read back, and it is not the same data: ${what}.`,
    'The file was thrown away. Save the data as CSV instead.',
    { format, what }
  );
