import type { NumberOutcome, Outcome } from '../../core/outcome.ts';
import type { MetricType } from './metric-type.ts';
import { metrics } from './registry.ts';

/**
 * What an outcome is judged by when nothing is asked for. Averages over classes by weight only where there are more than two; answers that are good for an order
 * only by that order, and others by it too where rows are graded within groups.
 */
export function usualMetrics(outcome: Outcome): MetricType[] {
  if (outcome.kind === 'numbers') return metrics.all.filter((metric) => metric.from === 'numbers' && suits(metric.ofOrder, outcome));
  const isMulticlass = outcome.positive === null;
  return metrics.all.filter((metric) => metric.from !== 'numbers' && (isMulticlass || !metric.isExtra));
}

function suits(ofOrder: 'relevance' | 'risk' | undefined, { orders, kinship, actual }: NumberOutcome): boolean {
  if (orders) return ofOrder === orders;
  return ofOrder === undefined || (ofOrder === 'relevance' && kinship?.kind === 'groups' && isGraded(actual));
}

/** Whole numbers from 0 to 30, and more than one of them: a count or an amount is seldom like that. */
const isGraded = (actual: Float64Array): boolean =>
  actual.every((grade) => Number.isInteger(grade) && grade >= 0 && grade <= 30) && actual.some((grade) => grade !== actual[0]);
