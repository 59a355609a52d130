import { createRegistry } from './registry.ts';
import type { SpecialTask } from './special-task.ts';

/** A metric that only special tasks have: a bar can be set on it. */
export interface TaskMetric {
  readonly id: string;
  readonly label: string;
  /** What the number says, in one sentence. */
  readonly doc: string;
  readonly tasks: readonly SpecialTask[];
  readonly higherIsBetter: boolean;
  readonly range: readonly [number, number];
}

/** The first of a task is the one nobody had to choose. */
export const taskMetrics = createRegistry<TaskMetric>('metric', [
  {
    id: 'silhouette',
    label: 'Silhouette',
    doc: 'How much nearer rows are to their own cluster than to the next one: 1 is far apart, 0 is touching, below 0 is in the wrong one.',
    tasks: ['clustering'],
    higherIsBetter: true,
    range: [-1, 1]
  }
]);

export const metricsOfTask = (task: SpecialTask): readonly TaskMetric[] => taskMetrics.all.filter(({ tasks }) => tasks.includes(task));
