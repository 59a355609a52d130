import { counted, quoted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const noTimeColumn = (target: string) =>
  new LatheError(
    'no-time-column',
    `No column says when the values of ${quoted(target)} were, so there is nothing to forecast from.`,
    'Give a column of dates or times the role "time" on the Data step.',
    { target }
  );

export const targetNotANumber = (target: string, kind: string) =>
  new LatheError(
    'forecast-not-numeric',
    `${quoted(target)} is ${kind}, and only numbers can be forecast.`,
    'Choose a column of numbers as the target, or count its classes by day first (Change the table, on the Data step).',
    { target, kind }
  );

/** @param what whose values: the target, or one series of it */
export const seriesTooShort = (what: string, steps: number, fewest: number) =>
  new LatheError(
    'series-too-short',
    `${what} has ${counted(steps, 'step')}, and forecasting takes at least ${fewest}.`,
    'Bring in a longer history, forecast fewer steps ahead, or group the rows into shorter steps.',
    { steps, fewest }
  );

export const stepsUneven = (moments: number, steps: number) =>
  new LatheError(
    'steps-uneven',
    `${counted(moments, 'moment')} are spread over ${counted(steps, 'step')} of time: most steps have no value.`,
    'Group the rows by day, week or month first (Change the table, on the Data step), or choose another column of times.',
    { moments, steps }
  );

export const seriesInfinite = (target: string, count: number) =>
  new LatheError(
    'series-infinite',
    `${quoted(target)} is infinite in ${counted(count, 'row')}.`,
    'Look for a division by zero where the column was made; mark these values as missing.',
    { target, count }
  );

export const needsPositive = (method: string, lowest: number) =>
  new LatheError(
    'needs-positive-values',
    `${method} multiplies, so it takes values above 0, and the lowest one is ${lowest}.`,
    'Choose an additive form (or leave the choice to the fit), or add a constant to the column.',
    { method, lowest }
  );

export const noSeasonToUse = (method: string) =>
  new LatheError(
    'no-season',
    `${method} needs a season, and none was found in this history.`,
    'Say how many steps a season has (period), or choose a form without a season.',
    { method }
  );

export const seriesUnforecastable = (method: string) =>
  new LatheError(
    'series-unforecastable',
    `No form of ${method} could be fitted to this history.`,
    'Look at it for jumps and extreme values, or choose another method; the seasonal naive one always works.',
    { method }
  );

export const noOrigins = (steps: number, horizon: number, fewest: number) =>
  new LatheError(
    'no-origins',
    `${counted(steps, 'step')} of history leave no room to try forecasts of ${counted(horizon, 'step')}: that takes at least ${fewest + horizon}.`,
    'Forecast fewer steps ahead (horizon), or bring in a longer history.',
    { steps, horizon, fewest }
  );

export const originsDiffer = (first: string, second: string) =>
  new LatheError(
    'origins-differ',
    `${first} and ${second} were not judged from the same moments.`,
    'Compare runs of the same data, with the same target, horizon, season and series; train one of them anew where these were changed.',
    { first, second }
  );

export const tooManySeries = (column: string, count: number, most: number) =>
  new LatheError(
    'too-many-series',
    `${quoted(column)} names ${counted(count, 'series', 'series')}, and at most ${counted(most, 'series', 'series')} are forecast at once.`,
    'Filter the table to those that matter, or group them.',
    { column, count, most }
  );

export const notAForecast = (model: string, task: string) =>
  new LatheError(
    'not-a-forecast',
    `${model} is a run for ${task}, and only runs for forecasting say what is to come.`,
    'Set the task to forecasting and train a model for it.',
    { model, task }
  );
