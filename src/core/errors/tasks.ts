import { counted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const notForTask = (what: string, task: string) =>
  new LatheError(
    'not-for-this-task',
    `${what} needs an answer to learn for every row, and ${task} has none.`,
    'Read what a run found with results(runId), or on the Evaluate step; or set the task to classification or regression.',
    { what, task }
  );

export const optionNotForTask = (option: string, task: string) =>
  new LatheError('option-not-for-task', `A training for ${task} takes no ${option}.`, `Leave ${option} out.`, { option, task });

export const searchNotForTask = (task: string) =>
  new LatheError(
    'search-not-for-task',
    `Settings for ${task} can’t be searched: no score says which of them is right.`,
    'Train runs with settings of your own, and look at what they found on the Evaluate step.',
    { task }
  );

export const modelOfOtherTask = (model: string, can: string, task: string) =>
  new LatheError(
    'model-of-other-task',
    `${model} does ${can}, and this project is about ${task}.`,
    `Choose a model that models() lists, or set the task to ${can}.`,
    { model, can, task }
  );

export const cannotScore = (model: string) =>
  new LatheError(
    'model-cannot-score',
    `${model} can’t answer a row by itself, so there is nothing to hand on.`,
    'Read and save what it found on the Evaluate step, or with results(runId); or train a model of this task that can answer new rows.',
    { model }
  );

export const noFindings = (model: string, task: string) =>
  new LatheError(
    'no-findings',
    `${model} is a run for ${task}, and only clustering, anomaly detection, forecasting and recommendation keep findings.`,
    'Use evaluate(runId) for it.',
    { model, task }
  );

export const rowsTooMany = (model: string, rows: number, most: number) =>
  new LatheError(
    'task-rows-too-many',
    `${model} takes at most ${counted(most, 'row')}, and there are ${counted(rows, 'row')}: more would need too much time or memory.`,
    'Take a sample of the rows on the Data step, or choose another model of this task.',
    { model, rows, most }
  );
