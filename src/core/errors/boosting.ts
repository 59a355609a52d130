import { nearestName } from '../nearest-name.ts';
import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const constraintNotRead = (param: string, part: string, example: string) =>
  new LatheError('constraint-not-read', `${quoted(part)} can’t be read as a part of ${quoted(param)}.`, `Write it like this: ${example}.`, {
    param,
    part
  });

export const constraintFeatureUnknown = (name: string, known: readonly string[]) => {
  const nearest = nearestName(name, known);
  return new LatheError(
    'constraint-feature-unknown',
    `There is no feature called ${quoted(name)}, which a constraint names.`,
    nearest === null
      ? `Features are named as they leave the recipe: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' and others' : ''}.`
      : `Did you mean ${quoted(nearest)}? Features are named as they leave the recipe.`,
    { name, nearest }
  );
};

export const trendTwice = (name: string) =>
  new LatheError('trend-twice', `${quoted(name)} stands under monotone twice.`, 'Name each feature once, with + or with -.', { name });

export const trendOfCategory = (name: string) =>
  new LatheError(
    'trend-of-category',
    `${quoted(name)} holds categories, which have no order that an answer could rise with.`,
    'Name number features only under monotone, or encode this one as numbers in the recipe.',
    { name }
  );

export const trendOfClasses = () =>
  new LatheError(
    'trend-of-classes',
    'With three classes or more there is no one score that could rise or fall with a feature.',
    'Leave monotone empty, or make the target a number or two classes.',
    {}
  );

/** @param needs "0 or more" */
export const targetOutsideLoss = (target: string, loss: string, needs: string, rows: number) =>
  new LatheError(
    'target-outside-loss',
    `The loss ${quoted(loss)} is for targets of ${needs}, and ${quoted(target)} is not in ${rows} of the rows to learn from.`,
    'Choose the loss squared_error, or leave these rows out.',
    { target, loss, rows }
  );

export const listsMissing = (loss: string) =>
  new LatheError(
    'lists-missing',
    `The loss ${quoted(loss)} orders the rows of each group, and the project is not divided by groups.`,
    'Divide the project by the column that says which rows are one list: a query, a user, a race.',
    { loss }
  );
