import type { WorkContext } from '../../../core/context.ts';
import type { Metric, Outcome } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { mean } from '../../../core/stats.ts';
import {
  bootstrapInterval,
  differenceInterval,
  fewestToResample,
  type Interval,
  noInterval,
  tooFewRowsToResample
} from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import { hasTooFewDraws, tooFewDraws, unitInterval } from '../../../kernels/unit-interval.ts';
import type { Units } from '../../../kernels/units.ts';
import { judge } from '../judge.ts';
import type { MetricType } from '../metric-type.ts';
import { scoreboardOf } from '../score.ts';
import { unitsOf } from '../units-of.ts';

export interface DropOptions {
  readonly metric: MetricType;
  readonly seed: number;
  readonly context: WorkContext;
  readonly replicates?: number;
}

export interface MeasuredDrop {
  /** The metric under stress, the mean over the trials. */
  readonly metric: Metric;
  /** How much worse that is than the rows as they are: above 0 where it got worse, whichever way the metric goes. */
  readonly drop: Metric;
}

const REPLICATES = 400;

/**
 * What a metric becomes under stress and how much worse that is, the same rows drawn for both (paired). A row is drawn with all of its trials, which were
 * broken row for row by draws of their own, so that the interval holds the luck of the rows and of what broke them.
 * @param base the rows as they are
 * @param trials the same rows under stress, once or several times; their weights may be others
 */
export async function measureDrop(base: Outcome, trials: readonly Outcome[], options: DropOptions): Promise<MeasuredDrop> {
  const { metric, context } = options;
  const units = unitsOf(base);
  const n = base.actual.length;
  const ofBase = weighedScore(base, metric);
  const ofTrials = trials.map((trial) => weighedScore(trial, metric));
  const sign = metric.higherIsBetter ? 1 : -1;
  const scores = (draws: Float64Array) => {
    const value = mean(ofTrials.map((score) => score(draws)));
    return [value, sign * (ofBase(draws) - value)];
  };
  const values = scores(new Float64Array(n).fill(1));
  const refusal = units && hasTooFewDraws(units) ? tooFewDraws(units) : n < fewestToResample(0.95) ? tooFewRowsToResample(n) : null;
  if (refusal !== null || Number.isNaN(values[1])) {
    const none = noInterval(refusal ?? 'not defined');
    return { metric: { value: values[0]!, ...none, n }, drop: { value: values[1]!, ...none, n } };
  }
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: null,
    replicates: options.replicates ?? REPLICATES,
    scores,
    rng: forkRng(options.seed, 'evaluate/stress'),
    context,
    units,
    cost: 2 * n * (trials.length + 1),
    ...(base.kind === 'classes' ? { classes: base.actual } : {})
  });
  const of = (j: number, range: readonly [number, number], isDifference: boolean) =>
    bounded(values[j]!, { replicates: replicates[j]!, jackknife: jackknife[j]!, n, units, range, isDifference });
  const own = of(0, metric.range, false);
  const width = metric.range[1] - metric.range[0];
  return { metric: Number.isNaN(own.low) ? await judged(trials[0]!, own, options) : own, drop: of(1, [-width, width], true) };
}

/** Scores an outcome under draws of its rows, on top of the weights it has. */
function weighedScore(outcome: Outcome, metric: MetricType): (draws: Float64Array) => number {
  const board = scoreboardOf([metric], outcome);
  const { weights } = outcome;
  if (weights === null) return (draws) => board(draws)[0]!;
  const both = new Float64Array(weights.length);
  return (draws) => {
    for (let i = 0; i < both.length; i++) both[i] = draws[i]! * weights[i]!;
    return board(both)[0]!;
  };
}

interface Drawn {
  readonly replicates: Float64Array;
  readonly jackknife: Float64Array;
  readonly n: number;
  readonly units: Units | null;
  readonly range: readonly [number, number];
  readonly isDifference: boolean;
}

function bounded(value: number, { replicates, jackknife, n, units, range, isDifference }: Drawn): Metric {
  if (replicates.every((replicate) => replicate === replicates[0]))
    return { value, ...noInterval('every resample gives the same value'), n };
  const interval: Interval = units
    ? unitInterval(value, replicates, units, { range: [-Infinity, Infinity] })
    : (isDifference ? differenceInterval : bootstrapInterval)({ value, replicates, jackknife, n });
  const low = Math.max(range[0], Math.min(interval.low, value));
  const high = Math.min(range[1], Math.max(interval.high, value));
  return { value, low, high, method: Number.isNaN(interval.low) ? interval.method : `paired ${interval.method}`, n };
}

/** Where every resample gives the same, as with all rows right, the bounds are those that a report would give. */
async function judged(trial: Outcome, own: Metric, { metric, seed, context }: DropOptions): Promise<Metric> {
  const quiet = { ...context, onProgress: () => undefined };
  const { [metric.id]: found } = await judge(trial, { seed, context: quiet, metrics: [metric.id] });
  return found && found.value === own.value ? found : own;
}
