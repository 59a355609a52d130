import type { WorkContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Rng } from '../../core/rng.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { unitInterval } from '../../kernels/unit-interval.ts';
import type { Units } from '../../kernels/units.ts';
import { simultaneousHalf } from './simultaneous.ts';

/** How the interval of the widest of several pairs is made. */
export const AT_ONCE = 'bootstrap, at once';

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
  /** How far apart two groups can be, measure by measure: 1 for shares. */
  readonly farthest: readonly number[];
  /** Rows that belong together are drawn together. */
  readonly units?: Units | null;
  readonly rng: Rng;
  readonly context: WorkContext;
}

/**
 * The distance between the groups with the highest and the lowest value, for several measures on the same resamples. The pair is the one found on
 * all rows and stays so in the resamples, where its distance may turn round: an interval that reaches below 0 says that these rows show no gap.
 * With more groups than two the pair is the widest of many, so its interval is one that holds for all pairs at once.
 */
export async function gapsOf(measures: readonly GroupValues[], options: GapOptions): Promise<Gap[]> {
  const n = options.rows;
  const ones = options.weights ?? new Float64Array(n).fill(1);
  const found = measures.map((measure) => measure(ones));
  const groups = found[0]?.length ?? 0;
  if (n < 2) return found.map((values) => ({ ...undecided(values, n), method: 'none: fewer than two rows', between: null }));
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: options.weights,
    replicates: 1000,
    scores: (weights) => measures.flatMap((measure) => [...measure(weights)]),
    rng: options.rng,
    context: options.context,
    classes: options.groupOf,
    units: options.units ?? null,
    cost: 4 * n * measures.length
  });
  return found.map((values, j) => {
    const own = (all: readonly Float64Array[]) => all.slice(j * groups, (j + 1) * groups);
    const drawn = { replicates: own(replicates), jackknife: own(jackknife), n, level: options.level, units: options.units ?? null };
    const gap = gapOf(values, drawn);
    return { ...gap, low: Math.max(-options.farthest[j]!, gap.low), high: Math.min(options.farthest[j]!, gap.high) };
  });
}

const undecided = (values: readonly number[], n: number) => ({ value: distance(values, extremes(values)), low: NaN, high: NaN, n });

interface Resampled {
  /** [group][resample] */
  readonly replicates: readonly Float64Array[];
  readonly jackknife: readonly Float64Array[];
  readonly n: number;
  readonly level: number;
  readonly units: Units | null;
}

function gapOf(values: readonly number[], { replicates, jackknife, n, level, units }: Resampled): Gap {
  const pair = extremes(values);
  if (!pair) return { ...undecided(values, n), method: 'none: fewer than two groups to compare', between: null };
  const value = distance(values, pair);
  const { half, pairs } = simultaneousHalf(values, replicates, pair, level);
  if (pairs > 1) return { value, low: value - half, high: value + half, method: `${AT_ONCE} over ${pairs} pairs`, n, between: pair };
  const apart = (all: readonly Float64Array[]) => all[pair[0]]!.map((one, r) => one - all[pair[1]]![r]!);
  const { low, high, method } = units
    ? unitInterval(value, apart(replicates), units, { range: [-Infinity, Infinity], level })
    : bootstrapInterval({ value, replicates: apart(replicates), jackknife: apart(jackknife), n }, level);
  return { value, low: Math.min(low, value), high: Math.max(high, value), method, n, between: pair };
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
