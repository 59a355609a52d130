import { reachesModel } from '../core/schema.ts';
import type { Metric } from '../core/outcome.ts';
import { accuracy } from '../stages/evaluate/metrics/accuracy.ts';
import { balancedAccuracy } from '../stages/evaluate/metrics/balanced-accuracy.ts';
import { metrics } from '../stages/evaluate/registry.ts';
import { describeProblem } from '../stages/plan/describe-problem.ts';
import { isOffered, learningTaskOf, metricsFor, offeredTasks, type OfferedTask } from '../stages/plan/tasks.ts';
import { metricFacts, type MetricFacts } from './metric-facts.ts';
import type { Overview } from './overview.ts';

const taskWords: Readonly<Record<OfferedTask, { readonly label: string; readonly doc: string }>> = {
  classification: { label: 'Tell classes apart', doc: 'The answer is one of a few names.' },
  regression: { label: 'Predict a number', doc: 'The answer is a number, and near is better than far.' },
  image: { label: 'Tell images apart', doc: 'The answer is the class an image is in.' }
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
  const known = metricsFor(isOffered(task) ? learningTaskOf(task) : 'classification');
  const isExtra = (id: string) => metrics.find(id)?.isExtra === true;
  return [...known.filter((id) => !isExtra(id)), ...known.filter(isExtra)].map(metricFacts);
}

/** The problem as one sentence. */
export function problemSentence({ problem, dataset }: Pick<Overview, 'problem' | 'dataset'>): string {
  const features = dataset?.columns.filter((column) => reachesModel(column, problem?.target)).length ?? 0;
  const setting = dataset && { features, rows: dataset.rows, baseline: null };
  return describeProblem(problem ?? { statement: '', task: 'classification', metric: 'roc_auc' }, setting);
}

/** The best baseline by the problem's metric on the validation part; null before one was run. */
export function baselineOf({ problem, runs }: Pick<Overview, 'problem' | 'runs'>): Metric | null {
  if (!problem) return null;
  const { higherIsBetter } = metricFacts(problem.metric);
  const scores = runs
    .filter((run) => run.model === 'baseline' && run.status === 'done' && !run.randomLabels)
    .flatMap((run) => run.metrics['validation']?.[problem.metric] ?? []);
  return scores.toSorted((a, b) => (higherIsBetter ? b.value - a.value : a.value - b.value))[0] ?? null;
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
