import type { WorkContext } from '../../core/context.ts';
import type { ClassOutcome, Metric } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { weightsOf } from './confusion.ts';
import { weightedMean } from './weighted.ts';

/**
 * What one answer costs on average, in the currency of the costs, with a bootstrap interval.
 * @param costs `costs[actual][predicted]` in class order; what is not given costs nothing
 */
export async function expectedCost(
  outcome: ClassOutcome,
  costs: readonly (readonly number[])[],
  options: { readonly seed: number; readonly context: WorkContext; readonly level?: number }
): Promise<Metric> {
  const n = outcome.actual.length;
  const rowCosts = Float64Array.from(outcome.actual, (actual, row) => costs[actual]?.[outcome.predicted[row]!] ?? 0);
  const value = weightedMean(rowCosts, weightsOf(outcome));
  if (n < 2) return { value, low: NaN, high: NaN, method: 'none: fewer than two rows', n };
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: outcome.weights,
    replicates: 1000,
    scores: (weights) => [weightedMean(rowCosts, weights)],
    rng: forkRng(options.seed, 'evaluate/cost'),
    context: options.context
  });
  const isConstant = rowCosts.every((cost) => cost === rowCosts[0]);
  if (isConstant) return { value, low: NaN, high: NaN, method: 'none: every row cost the same', n };
  const { low, high, method } = bootstrapInterval({ value, replicates: replicates[0]!, jackknife: jackknife[0]!, n }, options.level);
  return { value, low: Math.min(low, value), high: Math.max(high, value), method, n };
}

/** Costs given by class names, in class order; a pair that is not named costs nothing. */
export const costMatrix = (labels: readonly string[], costs: Readonly<Record<string, Readonly<Record<string, number>>>>): number[][] =>
  labels.map((actual) => labels.map((predicted) => (Object.hasOwn(costs, actual) ? (costs[actual]![predicted] ?? 0) : 0)));
