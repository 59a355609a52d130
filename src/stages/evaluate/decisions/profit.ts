import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { weightsOf } from '../confusion.ts';
import { unitsOf } from '../units-of.ts';
import { meanOfRows, type MeanOptions } from './mean-of-rows.ts';

export interface ProfitPoint {
  /** The chance from which on one acts: answers the positive class. */
  readonly threshold: number;
  /** What an answer brings on average, in the currency of the costs: their opposite. */
  readonly model: Metric;
  /** The same of acting on every row. */
  readonly all: number;
  /** What the model brings more than the better of acting on every row and on none. */
  readonly gain: Metric;
}

export interface Profit {
  /** What an answer brings on average as the model decides; below 0 where it costs. */
  readonly perRow: Metric;
  /** Of acting on none. */
  readonly never: number;
  /**
   * What acting as the model decides brings beyond never acting, for each unit that acting costs where it costs; null where it costs nothing.
   */
  readonly returned: Metric | null;
  readonly curve: readonly ProfitPoint[];
}

const THRESHOLDS = Array.from({ length: 50 }, (_, i) => (i + 1) / 51);

/**
 * What the costs of a problem make of acting by a model: expected profit, return on what acting costs, and the profit at every threshold. Each row adds its own part, so
 * that intervals are those of a mean and of a ratio of means (by its linear part). Thresholds of the curve are given beforehand, not chosen on these rows.
 * Source: Verbraken, Verbeke & Baesens (2013), "A novel profit maximizing metric for measuring classification performance of customer churn prediction models", for the profit as
 * a function of the threshold; Cochran (1977), "Sampling techniques", section 6.3, for the ratio.
 * @param costs `costs[actual][predicted]` in class order; a gain is below 0
 * @returns null without a positive class, or where all costs are 0
 */
export function profitOf(outcome: ClassOutcome, costs: readonly (readonly number[])[], level = 0.95): Profit | null {
  const { positive, actual, predicted, probabilities } = outcome;
  if (positive === null || costs.every((row) => row.every((cost) => cost === 0))) return null;
  const options: MeanOptions = { weights: weightsOf(outcome), units: unitsOf(outcome), level };
  const broughtBy = (isCalled: (row: number) => boolean) =>
    Float64Array.from(actual, (code, row) => -(costs[code]![isCalled(row) ? positive : 1 - positive] ?? 0));
  const [always, never] = [broughtBy(() => true), broughtBy(() => false)];
  const [all, none] = [meanOfRows(always, options).value, meanOfRows(never, options).value];
  const better = all > none ? always : never;
  const curve = THRESHOLDS.map((threshold) => {
    const brought = broughtBy((row) => probabilities[2 * row + positive]! >= threshold);
    const gain = brought.map((part, row) => part - better[row]!);
    return { threshold, model: meanOfRows(brought, options), all, gain: meanOfRows(gain, options) };
  });
  const asDecided = broughtBy((row) => predicted[row] === positive);
  const paid = Float64Array.from(actual, (code, row) => (predicted[row] === positive ? Math.max(0, costs[code]![positive] ?? 0) : 0));
  const gained = asDecided.map((part, row) => part - never[row]!);
  return { perRow: meanOfRows(asDecided, options), never: none, returned: ratioOf(gained, paid, options), curve };
}

/** A ratio of two means with the interval of its linear part; null where the lower one is 0. */
function ratioOf(above: Float64Array, below: Float64Array, options: MeanOptions): Metric | null {
  const base = meanOfRows(below, options).value;
  if (!(base > 0)) return null;
  const value = meanOfRows(above, options).value / base;
  const linear = meanOfRows(
    above.map((part, row) => value + (part - value * below[row]!) / base),
    options
  );
  return { ...linear, value, method: `ratio of means, ${linear.method}` };
}
