import { partOf, type WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { bootstrapInterval, differenceInterval } from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import { unitInterval } from '../../../kernels/unit-interval.ts';
import type { Units } from '../../../kernels/units.ts';
import { expectedAccuracy, expectedFound, fixedGap, parityGap, widestPairs, type GroupedRows, type Parity } from './parity.ts';

/** A way of answering: how likely each row is called positive by it. */
export interface Way {
  readonly id: string;
  readonly label: string;
  readonly called: Float64Array;
}

export interface TradeOff {
  readonly id: string;
  readonly label: string;
  /** Share answered rightly, each row counted by what a mistake on it does, expected over what is left to chance; and the widest gap between groups. */
  readonly accuracy: Metric;
  /** Share of the positive rows that is called so. */
  readonly found: Metric;
  readonly gap: Metric;
  /** By how much the gap is narrower than that of the first way, on the same resamples; 0 of the first itself. */
  readonly narrower: Metric;
}

interface Options {
  readonly parity: Parity;
  readonly units: Units | null;
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
}

const REPLICATES = 500;

/** Numbers that are drawn again of each way. */
const PER_WAY = 4;

/** What each way costs and brings, all on the same resamples of rows that none of them was made from. */
export async function tradeOffs(
  rows: GroupedRows,
  ways: readonly Way[],
  { parity, units, seed, context, level = 0.95 }: Options
): Promise<TradeOff[]> {
  const n = rows.actual.length;
  const given = rows.weights ?? new Float64Array(n).fill(1);
  const scores = scoresOf(rows, ways, parity, given);
  const values = scores(given);
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: rows.weights,
    replicates: REPLICATES,
    scores,
    rng: forkRng(seed, 'fairness/trade-off'),
    context: partOf(context, 0, 1),
    units,
    cost: 4 * n * ways.length
  });
  const metric = (j: number, least: number, bound = bootstrapInterval): Metric => {
    const value = values[j]!;
    const drawn = { value, replicates: replicates[j]!, jackknife: jackknife[j]!, n };
    const { low, high, method } = units
      ? unitInterval(value, drawn.replicates, units, { range: [-Infinity, Infinity], level })
      : bound(drawn, level);
    return { value, low: Math.max(least, Math.min(low, value)), high: Math.min(1, Math.max(high, value)), method, n };
  };
  return ways.map(({ id, label }, i) => ({
    id,
    label,
    accuracy: metric(PER_WAY * i, 0),
    gap: metric(PER_WAY * i + 1, 0),
    narrower: metric(PER_WAY * i + 2, -1, differenceInterval),
    found: metric(PER_WAY * i + 3, 0)
  }));
}

/** The numbers of each way, one way behind the other. @param given weights by which it is found between which groups the gaps are widest */
function scoresOf(rows: GroupedRows, ways: readonly Way[], parity: Parity, given: Float64Array): (weights: Float64Array) => number[] {
  const pairs = ways.map(({ called }) => widestPairs(rows, called, parity, given));
  return (weights) => {
    const gaps = ways.map(({ called }, i) => fixedGap(rows, called, { parity, pairs: pairs[i]!, weights }));
    return ways.flatMap(({ called }, i) => [
      expectedAccuracy(rows, called, weights),
      gaps[i]!,
      i === 0 ? 0 : gaps[0]! - parityGap(rows, called, parity, weights),
      expectedFound(rows, called, weights)
    ]);
  };
}
