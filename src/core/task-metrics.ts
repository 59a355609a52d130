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
  },
  listMetric('ndcg', 'NDCG of the lists', 'How high what was liked stands in the lists: 1 is first places only, 0 is not in them.'),
  listMetric('map', 'Mean average precision', 'Mean over users of the precision at each hit of their list.'),
  listMetric('recall', 'Recall of the lists', 'Share of what a user went on to like that stands in the list.'),
  listMetric('precision', 'Precision of the lists', 'Share of a list that the user went on to like.'),
  listMetric('hit_rate', 'Hit rate', 'Share of the users whose list holds at least one thing they went on to like.'),
  listMetric('coverage', 'Coverage', 'Share of all items that stand in at least one list.'),
  listMetric(
    'novelty',
    'Novelty',
    'How little known the listed items are: 0 is only the best known, each 1 more is half as many users.',
    Infinity
  )
]);

export const metricsOfTask = (task: SpecialTask): readonly TaskMetric[] => taskMetrics.all.filter(({ tasks }) => tasks.includes(task));

function listMetric(id: string, label: string, doc: string, most = 1): TaskMetric {
  return { id, label, doc, tasks: ['recommendation'], higherIsBetter: true, range: [0, most] };
}
