import { isSpecialTask } from '../core/special-task.ts';
import { metricsOfTask, taskMetrics } from '../core/task-metrics.ts';
import { metrics } from '../stages/evaluate/registry.ts';

/** What a screen must know of a metric to speak about it. */
export interface MetricFacts {
  readonly id: string;
  readonly label: string;
  /** What the number says, in one sentence. */
  readonly doc: string;
  readonly higherIsBetter: boolean;
  readonly range: readonly [number, number];
  /** In the unit of the target: errors in dollars, in degrees. */
  readonly isInTargetUnit: boolean;
}

const IN_TARGET_UNIT: readonly string[] = ['rmse', 'mae', 'medae', 'max_error'];

/**
 * The facts of a metric; one that is not known is told by its id.
 * @param task of lists and forecasts a metric may mean something else than of rows: their own meaning comes first then
 */
export function metricFacts(id: string, task?: string): MetricFacts {
  const own = isSpecialTask(task) ? metricsOfTask(task).find((metric) => metric.id === id) : undefined;
  const known = own ?? metrics.find(id) ?? taskMetrics.find(id);
  if (!known) return { id, label: id, doc: '', higherIsBetter: true, range: [-Infinity, Infinity], isInTargetUnit: false };
  const { label, doc, higherIsBetter, range } = known;
  return { id, label, doc, higherIsBetter, range, isInTargetUnit: IN_TARGET_UNIT.includes(id) };
}
