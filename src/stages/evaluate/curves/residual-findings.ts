import type { NumberOutcome } from '../../../core/outcome.ts';
import { deviation, orderOf } from '../../../core/stats.ts';
import { breuschPagan, durbinWatson, jarqueBera, ljungBox } from '../../../kernels/residual-tests.ts';
import { sayNumber } from '../words.ts';

/** What a test says of the errors of a model of numbers. */
export interface ResidualFinding {
  readonly id: 'spread' | 'shape' | 'order';
  readonly test: string;
  readonly statistic: number;
  readonly pValue: number;
  readonly sentence: string;
}

const FEWEST = 20;
const LAGS = 10;

/** Whether errors grow with the prediction, are spread as a bell, and, where rows stand in the order of time, go with those before them; none on few rows. */
export function residualFindings(outcome: NumberOutcome): ResidualFinding[] {
  const { actual, predicted, kinship } = outcome;
  const errors = actual.map((value, row) => value - predicted[row]!);
  if (errors.length < FEWEST || !(deviation(errors) > 0)) return [];
  const order = kinship?.kind === 'order' ? orderOf(kinship.at) : null;
  return [spreadOf(errors, predicted), shapeOf(errors), ...(order ? [orderOfErrors(Float64Array.from(order, (row) => errors[row]!))] : [])];
}

const sayP = (pValue: number) => `p ${pValue < 0.001 ? 'under 0.001' : `= ${pValue.toFixed(3)}`}`;

function spreadOf(errors: Float64Array, predicted: Float64Array): ResidualFinding {
  const { statistic, pValue, slope } = breuschPagan(errors, predicted);
  const test = 'Breusch-Pagan, studentised';
  const about = { id: 'spread', test, statistic, pValue } as const;
  if (Number.isNaN(pValue)) return { ...about, sentence: 'Every prediction is the same, so whether errors grow with it can’t be asked.' };
  if (pValue >= 0.05)
    return {
      ...about,
      sentence: `The errors neither grow nor shrink with the prediction, as far as these rows tell (${test}, ${sayP(pValue)}).`
    };
  const [low, high] = ends(errors, predicted);
  return {
    ...about,
    sentence: `The errors ${slope > 0 ? 'grow' : 'shrink'} with the prediction: their standard deviation is ${sayNumber(low)} in the lowest fifth of the predictions and ${sayNumber(high)} in the highest (${test}, ${sayP(pValue)}). One width of interval does not fit all of them.`
  };
}

/** The spread of the errors where least and where most was predicted. */
function ends(errors: Float64Array, predicted: Float64Array): readonly [number, number] {
  const order = orderOf(predicted);
  const fifth = Math.max(2, Math.floor(order.length / 5));
  const of = (rows: Uint32Array) => deviation(Float64Array.from(rows, (row) => errors[row]!));
  return [of(order.subarray(0, fifth)), of(order.subarray(order.length - fifth))];
}

function shapeOf(errors: Float64Array): ResidualFinding {
  const { statistic, pValue, skewness, kurtosis } = jarqueBera(errors);
  const about = { id: 'shape', test: 'Jarque-Bera', statistic, pValue } as const;
  const numbers = `skewness ${sayNumber(skewness)}, kurtosis ${sayNumber(kurtosis)} where a bell has 0 and 3; ${about.test}, ${sayP(pValue)}`;
  if (pValue >= 0.05) return { ...about, sentence: `The errors could come from a bell curve, as far as these rows tell (${numbers}).` };
  const ways = [
    ...(kurtosis > 3.5 ? ['large misses are more common'] : []),
    ...(Math.abs(skewness) > 0.3 ? [`they reach further ${skewness > 0 ? 'up' : 'down'}`] : [])
  ];
  const how = ways.length > 0 ? `: ${ways.join(', and ')}` : '';
  return {
    ...about,
    sentence: `The errors are not spread as a bell curve${how} (${numbers}). The intervals here do not take them for one.`
  };
}

function orderOfErrors(errors: Float64Array): ResidualFinding {
  const lags = Math.min(LAGS, Math.floor(errors.length / 5));
  const { statistic, pValue, first } = ljungBox(errors, lags);
  const about = { id: 'order', test: 'Ljung-Box', statistic, pValue } as const;
  const numbers = `correlation ${sayNumber(first)} with the one before, Durbin-Watson ${sayNumber(durbinWatson(errors))}; ${about.test} over ${lags} lags, ${sayP(pValue)}`;
  return {
    ...about,
    sentence:
      pValue < 0.05
        ? `In the order of time an error says something of those that follow (${numbers}): there is something in time that the model has not learned.`
        : `In the order of time errors say nothing of those that follow, as far as these rows tell (${numbers}).`
  };
}
