import { counted, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const threadLost = () =>
  new LatheError(
    'thread-lost',
    'A thread that worked on this did not answer any more, so the work was given up.',
    'Try again; when it happens again, close other tabs that use much memory.',
    {}
  );

export const noTarget = () =>
  new LatheError(
    'no-target',
    'There is no target to learn.',
    'Choose the column to predict on the Problem step, or give one column the role "target".',
    {}
  );

export const labelsNotClasses = (target: string) =>
  new LatheError(
    'labels-not-classes',
    `Wrong labels are looked for among classes, and ${quoted(target)} holds no classes.`,
    'Choose a target of classes; for numbers, look at the residuals on the Evaluate step.',
    { target }
  );

export const noFeatures = () =>
  new LatheError('no-features', 'No column is left to learn from.', 'Give at least one column the role "feature".', {});

export const targetConstant = (target: string, value: string, rows: number) =>
  new LatheError(
    'target-constant',
    `The target ${quoted(target)} is ${value} in all ${rows} training rows, so there is nothing to learn.`,
    'Choose another target, or rows in which it takes at least two values.',
    { target, value, rows }
  );

/** Of classes: there are others, but not among the training rows. */
export const classWithoutTraining = (target: string, found: { readonly value: string; readonly rows: number; readonly others: string }) =>
  new LatheError(
    'target-constant',
    `The target ${quoted(target)} is ${found.value} in all ${found.rows} training rows: there are so few rows of ${found.others} that all of them were held out.`,
    `Add rows of ${found.others}, some dozens at least: fewer can’t both be learned from and judged by. Or look for unusual rows without any answers: choose anomalies as the task.`,
    { target, ...found }
  );

export const targetUnusable = (target: string, rows: number) =>
  new LatheError(
    'target-unusable',
    `The target ${quoted(target)} is missing or not finite in ${rows} of the rows to learn from.`,
    'Leave these rows out, or fill in their answers.',
    { target, rows }
  );

export const taskNotSupported = (model: string, task: string, tasks: readonly string[]) =>
  new LatheError(
    'task-not-supported',
    `${model} can’t do ${task}.`,
    `It does ${tasks.join(' and ')}; choose another model for this target.`,
    { model, task, tasks }
  );

export const featureNotNumeric = (column: string, kind: string) =>
  new LatheError(
    'feature-not-numeric',
    `The feature ${quoted(column)} is ${kind}, but this model takes numbers only.`,
    'Add a one-hot or ordinal step to the recipe.',
    {
      column,
      kind
    }
  );

export const featureMissing = (column: string, missing: number) =>
  new LatheError(
    'feature-missing',
    `The feature ${quoted(column)} has ${missing} missing values, which this model can’t take.`,
    'Add an impute step to the recipe, or use boosting, which takes missing values as they are.',
    { column, missing }
  );

export const featureUnusable = (column: string, kind: string) =>
  new LatheError(
    'feature-unusable',
    `The feature ${quoted(column)} is ${kind}, which this model can’t read.`,
    `Add a recipe step that turns ${kind} columns into numbers, or give the column the role "ignore".`,
    { column, kind }
  );

export const featureInfinite = (column: string, count: number) =>
  new LatheError(
    'feature-infinite',
    `The feature ${quoted(column)} has ${count} infinite values.`,
    'Look for a division by zero where the column was made; mark these values as missing or clip them.',
    { column, count }
  );

export const tooManyRows = (model: string, rows: number, most: number) =>
  new LatheError(
    'too-many-rows',
    `${model} learns from at most ${counted(most, 'row')}, and there are ${counted(rows, 'row')}: more would take very long.`,
    'Take a sample of the rows, use boosting, or a linear model over random waves (a step of the recipe): these take any number.',
    { model, rows, most }
  );

export const covarianceUnusable = () =>
  new LatheError(
    'covariance-unusable',
    'The rows are too much alike for this covariance: it cannot be solved.',
    'Raise noiseLevel, or scale the features (a scale step does it).',
    {}
  );

export const featureNegative = (column: string, count: number) =>
  new LatheError(
    'feature-negative',
    `The feature ${quoted(column)} is below 0 in ${count} rows, so it can’t be a count.`,
    'Set distribution to gaussian, or take out of the recipe what moves counts below 0 (a scale step does).',
    { column, count }
  );

export const featureOverflow = (what: string) =>
  new LatheError(
    'numbers-too-large',
    `${what} grew beyond what a number can hold.`,
    'Scale the features and the target (a scale step does it), or clip extreme values.',
    {
      what
    }
  );

export const numberOutOfReach = (column: string, value: number, largest: number) =>
  new LatheError(
    'number-out-of-reach',
    `${quoted(column)} holds ${value}, and of numbers beyond ${largest} no mean or spread can be taken.`,
    'Mark such values as missing, or bring the column into another unit with a formula.',
    { column, value }
  );

export const weightsUnusable = (reason: string) =>
  new LatheError(
    'weights-unusable',
    `The row weights can’t be used: ${reason}.`,
    'Weights are finite, not negative, and at least two rows need one above zero.',
    { reason }
  );

export const targetOutsideDistribution = (target: string, distribution: string, allowed: string, rows: number) =>
  new LatheError(
    'target-outside-distribution',
    `The target ${quoted(target)} is not ${allowed} in ${rows} of the training rows, which a ${distribution} distribution can’t give.`,
    'Choose the distribution "auto" or "normal", another kind of model, or leave these rows out.',
    { target, distribution, rows }
  );

export const forestTooLarge = (nodes: number, trees: number) =>
  new LatheError(
    'forest-too-large',
    `After ${trees} trees the forest has ${nodes} nodes, more than a model can hold here.`,
    'Raise minSamplesLeaf, set maxDepth, or lower nEstimators.',
    { nodes, trees }
  );

export const ordersOnly = (model: string, metric: string, use: string) =>
  new LatheError(
    'orders-only',
    `With this loss ${model} puts rows in order and says no values, so ${quoted(metric)} can’t judge it.`,
    `Set the project’s metric to ${quoted(use)}, or choose another loss.`,
    { model, metric, use }
  );

export const metricNeedsGroups = (metric: string) =>
  new LatheError(
    'metric-needs-groups',
    `${quoted(metric)} judges the order of rows within groups, and the project is not divided by group.`,
    'Divide by the column that says which rows are one list, or choose another metric.',
    { metric }
  );

export const editNotRead = (reason: string) =>
  new LatheError(
    'edit-not-read',
    `The edits of the shapes can’t be used: ${reason}.`,
    'Write them as a list such as [{"feature": "age", "do": "set", "value": 0, "from": 30, "to": 40}], or edit the shapes on the run.',
    { reason }
  );

export const tooManyFeatures = (model: string, features: number, most: number) =>
  new LatheError(
    'too-many-features',
    `${model} learns from at most ${most} features, and after the recipe there are ${features}.`,
    'Leave columns out of the recipe, or use boosting, which takes any number.',
    { model, features, most }
  );

export const ensembleUnfit = (reason: string) =>
  new LatheError(
    'ensemble-unfit',
    `No ensemble can be made of this: ${reason}.`,
    'Give it two or more finished runs of the same data and division, cross-validated over the same folds.',
    { reason }
  );
