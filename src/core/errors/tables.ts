import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const columnNotFound = (column: string, known: readonly string[]) =>
  new LatheError('column-not-found', `There is no column ${quoted(column)}.`, `The columns are: ${known.slice(0, 20).join(', ')}.`, {
    column,
    known
  });

export const columnTypeImpossible = (column: string, from: string, to: string, why: string) =>
  new LatheError(
    'column-type-impossible',
    `The ${from} column ${quoted(column)} can’t become ${to}: ${why}.`,
    'Leave the type, or give it when importing the file again.',
    {
      column,
      from,
      to
    }
  );

export const columnChangeUnknown = (what: string, given: string, known: readonly string[]) =>
  new LatheError('column-change-unknown', `There is no ${what} called ${quoted(given)}.`, `Use one of: ${known.join(', ')}.`, {
    given,
    known
  });

export const ruleInvalid = (column: string, kind: string, expected: string) =>
  new LatheError('rule-invalid', `The rule ${quoted(kind)} on ${quoted(column)} needs ${expected}.`, `Give ${expected} as its value.`, {
    column,
    kind
  });

export const shapeMismatch = (what: string, expected: number, got: number) =>
  new LatheError('shape-mismatch', `${what}: expected ${expected}, got ${got}.`, 'Use the columns the model was trained on.', {
    expected,
    got
  });

export const tooFewRows = (have: number, need: number, doing: string) =>
  new LatheError(
    'too-few-rows',
    `${doing} needs at least ${need} rows, but this selection has ${have}.`,
    'Add rows, widen the filter, or choose a smaller test share.',
    { have, need }
  );

export const geoPairWrong = (latitude: string, longitude: string, why: string): LatheError =>
  new LatheError(
    'geo-pair-wrong',
    `${quoted(latitude)} and ${quoted(longitude)} can’t be taken for places: ${why}.`,
    'Give a column of latitudes and one of longitudes, in degrees.'
  );

export const columnZoneWrong = (column: string, why: string): LatheError =>
  new LatheError(
    'column-zone-wrong',
    `${quoted(column)} can’t be given that zone: ${why}.`,
    'Name a zone of the tz database, such as Europe/Berlin or UTC.',
    { column }
  );

export const columnUnitWrong = (column: string, why: string): LatheError =>
  new LatheError(
    'column-unit-wrong',
    `${quoted(column)} can’t be given that unit: ${why}.`,
    'Write it as it would stand behind a number: kg, km/h.',
    {
      column
    }
  );

export const levelOrderWrong = (column: string, problem: string, labels: readonly string[]) =>
  new LatheError(
    'level-order-wrong',
    `The levels of ${quoted(column)} can’t stand in that order: ${problem}.`,
    `Name each level once, from least to most: ${labels.slice(0, 20).join(', ')}.`,
    { column, labels }
  );
