import type { WorkContext } from '../core/context.ts';
import type { Metric } from '../core/outcome.ts';
import type { Rng } from '../core/rng.ts';
import { bootstrapInterval, fewestToResample, noInterval, tooFewRowsToResample, type Interval } from './intervals.ts';
import { resample } from './resample.ts';

const REPLICATES = 600;
const MANY = 1e8;
/** A spread smaller than this share of the value is rounding. */
const ROUNDING = 1e-9;

/** Scores under the weights that say how often each unit was drawn. */
export type DrawnScores = (weights: Float64Array) => Float64Array;

export interface Bounding {
  /** What is drawn again. */
  readonly n: number;
  /** How it is called, in the singular: "user", "text". */
  readonly noun: string;
  readonly rng: Rng;
  readonly context: WorkContext;
}

/** Mean of each column over the drawn units. @param columns each of length n */
export const weightedMeans =
  (columns: readonly Float64Array[]): DrawnScores =>
  (weights) => {
    const sums = new Float64Array(columns.length);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      total += weight;
      for (let j = 0; j < columns.length; j++) sums[j]! += weight * columns[j]![i]!;
    }
    return sums.map((sum) => sum / total);
  };

/** Scores with intervals by a bootstrap that draws whole units and that all scores share; without one where there is nothing to draw from. */
export async function boundScores(scores: DrawnScores, { n, noun, rng, context }: Bounding): Promise<Metric[]> {
  const values = scores(new Float64Array(n).fill(1));
  if (n < fewestToResample(0.95)) {
    const none = noInterval(tooFewRowsToResample(n).replace('row', noun));
    return Array.from(values, (value) => around(value, none, n));
  }
  const replicates = Math.round(Math.min(REPLICATES, Math.max(200, MANY / n)));
  const drawn = await resample({ rows: n, weights: null, replicates, scores, rng, context, cost: n * (values.length + 2) });
  return Array.from(values, (value, j) => {
    const own = { value, replicates: drawn.replicates[j]!, jackknife: drawn.jackknife[j]!, n };
    if (own.replicates.every((drawnValue) => Math.abs(drawnValue - value) <= ROUNDING * Math.abs(value)))
      return around(value, noInterval(`all ${noun}s give the same value`), n);
    const interval = bootstrapInterval(own);
    return around(value, { ...interval, method: `${interval.method} over ${noun}s` }, n);
  });
}

const around = (value: number, { low, high, method }: Interval, n: number): Metric => ({
  value,
  low: Math.min(low, value),
  high: Math.max(high, value),
  method,
  n
});
