import type { Outcome } from '../../core/outcome.ts';
import { confusionCounter, weightsOf } from './confusion.ts';
import type { MetricType, Scorer } from './metric-type.ts';
import { metrics as registry } from './registry.ts';

/** All the metrics' values under any row weights, the confusion matrix counted once for all of them. */
export type Scoreboard = (weights: Float64Array) => Float64Array;

/** Prepares (sorts, finds row losses) once. Metrics of the other task give NaN. */
export function scoreboardOf(metrics: readonly MetricType[], outcome: Outcome): Scoreboard {
  const count = outcome.kind === 'classes' && metrics.some((metric) => metric.from === 'confusion') ? confusionCounter(outcome) : null;
  const scorers = metrics.map((metric) => (metric.from === 'confusion' ? null : prepareScorer(metric, outcome)));
  const values = new Float64Array(metrics.length);
  return (weights) => {
    const confusion = count?.(weights) ?? null;
    metrics.forEach((metric, j) => {
      if (metric.from !== 'confusion') values[j] = scorers[j]!(weights);
      else values[j] = confusion === null ? NaN : metric.score(confusion);
    });
    return values;
  };
}

function prepareScorer(metric: Exclude<MetricType, { from: 'confusion' }>, outcome: Outcome): Scorer {
  if (metric.from === 'probabilities' && outcome.kind === 'classes') return metric.prepare(outcome);
  if (metric.from === 'numbers' && outcome.kind === 'numbers') return metric.prepare(outcome);
  return () => NaN;
}

/** One metric's bare value, for those who make their own interval (importance, thresholds, groups); NaN where it is not defined. */
export const scoreOutcome = (metric: MetricType, outcome: Outcome): number =>
  outcome.actual.length === 0 ? NaN : scoreboardOf([metric], outcome)(weightsOf(outcome))[0]!;

/** What guessing without looking gives on these rows; NaN where there is no such level. */
export function chanceOf(metric: MetricType, outcome: Outcome): number {
  if (outcome.actual.length === 0) return NaN;
  if (metric.from === 'numbers') return outcome.kind === 'numbers' ? metric.chance(outcome) : NaN;
  return outcome.kind === 'classes' ? metric.chance(outcome) : NaN;
}

/** A metric as those who score many variants of an outcome take it: its direction and its bare value. */
export interface Scoring {
  readonly id: string;
  readonly higherIsBetter: boolean;
  readonly valueOf: (outcome: Outcome) => number;
}

/** @throws LatheError `unknown-id` for a metric there is not */
export function scoringOf(metricId: string): Scoring {
  const metric = registry.get(metricId);
  return { id: metric.id, higherIsBetter: metric.higherIsBetter, valueOf: (outcome) => scoreOutcome(metric, outcome) };
}
