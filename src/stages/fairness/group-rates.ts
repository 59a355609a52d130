import type { ClassOutcome, Metric } from '../../core/outcome.ts';
import { wilson } from '../../kernels/intervals.ts';

/** The rates fairness is about, of the rows under a weighting: each NaN where it has no rows. */
export interface Rates {
  /** Share called positive. */
  readonly selection: number;
  /** Share called positive of those that are, and of those that are not. */
  readonly truePositive: number;
  readonly falsePositive: number;
  /** Share that are positive of those called so. */
  readonly precision: number;
  /** Mean probability told, less the share that are positive. */
  readonly overstated: number;
  /** Logarithm of the share called positive, which is taken to be half a row at least; NaN of a group without rows. */
  readonly logSelection: number;
}

export type RateName = keyof Rates;

/** Rates of each group (code -1 belongs to none) under row weights. */
export function ratesByGroup(outcome: ClassOutcome, positive: number, groupOf: Int32Array, groups: number, weights: Float64Array): Rates[] {
  const cells = new Float64Array(groups * 4);
  const told = new Float64Array(groups);
  groupOf.forEach((group, row) => {
    if (group < 0) return;
    told[group]! += weights[row]! * outcome.probabilities[row * outcome.labels.length + positive]!;
    const cell = (outcome.actual[row] === positive ? 2 : 0) + (outcome.predicted[row] === positive ? 1 : 0);
    cells[group * 4 + cell]! += weights[row]!;
  });
  return Array.from({ length: groups }, (_, group) => {
    const [trueNegative, falsePositive, falseNegative, truePositive] = cells.subarray(group * 4, group * 4 + 4) as unknown as [
      number,
      number,
      number,
      number
    ];
    const all = trueNegative + falsePositive + falseNegative + truePositive;
    const called = falsePositive + truePositive;
    return {
      selection: called / all,
      logSelection: all > 0 ? Math.log(Math.max(called, 0.5) / all) : NaN,
      precision: truePositive / called,
      overstated: (told[group]! - falseNegative - truePositive) / all,
      truePositive: truePositive / (falseNegative + truePositive),
      falsePositive: falsePositive / (trueNegative + falsePositive)
    };
  });
}

/** The rates of all rows of an outcome, with Wilson's intervals. */
export function rateMetrics(outcome: ClassOutcome, positive: number, level: number): Record<string, Metric> {
  let [n, called, positives, hits] = [0, 0, 0, 0];
  outcome.actual.forEach((actual, row) => {
    const isCalled = outcome.predicted[row] === positive;
    n++;
    called += isCalled ? 1 : 0;
    positives += actual === positive ? 1 : 0;
    hits += isCalled && actual === positive ? 1 : 0;
  });
  const metric = (count: number, of: number): Metric => ({ value: count / of, ...wilson(count, of, level), n: of });
  return {
    selection_rate: metric(called, n),
    true_positive_rate: metric(hits, positives),
    false_positive_rate: metric(called - hits, n - positives),
    positive_predictive_value: metric(hits, called),
    base_rate: metric(positives, n)
  };
}
