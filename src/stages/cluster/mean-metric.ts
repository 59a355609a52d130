import type { SeededContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import { mean } from '../../core/stats.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';

const REPLICATES = 400;

/** The mean of one value a row with its interval, by drawing rows again; rows whose value is NaN are left out. */
export async function meanMetric(values: Float64Array, context: SeededContext): Promise<Metric> {
  const known = values.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const value = mean(known);
  if (n === 0) return { value: NaN, low: NaN, high: NaN, method: 'none: no rows', n };
  const scores = (weights: Float64Array) => [weightedMean(known, weights)];
  const { replicates, jackknife } = await resample({ rows: n, weights: null, replicates: REPLICATES, scores, rng: context.rng, context });
  return { value, ...bootstrapInterval({ value, replicates: replicates[0]!, jackknife: jackknife[0]!, n }), n };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return sum / total;
}
