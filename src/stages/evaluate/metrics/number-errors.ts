import type { NumberOutcome } from '../../../core/outcome.ts';
import { deviation, mean, median, orderOf } from '../../../core/stats.ts';
import type { NumberMetric, Scorer } from '../metric-type.ts';
import { weightedMean } from '../weighted.ts';

const shared = { from: 'numbers', tasks: ['regression'], higherIsBetter: false, range: [0, Infinity] } as const;

const errorsOf = ({ actual, predicted }: NumberOutcome) => actual.map((value, row) => value - predicted[row]!);
const sizesOf = (outcome: NumberOutcome) => errorsOf(outcome).map(Math.abs);

export const rmse: NumberMetric = {
  ...shared,
  id: 'rmse',
  label: 'Root mean squared error',
  doc: 'The typical size of an error in the units of the target, large errors counting more.',
  prepare(outcome) {
    const squares = errorsOf(outcome).map((error) => error * error);
    return (weights) => Math.sqrt(weightedMean(squares, weights));
  },
  chance: ({ actual }) => deviation(actual, 0)
};

export const mae: NumberMetric = {
  ...shared,
  id: 'mae',
  label: 'Mean absolute error',
  doc: 'The mean size of an error in the units of the target.',
  prepare(outcome) {
    const sizes = sizesOf(outcome);
    return (weights) => weightedMean(sizes, weights);
  },
  chance({ actual }) {
    const middle = median(actual);
    return mean(actual.map((value) => Math.abs(value - middle)));
  }
};

/** As scikit-learn 1.2: the mean of the two middle errors without weights, the lower weighted median with them. */
export const medianError: NumberMetric = {
  ...shared,
  id: 'medae',
  label: 'Median absolute error',
  doc: 'Half of the errors are smaller than this, in the units of the target; single wild errors do not move it.',
  prepare: (outcome) => weightedMedian(sizesOf(outcome), outcome.weights === null),
  chance: () => NaN
};

/** As scikit-learn 1.2: relative to the size of the answer, or to the machine epsilon when that is 0. */
export const meanPercentageError: NumberMetric = {
  ...shared,
  id: 'mape',
  label: 'Mean absolute percentage error',
  doc: 'The mean size of an error as a share of the true value; it means little where true values come near 0.',
  prepare(outcome) {
    const sizes = sizesOf(outcome).map((size, row) => size / Math.max(Math.abs(outcome.actual[row]!), Number.EPSILON));
    return (weights) => weightedMean(sizes, weights);
  },
  chance: () => NaN,
  remark(outcome) {
    const zeros = outcome.actual.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
    return zeros > 0 ? `The true value is 0 on ${zeros} rows, where a share of it has no meaning; the number is not to be used.` : null;
  }
};

export const maxError: NumberMetric = {
  ...shared,
  id: 'max_error',
  label: 'Largest error',
  doc: 'The size of the worst error, in the units of the target.',
  prepare(outcome) {
    const sizes = sizesOf(outcome);
    const order = orderOf(sizes).reverse();
    return (weights) => {
      const row = order.find((candidate) => weights[candidate]! > 0);
      return row === undefined ? NaN : sizes[row]!;
    };
  },
  chance: () => NaN,
  intervalLimit: 'a lower bound in truth: an error to come can be larger than any seen'
};

function weightedMedian(sizes: Float64Array, isCounted: boolean): Scorer {
  const order = orderOf(sizes);
  return (weights) => {
    let half = 0;
    for (const weight of weights) half += weight / 2;
    if (!(half > 0)) return NaN;
    let reached = 0;
    let place = 0;
    while (reached < half && place < order.length) reached += weights[order[place++]!]!;
    const lower = sizes[order[place - 1]!]!;
    if (!isCounted || reached !== half) return lower;
    while (weights[order[place]!] === 0) place++;
    return (lower + sizes[order[place]!]!) / 2;
  };
}
