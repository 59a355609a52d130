import { isBaseline } from '../core/baselines.ts';
import { counted } from '../core/words.ts';
import { reachesModel } from '../core/schema.ts';
import type { Metric } from '../core/outcome.ts';
import { accuracy } from '../stages/evaluate/metrics/accuracy.ts';
import { balancedAccuracy } from '../stages/evaluate/metrics/balanced-accuracy.ts';
import { metrics } from '../stages/evaluate/registry.ts';
import { describeProblem } from '../stages/plan/describe-problem.ts';
import { isOffered, judgedTaskOf, metricsFor, offeredTasks, type OfferedTask } from '../stages/plan/tasks.ts';
import { groundOf } from './leader-of.ts';
import { comparable, rankRuns } from './leading-run.ts';
import type { Run } from './api/training.ts';
import { metricFacts, type MetricFacts } from './metric-facts.ts';
import type { Overview } from './overview.ts';

const taskWords: Readonly<Record<OfferedTask, { readonly label: string; readonly doc: string }>> = {
  classification: { label: 'Tell classes apart', doc: 'The answer is one of a few names.' },
  regression: { label: 'Predict a number', doc: 'The answer is a number, and near is better than far.' },
  image: { label: 'Tell images apart', doc: 'The answer is the class an image is in.' },
  clustering: {
    label: 'Find groups',
    doc: 'Rows that are alike, without an answer to learn from; also whether there are any groups at all.'
  },
  anomaly: { label: 'Find what is unusual', doc: 'Rows unlike the rest, without an answer to learn from, and in which columns.' },
  forecasting: { label: 'Forecast a series', doc: 'Numbers that are still to come, from those that came before.' },
  recommendation: { label: 'Recommend', doc: 'What a person may like, from what people liked.' }
};

/** What Lathe can be asked to do with these data; all of it while there are none. */
export function tasksFor(overview: Pick<Overview, 'dataset'>): { value: OfferedTask; label: string; doc: string }[] {
  const hasImages = overview.dataset?.columns.some(({ type }) => type === 'image');
  return offeredTasks
    .filter((task) => hasImages === undefined || (task === 'image') === hasImages)
    .map((task) => ({ value: task, ...taskWords[task] }));
}

/** The metrics a bar can be set on for a task, the usual ones first. */
export function metricsOf(task: string): MetricFacts[] {
  const known = metricsFor(isOffered(task) ? judgedTaskOf(task) : 'classification');
  const isExtra = (id: string) => metrics.find(id)?.isExtra === true;
  return [...known.filter((id) => !isExtra(id)), ...known.filter(isExtra)].map((id) => metricFacts(id, task));
}

/** The problem as one sentence. */
export function problemSentence({ problem, dataset }: Pick<Overview, 'problem' | 'dataset'>): string {
  const features = dataset?.columns.filter((column) => reachesModel(column, problem?.target)).length ?? 0;
  const setting = dataset && { features, rows: dataset.rows, baseline: null };
  return describeProblem(problem ?? { statement: '', task: 'classification', metric: 'roc_auc' }, setting);
}

export interface BestBaseline {
  readonly run: Run;
  readonly score: Metric;
  /** The rows it is from, in words. */
  readonly on: string;
}

/** The best baseline of the present question, data and division by the project's metric: what must be beaten. Over folds where that was done. */
export function baselineOf(overview: Pick<Overview, 'problem' | 'dataset' | 'split' | 'runs'>): BestBaseline | null {
  if (!overview.problem) return null;
  const { metric } = overview.problem;
  const done = comparable(overview.runs, groundOf(overview)).filter(
    ({ model, status, randomLabels }) => isBaseline(model) && status === 'done' && !randomLabels
  );
  const basis = done.some((run) => run.metrics['cv']?.[metric]) ? 'cv' : 'validation';
  const [best] = rankRuns(done, metric, basis);
  const folds = overview.problem.task === 'forecasting' ? 'over moments of the past' : 'over folds of the training part';
  const on = basis === 'cv' ? folds : `on ${counted(best?.score.n ?? 0, 'validation row')}`;
  return best ? { ...best, on } : null;
}

/** What always giving one answer would score on rows with these answers. */
export function scoreConstant(counts: readonly { readonly label: string; readonly count: number }[], answer: string) {
  const classes = counts.length;
  const chosen = counts.findIndex(({ label }) => label === answer);
  const cells = new Float64Array(classes * classes);
  counts.forEach(({ count }, actual) => (cells[actual * classes + chosen] = count));
  const confusion = { classes, cells, present: new Uint8Array(classes).fill(1), positive: null };
  const interval = accuracy.interval?.(confusion, 0.95) ?? { low: NaN, high: NaN, method: 'none' };
  const n = counts.reduce((total, { count }) => total + count, 0);
  return {
    accuracy: { value: accuracy.score(confusion), ...interval, n },
    balanced: balancedAccuracy.score(confusion),
    recalls: counts.map(({ label }, actual) => ({ label, recall: actual === chosen ? 1 : 0 }))
  };
}
