import { isSpecialTask, type SpecialTask } from '../../core/special-task.ts';
import type { LearningTask } from '../../core/target.ts';
import { metricsOfTask, taskMetrics } from '../../core/task-metrics.ts';

/** What Lathe can be asked to do. Images are a kind of feature: their task is to tell classes apart. */
export type OfferedTask = LearningTask | 'image' | SpecialTask;

/** What is judged by metrics of its own. */
export type JudgedTask = LearningTask | SpecialTask;

export const offeredTasks: readonly OfferedTask[] = [
  'classification',
  'regression',
  'image',
  'clustering',
  'anomaly',
  'recommendation',
  'forecasting'
];

export const isOffered = (task: string): task is OfferedTask => (offeredTasks as readonly string[]).includes(task);

/** What a model learns to do for a task. */
export const judgedTaskOf = (task: OfferedTask): JudgedTask =>
  isSpecialTask(task) ? task : task === 'regression' ? 'regression' : 'classification';

interface MetricFact {
  readonly tasks: readonly JudgedTask[];
  readonly higherIsBetter: boolean;
  readonly range: readonly [number, number];
}

const ofClasses = (higherIsBetter: boolean, low: number, high: number): MetricFact => ({
  tasks: ['classification'],
  higherIsBetter,
  range: [low, high]
});
const ofNumbers = (higherIsBetter: boolean, low: number, high: number): MetricFact => ({
  tasks: ['regression'],
  higherIsBetter,
  range: [low, high]
});

const share = ofClasses(true, 0, 1);

/** The metrics a bar can be set on; a test holds this against the evaluation's registry, which a stage may not import. */
export const metricFacts: Readonly<Record<string, MetricFact>> = {
  accuracy: share,
  balanced_accuracy: share,
  roc_auc: share,
  roc_auc_weighted: share,
  roc_auc_ovo: share,
  pr_auc: share,
  precision: share,
  recall: share,
  f1: share,
  f2: share,
  f05: share,
  precision_weighted: share,
  recall_weighted: share,
  f1_weighted: share,
  f2_weighted: share,
  f05_weighted: share,
  precision_micro: share,
  recall_micro: share,
  f1_micro: share,
  f2_micro: share,
  f05_micro: share,
  mcc: ofClasses(true, -1, 1),
  kappa: ofClasses(true, -1, 1),
  log_loss: ofClasses(false, 0, Infinity),
  brier: ofClasses(false, 0, 2),
  ece: ofClasses(false, 0, 1),
  rmse: ofNumbers(false, 0, Infinity),
  mae: ofNumbers(false, 0, Infinity),
  medae: ofNumbers(false, 0, Infinity),
  mape: ofNumbers(false, 0, Infinity),
  r2: ofNumbers(true, -Infinity, 1),
  explained_variance: ofNumbers(true, -Infinity, 1),
  max_error: ofNumbers(false, 0, Infinity),
  ndcg: ofNumbers(true, 0, 1),
  concordance: ofNumbers(true, 0, 1)
};

export const metricsFor = (task: JudgedTask): string[] =>
  isSpecialTask(task)
    ? metricsOfTask(task).map(({ id }) => id)
    : Object.keys(metricFacts).filter((id) => metricFacts[id]!.tasks.includes(task));

/** What is known of a metric: of one that special tasks share with the others, what the others say. */
export const metricFactOf = (id: string): MetricFact | undefined =>
  Object.hasOwn(metricFacts, id) ? metricFacts[id] : taskMetrics.find(id);

/** The metric of a task nobody chose one for. */
export const usualMetric = (task: JudgedTask): string =>
  isSpecialTask(task) ? metricsFor(task)[0]! : task === 'regression' ? 'rmse' : 'roc_auc';
