import { createRegistry, type Registry } from '../../../core/registry.ts';
import type { Backtest } from './backtest.ts';

/** A way to tell how good forecasts were: a loss of every forecast, averaged, and what is made of the average. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  /** One plain sentence: what the number says. */
  readonly doc: string;
  readonly higherIsBetter: boolean;
  /** What the best value is: 0 for errors, the level for coverage. */
  readonly best: number;
  /** Of one forecast; NaN where it is not defined. */
  loss(test: Backtest, row: number): number;
  finish?(average: number): number;
}

const errorOf = ({ actual, mean }: Backtest, row: number): number => actual[row]! - mean[row]!;

const within = (value: number, low: number, high: number): number => (value >= low && value <= high ? 1 : 0);

/** The quantiles a forecast gives: the ends of its bounds, and the mean in the place of the median. */
const quantiles = [
  [0.025, 'low95'],
  [0.1, 'low80'],
  [0.5, 'mean'],
  [0.9, 'high80'],
  [0.975, 'high95']
] as const;

function pinball(test: Backtest, row: number): number {
  let total = 0;
  for (const [share, key] of quantiles) {
    const miss = test.actual[row]! - test[key][row]!;
    total += miss >= 0 ? share * miss : (share - 1) * miss;
  }
  return total / quantiles.length;
}

/** Every measure of forecasts, the leading one first. Sources: Hyndman & Koehler (2006); Gneiting & Raftery (2007) for the pinball loss. */
export const measures: Registry<Measure> = createRegistry<Measure>('forecast measure', [
  {
    id: 'mase',
    label: 'MASE',
    doc: 'The mean absolute error against that of the seasonal naive forecast one step ahead within the history: below 1 is better than that.',
    higherIsBetter: false,
    best: 0,
    loss: (test, row) => Math.abs(errorOf(test, row)) / test.scale[row]!
  },
  {
    id: 'mae',
    label: 'Mean absolute error',
    doc: 'How far forecasts are off, on average, in the unit of the target.',
    higherIsBetter: false,
    best: 0,
    loss: (test, row) => Math.abs(errorOf(test, row))
  },
  {
    id: 'rmse',
    label: 'Root mean squared error',
    doc: 'Like the mean absolute error, with large misses counting for more.',
    higherIsBetter: false,
    best: 0,
    loss: (test, row) => errorOf(test, row) ** 2,
    finish: Math.sqrt
  },
  {
    id: 'smape',
    label: 'sMAPE',
    doc: 'The error as a share of the mean of forecast and value, 0 to 2; of little use near 0.',
    higherIsBetter: false,
    best: 0,
    loss: (test, row) => {
      const size = Math.abs(test.actual[row]!) + Math.abs(test.mean[row]!);
      return size > 0 ? (2 * Math.abs(errorOf(test, row))) / size : 0;
    }
  },
  {
    id: 'pinball',
    label: 'Pinball loss',
    doc: 'How good the whole forecast is, bounds and middle, in the unit of the target: wide bounds cost, and so do values outside them.',
    higherIsBetter: false,
    best: 0,
    loss: pinball
  },
  {
    id: 'coverage_80',
    label: 'Coverage of 80 % bounds',
    doc: 'The share of values within the bounds that should hold 80 of 100.',
    higherIsBetter: true,
    best: 0.8,
    loss: ({ actual, low80, high80 }, row) => within(actual[row]!, low80[row]!, high80[row]!)
  },
  {
    id: 'coverage_95',
    label: 'Coverage of 95 % bounds',
    doc: 'The share of values within the bounds that should hold 95 of 100.',
    higherIsBetter: true,
    best: 0.95,
    loss: ({ actual, low95, high95 }, row) => within(actual[row]!, low95[row]!, high95[row]!)
  }
]);
