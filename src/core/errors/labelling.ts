import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const labelsNeedCategory = (column: string, type: string) =>
  new LatheError(
    'labels-need-category',
    `${quoted(column)} holds values of the type ${type}; labels are classes.`,
    'Give the column the type category on Data, or label into a new column.',
    { column, type }
  );

export const labelNotKept = (reason: string) =>
  new LatheError('label-not-kept', `The labels were not kept: ${reason}.`, 'None of them was kept. Mend it and give them again.', {
    reason
  });

export const tooFewLabels = (have: number, classes: number) =>
  new LatheError(
    'too-few-labels',
    `${have} ${have === 1 ? 'row has' : 'rows have'} a label, of ${classes} ${classes === 1 ? 'class' : 'classes'}: nothing can be learned from that.`,
    'Label at least two rows of at least two classes first.',
    { have, classes }
  );

export const nothingToCommit = () =>
  new LatheError(
    'nothing-to-commit',
    'No label is there that the data do not have already.',
    'Label some rows, or resolve the conflicts.',
    {}
  );

export const noTwoAnswers = (labellers: number) =>
  new LatheError(
    'no-two-answers',
    labellers < 2 ? 'Only one labeller has answered so far.' : 'No row was answered by two labellers.',
    'Let a second person label the same rows: choose another name, and the rows others answered.',
    { labellers }
  );

export const levelNeedsNumbers = (label: string) =>
  new LatheError(
    'level-needs-numbers',
    `${quoted(label)} is no number, so labels have no distances.`,
    'Measure agreement as nominal, or as ordinal where the labels have an order.',
    { label }
  );
