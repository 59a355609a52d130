import type { Outcome } from '../../core/outcome.ts';
import type { Interval } from '../../kernels/intervals.ts';
import type { MetricType } from './metric-type.ts';
import { chanceOf } from './score.ts';

const ROUNDING = 1e-12;
/** Fewer rows may have got the same score by chance, from a model that does tell rows apart. */
const FEWEST_ALIKE = 20;

/**
 * Some metrics of a model that says the same of every row follow from their definition: its area under the ROC curve is a half, for every pair is
 * tied, whichever rows are drawn. There is nothing to estimate, and an interval made from the rows would be about something else.
 * @returns the interval of no width; null where the value is an estimate like any other
 */
export function exactInterval(metric: MetricType, outcome: Outcome, value: number): Interval | null {
  if (metric.from === 'numbers' || !metric.fixedWhenConstant || outcome.kind !== 'classes') return null;
  const classes = new Set(outcome.actual).size;
  if (classes < 2 || outcome.actual.length < FEWEST_ALIKE || !isConstant(outcome.probabilities, outcome.labels.length)) return null;
  return Math.abs(value - chanceOf(metric, outcome)) <= ROUNDING ? { low: value, high: value, method: 'exact: a constant score' } : null;
}

/** Whether every row has the same probabilities. */
const isConstant = (probabilities: Float64Array, classes: number): boolean =>
  probabilities.every((share, i) => share === probabilities[i % classes]);
