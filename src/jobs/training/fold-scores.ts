import type { Metric } from '../../core/outcome.ts';
import { weightsOf } from '../../stages/evaluate/confusion.ts';
import { summariseFolds } from '../../stages/evaluate/folds.ts';
import { usualMetrics } from '../../stages/evaluate/judge.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { scoreboardOf } from '../../stages/evaluate/score.ts';
import type { FoldOutcome } from './cross-validate.ts';

export interface FoldScores {
  /** By fold: metric id -> score. */
  readonly folds: readonly Readonly<Record<string, number>>[];
  /** Mean over folds, with an interval that knows that folds share rows. */
  readonly cv: Readonly<Record<string, Metric>>;
}

/** Scores each fold on the rows left out of it, and sums them up. */
export function scoreFolds(outcomes: readonly FoldOutcome[]): FoldScores {
  const chosen = usualMetrics(outcomes[0]!.outcome);
  const folds = outcomes.map(({ outcome }) => {
    const scores = scoreboardOf(chosen, outcome)(weightsOf(outcome));
    return Object.fromEntries(chosen.map((metric, j) => [metric.id, scores[j]!]));
  });
  const sizes = {
    train: meanOf(outcomes.map(({ fold }) => fold.train.length)),
    validation: meanOf(outcomes.map(({ fold }) => fold.validation.length))
  };
  const cv = Object.fromEntries(
    chosen.map(({ id }) => {
      const summary = summariseFolds(
        folds.map((fold) => fold[id]!),
        sizes
      );
      return [id, withinRange(id, summary)];
    })
  );
  return { folds, cv };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The t interval knows no bounds; the metric does. */
function withinRange(id: string, metric: Metric): Metric {
  const [lowest, highest] = metrics.get(id).range;
  return { ...metric, low: Math.max(metric.low, lowest), high: Math.min(metric.high, highest) };
}
