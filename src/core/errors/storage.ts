import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const storageFull = (cause: unknown) =>
  new LatheError(
    'storage-full',
    'The browser refused to store more: the space it gives this site is used up.',
    'Remove a project you no longer need, or free disk space, and try again. Nothing was half-written.',
    {},
    cause
  );

export const storageUnavailable = (cause: unknown) =>
  new LatheError(
    'storage-unavailable',
    `The browser’s database can’t be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Reload the page. In a private window, use a normal one; if the site data were just cleared, import the project again.',
    {},
    cause
  );

export const tabOutdated = (known: number, stored: number) =>
  new LatheError(
    'tab-outdated',
    `A newer Lathe (data format ${stored}) is open in another tab; this one (format ${known}) can only read.`,
    'Reload this tab.',
    { known, stored }
  );

export const dataDamaged = (what: string, id: string, cause?: unknown) =>
  new LatheError(
    'data-damaged',
    `${what} ${quoted(id.slice(0, 12))} is gone or was changed on the disk.`,
    'Import the data again, or restore the project from an archive.',
    { what, id },
    cause
  );

export const recordInvalid = (kind: string, problem: string) =>
  new LatheError(
    'record-invalid',
    `A ${kind} record was refused: ${problem}.`,
    'This is a fault in Lathe or in the archive; nothing was stored.',
    { kind, problem }
  );

export const importEnded = () =>
  new LatheError('import-ended', 'This import was already committed or abandoned.', 'Start the import again.');
