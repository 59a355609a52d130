import type { NumberOutcome } from '../../../core/outcome.ts';
import { mean } from '../../../core/stats.ts';
import type { NumberMetric } from '../metric-type.ts';

const shared = { from: 'numbers', tasks: ['regression'], higherIsBetter: true, range: [-Infinity, 1], chance: () => 0 } as const;

const constantTarget = ({ actual }: NumberOutcome) =>
  actual.length > 1 && actual.every((value) => value === actual[0])
    ? 'The true value is the same on every row, so there is nothing to explain.'
    : null;

/** As scikit-learn 1.2: NaN below two rows; on a constant target 1 when there is no error and 0 otherwise. */
export const rSquared: NumberMetric = {
  ...shared,
  id: 'r2',
  label: 'R squared',
  doc: 'The share of the variance of the target that the model explains: 0 is no better than always saying the mean, below 0 is worse.',
  prepare(outcome) {
    const scoreOf = momentScorer(outcome);
    return (weights) => scoreOf(weights, ({ errorSquares, spread }) => shareExplained(errorSquares, spread));
  },
  remark: (outcome) => (outcome.actual.length < 2 ? 'It takes at least two rows.' : constantTarget(outcome))
};

export const explainedVariance: NumberMetric = {
  ...shared,
  id: 'explained_variance',
  label: 'Explained variance',
  doc: 'R squared with the mean error taken away first: higher than R squared means that the model is off by a constant.',
  prepare(outcome) {
    const scoreOf = momentScorer(outcome);
    return (weights) => scoreOf(weights, ({ errorSpread, spread }) => shareExplained(errorSpread, spread));
  },
  remark: constantTarget
};

const shareExplained = (left: number, all: number) => (all > 0 ? 1 - left / all : left > 0 ? 0 : 1);

interface Moments {
  readonly errorSquares: number;
  readonly errorSpread: number;
  readonly spread: number;
}

/** Weighted sums around the row nearest to the mean: a constant column then has a spread of exactly 0, and little cancels. */
function momentScorer({ actual, predicted }: NumberOutcome): (weights: Float64Array, of: (moments: Moments) => number) => number {
  const centred = around(actual);
  const errors = actual.map((value, row) => value - predicted[row]!);
  const errorsCentred = around(errors);
  return (weights, of) => {
    let [rows, mass, first, second] = [0, 0, 0, 0];
    let [errorFirst, errorSecond, errorSquares] = [0, 0, 0];
    for (let row = 0; row < errors.length; row++) {
      const weight = weights[row]!;
      if (weight > 0) rows++;
      mass += weight;
      first += weight * centred[row]!;
      second += weight * centred[row]! * centred[row]!;
      errorFirst += weight * errorsCentred[row]!;
      errorSecond += weight * errorsCentred[row]! * errorsCentred[row]!;
      errorSquares += weight * errors[row]! * errors[row]!;
    }
    if (rows < 2) return NaN;
    return of({
      errorSquares,
      errorSpread: Math.max(0, errorSecond - (errorFirst * errorFirst) / mass),
      spread: Math.max(0, second - (first * first) / mass)
    });
  };
}

function around(values: Float64Array): Float64Array {
  const centre = mean(values);
  let nearest = values[0] ?? 0;
  for (const value of values) if (Math.abs(value - centre) < Math.abs(nearest - centre)) nearest = value;
  return values.map((value) => value - nearest);
}
