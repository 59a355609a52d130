import type { WorkContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Rng } from '../../core/rng.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';

/** One number per group under row weights. */
export type GroupValues = (weights: Float64Array) => readonly number[];

export interface Gap extends Metric {
  /** Groups (codes) between which the gap lies: the highest value and the lowest. */
  readonly between: readonly [number, number] | null;
}

export interface GapOptions {
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly groupOf: Int32Array;
  readonly level: number;
  readonly rng: Rng;
  readonly context: WorkContext;
}

/**
 * The distance between the groups with the highest and the lowest value, for several measures on the same resamples. The pair is the one found
 * on all rows and stays so in the resamples, where its distance may turn round: an interval that reaches below 0 says that these rows show no
 * gap. With many groups the widest of many distances is somewhat flattered.
 */
export async function gapsOf(measures: readonly GroupValues[], options: GapOptions): Promise<Gap[]> {
  const n = options.rows;
  const ones = options.weights ?? new Float64Array(n).fill(1);
  const pairs = measures.map((measure) => extremes(measure(ones)));
  const scores = (weights: Float64Array) => measures.map((measure, j) => distance(measure(weights), pairs[j]!));
  const values = scores(ones);
  if (n < 2) return values.map((value) => ({ value, low: NaN, high: NaN, method: 'none: fewer than two rows', n, between: null }));
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: options.weights,
    replicates: 1000,
    scores,
    rng: options.rng,
    context: options.context,
    classes: options.groupOf,
    cost: 4 * n * measures.length
  });
  return values.map((value, j) => {
    const interval = Number.isNaN(value)
      ? { low: NaN, high: NaN, method: 'none: fewer than two groups to compare' }
      : bootstrapInterval({ value, replicates: replicates[j]!, jackknife: jackknife[j]!, n }, options.level);
    const [low, high] = [Math.min(interval.low, value), Math.max(interval.high, value)];
    return { value, low, high, method: interval.method, n, between: pairs[j]! };
  });
}

function extremes(values: readonly number[]): readonly [number, number] | null {
  const defined = [...values.keys()].filter((group) => !Number.isNaN(values[group]));
  if (defined.length < 2) return null;
  const highest = defined.reduce((top, group) => (values[group]! > values[top]! ? group : top));
  const lowest = defined.reduce(
    (low, group) => (group !== highest && (low === highest || values[group]! < values[low]!) ? group : low),
    highest
  );
  return [highest, lowest];
}

const distance = (values: readonly number[], pair: readonly [number, number] | null): number =>
  pair === null ? NaN : values[pair[0]]! - values[pair[1]]!;
