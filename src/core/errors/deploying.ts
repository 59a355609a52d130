import { listed, quoted } from '../words.ts';
import type { ColumnWriting } from '../csv-options.ts';
import type { UnitDifference } from '../unit-difference.ts';
import { LatheError } from './lathe-error.ts';

export const deploymentNameBad = (name: string) =>
  new LatheError(
    'deployment-name-bad',
    `${quoted(name)} can’t stand in an address.`,
    'Use letters, digits, dots, hyphens and underscores, at most 63, beginning with a letter or a digit.',
    { name }
  );

export const deploymentExists = (name: string) =>
  new LatheError(
    'deployment-exists',
    `A deployment called ${quoted(name)} is already there.`,
    'Choose another name, or update the one that is there.',
    { name }
  );

export const nothingToRollBack = (name: string) =>
  new LatheError(
    'nothing-to-roll-back',
    `${quoted(name)} has answered with one model only.`,
    'There is nothing to go back to until another model was put behind it. If it answers with an alias, move the alias back on the Package step.',
    { name }
  );

export const shareOutOfRange = (share: number) =>
  new LatheError('share-out-of-range', `A share must be from 0 to 1, but it is ${share}.`, 'Write a tenth as 0.1.', { share });

export const labelsInvalid = (id: string) =>
  new LatheError(
    'labels-invalid',
    `The true answer of prediction ${id} is not a text, a number, or true or false.`,
    'Leave out the ones that are not known yet.',
    {
      id
    }
  );

export const labelsImpossible = (bad: number, all: number, reasons: string, hint: string) =>
  new LatheError('labels-impossible', `${bad} of ${all} true answers can’t be: ${reasons}. None was joined.`, hint, { bad, all });

export interface WrittenOtherwise {
  readonly column: string;
  /** A value that can't be read as the training file wrote them. */
  readonly example: string;
  readonly written: ColumnWriting;
}

/** Read by the wrong marks 1.234 is 1234, so nobody guesses. */
export const batchWrittenOtherwise = (columns: readonly WrittenOtherwise[]): LatheError =>
  new LatheError(
    'batch-written-otherwise',
    `The table writes ${listed(
      columns.map(
        ({ column, example, written }) =>
          `${quoted(column)} otherwise (${quoted(example)}) than the training file (${writingWords(written)})`
      ),
      3
    )}. Nothing was answered.`,
    "Write it as the training file was; or have it read by its own marks, with the option marks: 'file'.",
    { columns }
  );

const writingWords = ({ decimal, thousands = decimal === ',' ? '.' : ',', dateOrder }: ColumnWriting): string => {
  if (dateOrder !== undefined) return dateOrder === 'day-first' ? 'the day first' : 'the month first';
  return `such as 1${thousands}234${decimal ?? '.'}5`;
};

/** Nothing is converted before a person said that the names tell the truth. */
export const batchUnitsDiffer = (differences: readonly UnitDifference[]): LatheError => {
  const said = differences.map(({ input, unit, column, given }) =>
    input === column
      ? `${quoted(column)}, whose name says ${given}, where the model takes it in ${unit}`
      : `${quoted(column)} (${given}) where the model takes ${quoted(input)} (${unit})`
  );
  return new LatheError(
    'batch-units-differ',
    `The table has ${listed(said, 3)}. Nothing was answered.`,
    `If the names are right, have the numbers converted: with the option units: 'convert'. Else ${
      differences.some(({ input, column }) => input === column)
        ? "say that they are in the model’s units: with units: 'trained'"
        : 'rename the columns'
    }.`,
    { differences }
  );
};
