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
  {
    id: 'davies_bouldin',
    label: 'Davies-Bouldin index',
    doc: 'How wide clusters are against how far the next one is, in the mean over the clusters: 0 is best.',
    tasks: ['clustering'],
    higherIsBetter: false,
    range: [0, Infinity]
  },
  {
    id: 'calinski_harabasz',
    label: 'Calinski-Harabasz index',
    doc: 'Spread between clusters over spread within; only to compare clusterings of the same rows.',
    tasks: ['clustering'],
    higherIsBetter: true,
    range: [0, Infinity]
  },
  {
    id: 'stability',
    label: 'Stability',
    doc: 'How far the same comes out when it is looked for in parts of the rows: 1 = the same, 0 = no more than by chance.',
    tasks: ['clustering', 'anomaly'],
    higherIsBetter: true,
    range: [-1, 1]
  },
  {
    id: 'adjusted_rand',
    label: 'Adjusted Rand index',
    doc: 'How far the clusters and a column that was known before put the same rows together: 1 = the same, 0 = no more than by chance.',
    tasks: ['clustering'],
    higherIsBetter: true,
    range: [-1, 1]
  },
  {
    id: 'roc_auc',
    label: 'Area under the ROC curve',
    doc: 'The chance that a row known to be unusual gets a higher score than another.',
    tasks: ['anomaly'],
    higherIsBetter: true,
    range: [0, 1]
  },
  {
    id: 'pr_auc',
    label: 'Average precision',
    doc: 'The mean share of rows known to be unusual among those with the highest scores.',
    tasks: ['anomaly'],
    higherIsBetter: true,
    range: [0, 1]
  },
  {
    id: 'nmi',
    label: 'Normalized mutual information',
    doc: 'How much the clusters tell of a column that was known before: 1 = all, 0 = nothing.',
    tasks: ['clustering'],
    higherIsBetter: true,
    range: [0, 1]
  }
]);

export const metricsOfTask = (task: SpecialTask): readonly TaskMetric[] => taskMetrics.all.filter(({ tasks }) => tasks.includes(task));
