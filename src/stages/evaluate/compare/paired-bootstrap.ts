import type { WorkContext } from '../../../core/context.ts';
import type { Metric, Outcome } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { tSf } from '../../../kernels/distributions.ts';
import { bootstrapSpread, differenceInterval, type Interval, noInterval } from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import { unitInterval } from '../../../kernels/unit-interval.ts';
import { drawsOf, type Units } from '../../../kernels/units.ts';
import { weightsOf } from '../confusion.ts';
import { foldMean } from '../fold-mean.ts';
import type { MetricType } from '../metric-type.ts';

export interface PairedBootstrapOptions {
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
  readonly replicates?: number;
  /** Rows that belong together are drawn together. */
  readonly units?: Units | null;
  /** The fold of each row, where the metric is the mean over folds. */
  readonly folds?: Int32Array | null;
}

export interface BootstrapDifference {
  readonly difference: Metric;
  /** Smallest level at which the interval of the difference leaves 0 out. */
  readonly pValue: number;
}

/** Difference of a metric between two outcomes of the same rows (first less second), both scored on the same resamples. */
export async function pairedBootstrap(
  first: Outcome,
  second: Outcome,
  metric: MetricType,
  options: PairedBootstrapOptions
): Promise<BootstrapDifference> {
  const n = first.actual.length;
  const [a, b] = [first, second].map((outcome) => foldMean(metric, outcome, options.folds ?? null));
  const scores = (weights: Float64Array) => [a!(weights) - b!(weights)];
  const value = n > 0 ? scores(weightsOf(first))[0]! : NaN;
  if (n < 2 || Number.isNaN(value)) return { difference: { value, ...noInterval('not defined'), n }, pValue: NaN };
  const { replicates } = await resample({
    rows: n,
    weights: first.weights,
    replicates: options.replicates ?? 1000,
    scores,
    rng: forkRng(options.seed, 'evaluate/paired'),
    context: options.context,
    cost: 4 * n,
    units: options.units ?? null,
    ...(first.kind === 'classes' ? { classes: first.actual } : {})
  });
  const own = { value, replicates: replicates[0]!, n };
  const isSame = own.replicates.every((replicate) => replicate === 0);
  if (isSame) return { difference: { value, ...noInterval('both score alike on every resample'), n }, pValue: 1 };
  const { low, high, method } = intervalOf(own, metric, options);
  return {
    difference: {
      value,
      low: Math.min(low, value),
      high: Math.max(high, value),
      method: Number.isNaN(low) ? method : `paired ${method}`,
      n
    },
    pValue: Number.isNaN(low) ? NaN : pValueOf(own, options.units)
  };
}

type Drawn = Parameters<typeof differenceInterval>[0];

/** As the interval of a score is made, of a difference: of whole groups or blocks where rows belong together. */
function intervalOf(drawn: Drawn, { range: [least, most] }: MetricType, { level, units }: PairedBootstrapOptions): Interval {
  const interval = units
    ? unitInterval(drawn.value, drawn.replicates, units, { range: [-Infinity, Infinity], ...(level === undefined ? {} : { level }) })
    : differenceInterval(drawn, level);
  return { ...interval, low: Math.max(least - most, interval.low), high: Math.min(most - least, interval.high) };
}

/** By Student's t, as the interval is made. */
function pValueOf({ value, replicates, n }: Drawn, units: Units | null | undefined): number {
  const draws = units ? drawsOf(units) : n;
  return Math.min(1, 2 * tSf(Math.abs(value) / bootstrapSpread(replicates, draws), draws - 1));
}
