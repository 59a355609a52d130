import type { WorkContext } from '../../core/context.ts';
import type { ClassOutcome, Metric } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import { bootstrapInterval, noInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { unitInterval } from '../../kernels/unit-interval.ts';
import { weightsOf } from './confusion.ts';
import { unitsOf } from './units-of.ts';
import { weightedMean } from './weighted.ts';

interface Options {
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
}

/** `costs[actual][predicted]` in class order; what is not given costs nothing. */
type CostTable = readonly (readonly number[])[];

/** What one answer costs on average, in the currency of the costs, with a bootstrap interval that draws rows that belong together as one. */
export const expectedCost = (outcome: ClassOutcome, costs: CostTable, options: Options): Promise<Metric> =>
  meanOverRows(outcome, (actual, predicted) => costs[actual]?.[predicted] ?? 0, options);

/**
 * What one answer saves against giving the same one to every row, whichever of them is cheapest on these rows: row by row, so that what both cost
 * alike falls out of the interval. Choosing the cheapest on the same rows favours it over the model, never the other way.
 */
export async function savedCost(
  outcome: ClassOutcome,
  costs: CostTable,
  options: Options
): Promise<{ readonly saved: Metric; readonly withoutModel: number }> {
  const weights = weightsOf(outcome);
  const means = costs.map((_, answer) =>
    weightedMean(
      Float64Array.from(outcome.actual, (actual) => costs[actual]?.[answer] ?? 0),
      weights
    )
  );
  const withoutModel = Math.min(...means);
  const cheapest = means.indexOf(withoutModel);
  const savedBy = (actual: number, predicted: number) => (costs[actual]?.[cheapest] ?? 0) - (costs[actual]?.[predicted] ?? 0);
  return { saved: await meanOverRows(outcome, savedBy, options), withoutModel };
}

async function meanOverRows(
  outcome: ClassOutcome,
  amount: (actual: number, predicted: number) => number,
  options: Options
): Promise<Metric> {
  const n = outcome.actual.length;
  const rowCosts = Float64Array.from(outcome.actual, (actual, row) => amount(actual, outcome.predicted[row]!));
  const value = weightedMean(rowCosts, weightsOf(outcome));
  if (rowCosts.every((cost) => cost === rowCosts[0])) return { value, ...noInterval('every row cost the same'), n };
  const units = unitsOf(outcome);
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: outcome.weights,
    replicates: 1000,
    scores: (weights) => [weightedMean(rowCosts, weights)],
    rng: forkRng(options.seed, 'evaluate/cost'),
    context: options.context,
    units
  });
  const { low, high, method } = units
    ? unitInterval(value, replicates[0]!, units, { ...options, range: [-Infinity, Infinity] })
    : bootstrapInterval({ value, replicates: replicates[0]!, jackknife: jackknife[0]!, n }, options.level);
  return { value, low: Math.min(low, value), high: Math.max(high, value), method, n };
}

/** Costs given by class names, in class order; a pair that is not named costs nothing. */
export const costMatrix = (labels: readonly string[], costs: Readonly<Record<string, Readonly<Record<string, number>>>>): number[][] =>
  labels.map((actual) => labels.map((predicted) => (Object.hasOwn(costs, actual) ? (costs[actual]![predicted] ?? 0) : 0)));
