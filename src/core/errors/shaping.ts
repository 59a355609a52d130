import { grouped, listedNames, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const expressionInvalid = (what: string, at: { readonly from: number; readonly to: number }, hint: string, nearest: string | null) =>
  new LatheError('expression-invalid', `${what} (position ${at.from + 1}).`, hint, {
    from: at.from,
    to: at.to,
    nearest
  });

export const shapeStepInvalid = (kind: string, problem: string, hint: string) =>
  new LatheError('shape-step-invalid', `The step ${quoted(kind)} can’t be done: ${problem}.`, hint, { kind });

export const joinKeysDiffer = (left: string, leftType: string, right: string, rightType: string) =>
  new LatheError(
    'join-keys-differ',
    `The key ${quoted(left)} is of the type ${leftType} and ${quoted(right)} of the type ${rightType}: no row would match.`,
    'Give one of the two another type on Data, or derive a column with toText(x) or toNumber(text) first.',
    { left, right, leftType, rightType }
  );

export const tableTooLarge = (what: string, rows: number, most: number) =>
  new LatheError(
    'table-too-large',
    `${what} would make ${grouped(rows)} rows; ${grouped(most)} are the most.`,
    'Filter or group the tables first, or join by keys that are unique on one side.',
    { rows, most }
  );

export const shapeLeavesNothing = (said: string) =>
  new LatheError(
    'shape-leaves-nothing',
    `The new version would have no rows: ${said}`,
    'Loosen the condition, or check how the values are written: letters and spaces count. Nothing was made.',
    { said }
  );

export const versionInUse = (version: string, users: readonly string[]) =>
  new LatheError(
    'version-in-use',
    `${version} can’t be removed: ${users.join('; ')}.`,
    'What needs a version keeps it. Remove what is named first, or leave the version: what it shares with others takes no room of its own.',
    { version, users }
  );

export const tagInvalid = (tag: string) =>
  new LatheError('tag-invalid', `${quoted(tag)} can’t be a tag.`, 'Use 1 to 60 letters, for example "before cleaning".', { tag });

export const diffKeyUnusable = (columns: readonly string[], problem: string) =>
  new LatheError(
    'diff-key-unusable',
    `Rows can’t be told apart by ${listedNames(columns)}: ${problem}.`,
    'Choose columns that name each row, or compare the rows by their content.',
    { columns }
  );
