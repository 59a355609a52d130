import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const runNotDone = (label: string, status: string) =>
  new LatheError('run-not-done', `The run of ${label} is ${status}, so there is no model to look at.`, 'Choose a run that is done.', {
    label,
    status
  });

export const differentRows = (first: number, second: number) =>
  new LatheError(
    'different-rows',
    `The two results are not of the same rows (${first} and ${second}), so they can’t be compared row by row.`,
    'Evaluate both models on the same part of the same split.',
    { first, second }
  );

export const needsTwoClasses = (what: string, classes: number) =>
  new LatheError(
    'needs-two-classes',
    `${what} takes two classes with one of them positive, but there are ${classes}${classes === 2 ? ' and neither is positive' : ''}.`,
    'Choose the positive class on the Problem page, or look at one class against the rest.',
    { classes }
  );

export const groupLengths = (attribute: string, rows: number, groups: number) =>
  new LatheError(
    'group-lengths',
    `The groups by ${quoted(attribute)} cover ${groups} rows, but ${rows} were judged.`,
    'Take the groups from the rows that were judged.',
    {
      attribute,
      rows,
      groups
    }
  );

export const columnNotVaried = (column: string, kind: string) =>
  new LatheError(
    'column-not-varied',
    `The column ${quoted(column)} is ${kind}, which has no range to vary over.`,
    'Choose a number, category or time column.',
    {
      column,
      kind
    }
  );

export const explanationUnknown = (method: string, known: readonly string[]) =>
  new LatheError('explanation-unknown', `There is no explanation called ${quoted(method)}.`, `Use one of: ${known.join(', ')}.`, {
    method,
    known
  });

export const groupsUnusable = (column: string, kind: string) =>
  new LatheError(
    'groups-unusable',
    `${quoted(column)} is ${kind}, which does not divide people into groups.`,
    'Choose a category, or a column of numbers.',
    {
      column,
      kind
    }
  );

export const notATree = (label: string) =>
  new LatheError('not-a-tree', `${label} is no decision tree, so there are no questions to show.`, 'Choose a run of the model "tree".', {
    label
  });

export const explanationNotForImages = (column: string) =>
  new LatheError(
    'explanation-not-for-images',
    `${quoted(column)} holds images, whose pixels are no columns that could be known or not.`,
    'Explain a model of numbers, categories, times or texts.',
    { column }
  );

export const explanationNotForModel = (method: string, model: string, models: string) =>
  new LatheError(
    'explanation-not-for-model',
    `${quoted(method)} does not work for ${quoted(model)}: it reads ${models}.`,
    'Use "shap", which takes the way that fits the model.',
    { method, model }
  );

export const classNotLearned = (label: string, labels: readonly string[]) =>
  new LatheError('class-not-learned', `The model does not know the class ${quoted(label)}.`, `Choose one of: ${labels.join(', ')}.`, {
    label,
    labels
  });

export const nothingWanted = () =>
  new LatheError(
    'nothing-wanted',
    'It was not said which answer the changes should lead to.',
    'Give "to" with the name of a class, or for a number "atLeast", "atMost" or both.',
    {}
  );

export const alreadyAnswered = (wanted: string) =>
  new LatheError(
    'already-answered',
    `The model answers this row ${wanted} as it is, so there is nothing to change.`,
    'Ask for another answer, or choose another row.',
    { wanted }
  );

export const noDirection = (column: string) =>
  new LatheError(
    'no-direction',
    `${quoted(column)} has no order, so it can’t be let go up or down only.`,
    'Let it change freely, or keep it as it is.',
    { column }
  );

export const sameColumnTwice = (column: string) =>
  new LatheError('same-column-twice', `${quoted(column)} was given as both columns of a pair.`, 'Choose two different columns.', {
    column
  });

export const nothingSetsApart = () =>
  new LatheError(
    'nothing-sets-apart',
    'All training rows have in every column what this row has, so there is nothing around it to look at.',
    'Explain a model whose columns vary.',
    {}
  );

export const explanationNeedsImages = (columns: readonly string[]) =>
  new LatheError(
    'explanation-needs-images',
    'This explanation draws on a picture, and the model is given none.',
    'Use "shap", "lime" or "anchor" for a model of numbers, categories, times or texts.',
    { columns }
  );

export const behindUnknown = (what: string, why: string) =>
  new LatheError(
    'behind-unknown',
    `There are no rows behind ${quoted(what)}: ${why}.`,
    'Ask for a number that stands in the report of this run: a cell, a class, a condition of its slices, a stretch of its curves, a node of its error tree.',
    { what }
  );

export const stressNotForModel = (kind: string, columns: readonly string[]) =>
  new LatheError(
    'stress-not-for-model',
    `${quoted(kind)} breaks none of the columns this model is asked with.`,
    `Choose another kind of stress; the model takes: ${columns.slice(0, 10).join(', ')}.`,
    { kind, columns }
  );

export const attackNeedsClasses = () =>
  new LatheError(
    'attack-needs-classes',
    'This run answers with a number, and an attack looks for another class.',
    'Ask “stress” how far numbers are thrown off, or attack a run of a classification.',
    {}
  );

export const attackNotOnColumn = (column: string, kind: string) =>
  new LatheError(
    'attack-not-on-column',
    `${quoted(column)} is ${kind}, which can’t be changed by a little.`,
    'Choose columns of numbers, or categories, which may become any level that is known.',
    { column, kind }
  );

export const nothingToAttack = (reason: string) =>
  new LatheError('nothing-to-attack', `There is nothing to attack: ${reason}.`, 'Choose other columns, or another run.', { reason });
