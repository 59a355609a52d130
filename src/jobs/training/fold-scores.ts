import type { WorkContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import { weightsOf } from '../../stages/evaluate/confusion.ts';
import { exactInterval } from '../../stages/evaluate/exact.ts';
import { summariseFolds, withinRange } from '../../stages/evaluate/folds.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { usualMetrics } from '../../stages/evaluate/usual-metrics.ts';
import type { MetricType } from '../../stages/evaluate/metric-type.ts';
import { scoreboardOf } from '../../stages/evaluate/score.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { FoldOutcome } from './cross-validate.ts';

export interface FoldScores {
  /** By fold: metric id -> score. */
  readonly folds: readonly Readonly<Record<string, number>>[];
  /** Mean over folds, with an interval that knows that folds share rows. */
  readonly cv: Readonly<Record<string, Metric>>;
}

/** Scores each fold on the rows left out of it, and sums them up. */
export async function scoreFolds(outcomes: readonly FoldOutcome[], seed: number, context: WorkContext): Promise<FoldScores> {
  const chosen = usualMetrics(outcomes[0]!.outcome);
  const folds = outcomes.map(({ outcome }) => {
    const scores = scoreboardOf(chosen, outcome)(weightsOf(outcome));
    return Object.fromEntries(chosen.map((metric, j) => [metric.id, scores[j]!]));
  });
  const of = (metric: MetricType) => folds.map((fold) => fold[metric.id]!);
  const sizes = {
    train: meanOf(outcomes.map(({ fold }) => fold.train.length)),
    validation: meanOf(outcomes.map(({ fold }) => fold.validation.length))
  };
  const summed = chosen.map((metric) => exactOverFolds(metric, outcomes, of(metric)) ?? summariseFolds(of(metric), sizes));
  const steady = chosen.filter((metric, j) => hasNoSpread(summed[j]!) && !exactOverFolds(metric, outcomes, of(metric)));
  const bounds = steady.length > 0 ? await boundsOf(steady, outcomes, seed, context) : {};
  return { folds, cv: Object.fromEntries(chosen.map((metric, j) => [metric.id, within(metric, summed[j]!, bounds[metric.id])])) };
}

const hasNoSpread = ({ low, high }: Metric): boolean => Number.isNaN(low) || low === high;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is the same in every fold by definition; null where it is an estimate. */
function exactOverFolds(metric: MetricType, outcomes: readonly FoldOutcome[], values: readonly number[]): Metric | null {
  const exact = outcomes.map(({ outcome }, i) => exactInterval(metric, outcome, values[i]!));
  const [first] = exact;
  if (!first || exact.some((interval) => interval?.low !== first.low)) return null;
  return { value: first.low, ...first, n: outcomes.reduce((rows, { fold }) => rows + fold.validation.length, 0) };
}

/** Folds without any spread, as with no error in any of them, prove nothing by that: the rows they left out tell how much there could be. */
async function boundsOf(steady: readonly MetricType[], outcomes: readonly FoldOutcome[], seed: number, context: WorkContext) {
  const outcome = joinOutcomes(firstRound(outcomes).map((fold) => fold.outcome));
  return judge(outcome, { seed, context, metrics: steady.map(({ id }) => id) });
}

/** The folds up to the first row that is judged again: one repeat. */
function firstRound(outcomes: readonly FoldOutcome[]): readonly FoldOutcome[] {
  const seen = new Set<number>();
  const again = outcomes.findIndex(({ fold: { validation } }) => {
    const isRepeat = validation.some((row) => seen.has(row));
    validation.forEach((row) => seen.add(row));
    return isRepeat;
  });
  return again < 0 ? outcomes : outcomes.slice(0, again);
}

function within({ range }: MetricType, metric: Metric, bound: Metric | undefined): Metric {
  const [low, high] = bound ? [Math.min(bound.low, metric.value), Math.max(bound.high, metric.value)] : [metric.low, metric.high];
  const method = bound ? `${bound.method}, on the rows of all folds` : metric.method;
  return withinRange({ ...metric, method, low, high }, range);
}
