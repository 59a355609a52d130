import { counted, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const sharesInvalid = (shares: Readonly<Record<string, number>>) =>
  new LatheError(
    'shares-invalid',
    `The shares ${Object.entries(shares)
      .map(([part, share]) => `${part} ${share}`)
      .join(', ')} do not divide the rows.`,
    'Give each part a share from 0 to 1, training above 0, so that they add up to 1: 0.7, 0.15 and 0.15, for example.',
    { shares }
  );

export const splitNeedsColumn = (kind: string, role: string) =>
  new LatheError(
    'split-needs-column',
    `A ${kind} split needs a column to divide by.`,
    `Name the column, or give one the role ${quoted(role)}.`,
    {
      kind,
      role
    }
  );

export const splitColumnUnusable = (column: string, reason: string, hint: string) =>
  new LatheError('split-column-unusable', `The column ${quoted(column)} can’t divide the rows: ${reason}.`, hint, { column });

export const splitByTarget = (kind: string, column: string) =>
  new LatheError(
    'split-by-target',
    `Rows can’t be divided by ${kind} of ${quoted(column)}: it is what the model should answer.`,
    'Choose another column, or stratify.',
    {
      kind,
      column
    }
  );

export const tooFewGroups = (column: string, have: number, need: number, doing: string) =>
  new LatheError(
    'too-few-groups',
    `${doing} needs at least ${need} different values of ${quoted(column)}, but there are ${have}.`,
    'Ask for fewer parts or folds, or divide by another column.',
    {
      column,
      have,
      need
    }
  );

export const partEmpty = (part: string) =>
  new LatheError(
    'part-empty',
    `The ${part} part has no rows.`,
    'Choose a split that gives it some, or look at the cross-validated scores.',
    { part }
  );

/** Which kinds take a field, for the hint. */
const takenBy: Readonly<Record<string, string>> = {
  columns: 'Use "stratified" or "group", or leave "columns" out.',
  embargo: 'Cross-validate by "time" with learnFrom "around", or leave "embargo" out.'
};

export const splitFieldUnused = (kind: string, field: string) =>
  new LatheError(
    'split-field-unused',
    `A ${kind} split has no use for ${quoted(field)}.`,
    takenBy[field] ?? `Use "time", or leave ${quoted(field)} out.`,
    { kind, field }
  );

export const purgeNeedsColumn = (field: string) =>
  new LatheError(
    'purge-needs-column',
    `The rows have an order but no times, so nothing says which lie within a ${field} of each other.`,
    'Name a time column, or use gap, which counts rows.',
    { field }
  );

export const gapTooLong = (part: string, rows: number, field: string) =>
  new LatheError(
    'gap-too-long',
    `With this gap and purge, none of the ${counted(rows, 'row')} of ${part} is left.`,
    'Make the gap or the purge shorter, give that part a larger share, or ask for fewer folds.',
    { part, rows, field }
  );
