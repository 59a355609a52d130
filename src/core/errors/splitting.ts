import { quoted } from '../words.ts';
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
  new LatheError('split-column-unusable', `The column ${quoted(column)} can't divide the rows: ${reason}.`, hint, { column });

export const splitByTarget = (kind: string, column: string) =>
  new LatheError(
    'split-by-target',
    `Rows can't be divided by ${kind} of ${quoted(column)}: it is what the model should answer.`,
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
