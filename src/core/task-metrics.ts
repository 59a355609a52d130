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
  },
  listMetric('ndcg', 'NDCG', 'How high what was liked stands in the lists: 1 is first places only, 0 is not in them.'),
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
  ),
  errorOfForecast(
    'mase',
    'MASE',
    'Error against that of the seasonal naive forecast one step ahead within the history: below 1 is better than that.'
  ),
  errorOfForecast('mae', 'Mean absolute error', 'How far forecasts are off, on average, in the unit of the target.'),
  errorOfForecast('rmse', 'Root mean squared error', 'Like the mean absolute error, with large misses counting for more.'),
  errorOfForecast('smape', 'sMAPE', 'The error as a share of the mean of forecast and value, 0 to 2; of little use near 0.', 2),
  errorOfForecast(
    'pinball',
    'Pinball loss',
    'How good bounds and middle are together, in the unit of the target: wide bounds cost, and so do values outside.'
  ),
  { ...shareWithin(80), id: 'coverage_80' },
  { ...shareWithin(95), id: 'coverage_95' }
]);

export const metricsOfTask = (task: SpecialTask): readonly TaskMetric[] => taskMetrics.all.filter(({ tasks }) => tasks.includes(task));

function errorOfForecast(id: string, label: string, doc: string, most = Infinity): TaskMetric {
  return { id, label, doc, tasks: ['forecasting'], higherIsBetter: false, range: [0, most] };
}

function shareWithin(level: number): Omit<TaskMetric, 'id'> {
  const doc = `The share of values within the bounds that should hold ${level} of 100.`;
  return { label: `Coverage of ${level} % bounds`, doc, tasks: ['forecasting'], higherIsBetter: true, range: [0, 1] };
}

function listMetric(id: string, label: string, doc: string, most = 1): TaskMetric {
  return { id, label, doc, tasks: ['recommendation'], higherIsBetter: true, range: [0, most] };
}
