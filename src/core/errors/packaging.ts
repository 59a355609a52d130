import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const packageDamaged = (detail: string) =>
  new LatheError(
    'package-damaged',
    `The model package is damaged: ${detail}.`,
    'Use the original file, or make the package again from its run.',
    { detail }
  );

export const packageVersion = (got: unknown, known: number) =>
  new LatheError(
    'package-version',
    `The model package has format version ${String(got)}, but this Lathe reads version ${known}.`,
    'Open it with the Lathe that made it, or make the package again from its run.',
    { got, known }
  );

export const modelNameBad = (what: string, name: string) =>
  new LatheError(
    'model-name-bad',
    `${quoted(name)} can’t be ${what}: “@” and “:” part a name from its version and its alias.`,
    'Leave these two signs out.',
    { name }
  );

export const columnKindMismatch = (owner: string, column: string, got: string, accepted: readonly string[]) =>
  new LatheError(
    'column-kind-mismatch',
    `${owner} takes ${accepted.join(' or ')} columns, but ${quoted(column)} is a ${got} column there.`,
    'Choose other columns for the step, or change the type of the column.',
    { owner, column, got, accepted }
  );

export const rowsInvalid = (problems: readonly { readonly row: number; readonly column: string; readonly message: string }[]) =>
  new LatheError(
    'rows-invalid',
    `${problems.length} ${problems.length === 1 ? 'value is' : 'values are'} not what the model takes. Row ${problems[0]?.row}: ${problems[0]?.message}`,
    'Correct the values named in the list, or leave them out: a missing value is allowed.',
    { problems: problems.slice(0, 100) }
  );

export const scoreNotFinite = (row: number) =>
  new LatheError(
    'score-not-finite',
    `The model’s answer for row ${row} is not a number.`,
    'Train the model again; what it has learned holds values that are not numbers.',
    {
      row
    }
  );

export const exportDamaged = (detail: string) =>
  new LatheError('export-damaged', `The exported file is not what it should be: ${detail}.`, 'Export the model again.', { detail });

export const exportDiffers = (detail: string) =>
  new LatheError(
    'export-differs',
    `The exported file does not answer as the model does: ${detail}. It was not handed over.`,
    'Reload the app and export again.',
    { detail }
  );
