import { quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const taskNotOffered = (task: string, offered: readonly string[]) =>
  new LatheError(
    'task-not-offered',
    `Lathe does not do ${task} yet.`,
    `It does ${offered.join(', ')}; choose one of them, or recast the question.`,
    { task, offered }
  );

export const metricNotOffered = (metric: string, task: string, known: readonly string[]) =>
  new LatheError('metric-not-offered', `${quoted(metric)} is no metric for ${task}.`, `Use one of: ${known.join(', ')}.`, {
    metric,
    task,
    known
  });

export const positiveNotALevel = (positive: string, target: string, levels: readonly string[]) =>
  new LatheError(
    'positive-not-a-level',
    `${quoted(positive)} is no value of the target ${quoted(target)}.`,
    `Its values are: ${levels.slice(0, 20).join(', ')}.`,
    {
      positive,
      target,
      levels
    }
  );

export const targetNotUsable = (target: string, reason: string, hint: string) =>
  new LatheError('target-not-usable', `${quoted(target)} can’t be the target: ${reason}.`, hint, { target });

export const targetNotNumber = (column: string, kind: string) =>
  new LatheError(
    'target-not-number',
    `${quoted(column)} holds ${kind} values, and regression answers numbers.`,
    'Set the task to classification, or choose a column of numbers as the target.',
    { column, kind }
  );

export const targetTooManyClasses = (column: string, what: string, most: number) =>
  new LatheError(
    'target-too-many-classes',
    `${quoted(column)} holds ${what}, too many to be the names of classes (${most} at most).`,
    'Set the task to regression if they are quantities, or choose another target.',
    { column, what, most }
  );

export const problemInvalid = (field: string, reason: string, hint: string) =>
  new LatheError('problem-invalid', `The problem’s ${field} ${reason}.`, hint, { field });
