import type { WorkContext } from '../../core/context.ts';
import { type ClassOutcome, gatherOutcome, type Metric, type Outcome } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import { orderOf } from '../../core/stats.ts';
import { bootstrapInterval, fewestToResample, type Interval, noInterval, tooFewRowsToResample } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { hasTooFewDraws, tooFewDraws, unitInterval } from '../../kernels/unit-interval.ts';
import type { Units } from '../../kernels/units.ts';
import { boundByCounts } from './bound-by-counts.ts';
import { confusionOf, weightsOf } from './confusion.ts';
import type { MetricType } from './metric-type.ts';
import { brokenOutcome, checkOutcome } from './outcome-check.ts';
import { exactInterval } from './exact.ts';
import { metrics as registry } from './registry.ts';
import { scoreboardOf } from './score.ts';
import { onePerUnit, sayUnits, unitsOf } from './units-of.ts';
import { usualMetrics } from './usual-metrics.ts';

export interface JudgeOptions {
  readonly seed: number;
  readonly context: WorkContext;
  /** Confidence level of the intervals. */
  readonly level?: number;
  /** Ids of the metrics wanted; those usual for the task when not given. */
  readonly metrics?: readonly string[];
  readonly replicates?: number;
}

/** A metric and, where there is something to say about it, why it is undefined or to be read with care. */
export interface JudgedMetric extends Metric {
  readonly note?: string;
}

export type Judgement = Record<string, JudgedMetric>;

/** A thousand resamples up to 100,000 rows; fewer beyond, where the intervals are narrow and the time long, but never under 200. */
const replicatesFor = (rows: number) => Math.round(Math.min(1000, Math.max(200, 1e8 / rows)));

/**
 * Every metric of an outcome with its interval, keyed by id in the order of the registry. Proportions get Wilson's interval, the binary area
 * under the ROC curve DeLong's, what follows from a definition has no width; all else, and everything with row weights, a BCa bootstrap whose resamples all metrics share. Rows are drawn
 * freely, as new data would come, but no class is ever lost. Where the outcome says which rows belong together, whole groups, or blocks in the order of
 * time, are drawn instead, for every metric. What is not defined is NaN with a note, never an exception.
 * @throws LatheError `shape-mismatch` when the outcome's parts have different lengths, `unknown-id` for a metric there is not
 */
export async function judge(outcome: Outcome, options: JudgeOptions): Promise<Judgement> {
  checkOutcome(outcome);
  const chosen = options.metrics?.map((id) => registry.get(id)) ?? usualMetrics(outcome);
  const broken = brokenOutcome(outcome);
  const n = outcome.actual.length;
  if (broken !== null) return keyed(chosen, () => ({ value: NaN, ...noInterval('no value'), n, note: broken }));
  const level = options.level ?? 0.95;
  const units = unitsOf(outcome);
  const values = scoreboardOf(chosen, outcome)(weightsOf(outcome)).slice();
  const closed = chosen.map((metric, j) =>
    Number.isNaN(values[j])
      ? noInterval('no value')
      : (exactInterval(metric, outcome, values[j]!) ?? closedInterval(metric, outcome, { level, units }))
  );
  const open = chosen.filter((_, j) => closed[j] === null);
  const resampled = await resampledIntervals(open, outcome, options);
  const told = units && sayUnits(units);
  return keyed(chosen, (metric, j) => withNote(finish(metric, outcome, values[j]!, closed[j] ?? resampled.get(metric.id)!), told));
}

const keyed = (chosen: readonly MetricType[], make: (metric: MetricType, j: number) => JudgedMetric): Judgement =>
  Object.fromEntries(chosen.map((metric, j) => [metric.id, make(metric, j)]));

interface Bounding {
  readonly level: number;
  /** What is drawn whole; null where every row stands for itself. */
  readonly units: Units | null;
}

/** Formulas without resampling are for rows that stand for themselves. */
function closedInterval(metric: MetricType, outcome: Outcome, { level, units }: Bounding): Interval | null {
  if (outcome.kind !== 'classes' || metric.from === 'numbers') return null;
  const own = units
    ? null
    : metric.from === 'confusion'
      ? metric.interval?.(confusionOf(outcome), level)
      : metric.interval?.(outcome, level);
  if (own && outcome.weights === null) return own;
  return metric.from === 'confusion' && isAllRightOrWrong(outcome) ? boundByCounts(metric, outcome, level, units) : null;
}

/** No resample then holds an answer of the other sort: what it moves is the mix of the classes alone. */
function isAllRightOrWrong({ actual, predicted }: ClassOutcome): boolean {
  const right = actual.reduce((count, code, row) => count + (predicted[row] === code ? 1 : 0), 0);
  return right === 0 || right === actual.length;
}

async function resampledIntervals(open: readonly MetricType[], outcome: Outcome, options: JudgeOptions): Promise<Map<string, Interval>> {
  const n = outcome.actual.length;
  if (open.length === 0) return new Map();
  const level = options.level ?? 0.95;
  const sorted = gatherOutcome(outcome, memoryOrder(outcome));
  const units = unitsOf(sorted);
  const scores = scoreboardOf(open, sorted);
  const values = scores(weightsOf(sorted)).slice();
  const unsampled = (j: number, reason: string) => unsampledInterval(open[j]!, outcome, values[j]!, { level, units, reason });
  if (units && hasTooFewDraws(units)) return new Map(open.map(({ id }, j) => [id, unsampled(j, tooFewDraws(units))]));
  if (!units && n < fewestToResample(level)) return new Map(open.map(({ id }, j) => [id, unsampled(j, tooFewRowsToResample(n))]));
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: sorted.weights,
    replicates: options.replicates ?? replicatesFor(n),
    scores,
    rng: forkRng(options.seed, 'evaluate/bootstrap'),
    context: options.context,
    units,
    cost: n * (open.length + (outcome.kind === 'classes' ? 2 * outcome.labels.length : 0)),
    ...(sorted.kind === 'classes' ? { classes: sorted.actual } : {})
  });
  return new Map(
    open.map((metric, j) => {
      const own = { value: values[j]!, replicates: replicates[j]!, jackknife: jackknife[j]!, n };
      const isConstant = own.replicates.every(
        (replicate) => Number.isNaN(replicate) || Math.abs(replicate - own.value) <= 1e-12 * Math.abs(own.value)
      );
      if (isConstant) return [metric.id, unsampled(j, 'every resample gives the same value')];
      const { range } = metric;
      return [metric.id, units ? unitInterval(own.value, own.replicates, units, { range, level }) : bootstrapInterval(own, level)];
    })
  );
}

/** Rows by score, or by size of the error: the ranking metrics then go through each resample's weights in order, several times as fast. */
function memoryOrder(outcome: Outcome): Uint32Array {
  if (outcome.kind === 'numbers') return orderOf(outcome.actual.map((value, row) => Math.abs(value - outcome.predicted[row]!)));
  const { positive, labels, probabilities, actual } = outcome;
  return orderOf(Float64Array.from(actual, (_, row) => (positive === null ? 0 : probabilities[row * labels.length + positive]!)));
}

/** Bounds that need no resampling: for rows too few to draw from, or all alike in what the metric sees. */
function unsampledInterval(
  metric: MetricType,
  outcome: Outcome,
  value: number,
  { level, units, reason }: Bounding & { reason: string }
): Interval {
  if (outcome.kind !== 'classes' || metric.from === 'numbers') return noInterval(reason);
  if (metric.from === 'confusion') return boundByCounts(metric, outcome, level, units);
  return metric.boundAtPerfect?.(units ? onePerUnit(outcome, units) : outcome, value, level) ?? noInterval(reason);
}

/** The interval never leaves out the value it belongs to; widening it can only raise its coverage. */
function finish(metric: MetricType, outcome: Outcome, value: number, { low, high, method }: Interval): JudgedMetric {
  const limit = metric.intervalLimit ? ` (${metric.intervalLimit})` : '';
  const said =
    remarkOn(metric, outcome) ??
    (Number.isNaN(value) ? 'It is not defined on these rows.' : Number.isNaN(low) ? `No interval: ${method.replace('none: ', '')}.` : null);
  const judged = { value, low: Math.min(low, value), high: Math.max(high, value), method: method + limit, n: outcome.actual.length };
  return said === null ? judged : { ...judged, note: said };
}

const withNote = (metric: JudgedMetric, told: string | null): JudgedMetric =>
  told === null || Number.isNaN(metric.low) ? metric : { ...metric, note: metric.note ? `${metric.note} ${told}` : told };

function remarkOn(metric: MetricType, outcome: Outcome): string | null {
  if (outcome.kind === 'numbers') return metric.from === 'numbers' ? (metric.remark?.(outcome) ?? null) : null;
  if (metric.from === 'confusion') return metric.remark?.(confusionOf(outcome)) ?? null;
  return metric.from === 'probabilities' ? (metric.remark?.(outcome) ?? null) : null;
}
