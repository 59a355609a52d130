import { brief, counted, quoted } from '../../core/words.ts';
import type { Problem } from './problem.ts';
import { metricFactOf } from './tasks.ts';

/** What the sentence draws on beside the problem. */
export interface ProblemSetting {
  readonly features: number;
  readonly rows: number;
  /** What the best baseline reaches by the problem's metric; null = not run yet. */
  readonly baseline: number | null;
}

/** Longer than this a heading takes three lines on a wide screen. */
const LONGEST = 90;

/** The problem in one sentence, or two where the baseline is known, as the Problem screen opens; what does not fit is left to the lines below it. */
export function describeProblem(problem: Problem, setting: ProblemSetting | null): string {
  const wish = wishOf(problem);
  if (wish === null) return 'Nothing is decided yet: what is to be told, for whom, and how good is good enough?';
  const from = setting && !hasOwnColumns(problem.task) ? ` from ${counted(setting.features, 'column')}` : '';
  const bar = barOf(problem);
  const told = [`${wish}${from}${bar}.`, `${wish}${bar}.`, `${wish}${from}.`].find(({ length }) => length <= LONGEST) ?? `${wish}.`;
  return `${told}${baselineOf(problem, setting)}`;
}

/** What is not told from the other columns. */
const hasOwnColumns = (task: string): boolean => task === 'image' || task === 'recommendation' || task === 'forecasting';

function wishOf({ task, target, positive, ...more }: Problem): string | null {
  if (task === 'clustering') return 'You want to find groups of rows that are alike';
  if (task === 'recommendation') return wishOfLists(more);
  if (task === 'anomaly') return 'You want to find rows that are unlike the rest';
  if (target === undefined) return null;
  if (task === 'image') return `You want to tell the ${quoted(target)} of an image`;
  if (task === 'forecasting') return `You want to forecast ${quoted(target)}${stepsAhead(more)}`;
  if (task === 'regression') return `You want to predict ${quoted(target)}`;
  return positive === undefined
    ? `You want to tell ${quoted(target)}`
    : `You want to tell whether ${quoted(target)} is ${quoted(positive)}`;
}

const stepsAhead = ({ horizon }: Readonly<Record<string, unknown>>): string =>
  typeof horizon === 'number' ? ` ${counted(horizon, 'step')} ahead` : '';

function wishOfLists({ user, item }: Readonly<Record<string, unknown>>): string {
  if (typeof user !== 'string' || typeof item !== 'string') return 'You want to recommend, and have not said yet what to whom';
  return `You want to recommend ${quoted(item)} to each ${quoted(user)}`;
}

function barOf({ bar, metric }: Problem): string {
  if (bar === undefined) return '; how good is good enough is not said yet';
  return `, with ${words(metric)} of ${metricFactOf(metric)?.higherIsBetter === false ? 'at most' : 'at least'} ${brief(bar)}`;
}

function baselineOf({ bar, metric }: Problem, setting: ProblemSetting | null): string {
  const baseline = setting?.baseline ?? null;
  if (baseline === null) return '';
  const isBetter = metricFactOf(metric)?.higherIsBetter === false ? (a: number, b: number) => a < b : (a: number, b: number) => a > b;
  const tooEasy = bar !== undefined && !isBetter(bar, baseline) ? ': the bar is no higher than that, so it proves nothing' : '';
  return ` The baseline reaches ${brief(baseline)}${tooEasy}.`;
}

/** Metrics that are written in capitals. */
const CAPITALS: Readonly<Record<string, string>> = {
  roc_auc: 'a ROC AUC',
  pr_auc: 'a PR AUC',
  rmse: 'an RMSE',
  mae: 'an MAE',
  mape: 'a MAPE',
  f1: 'an F1',
  mcc: 'an MCC',
  ece: 'an ECE',
  r2: 'an R2',
  mase: 'a MASE',
  smape: 'an sMAPE'
};

const words = (metric: string) => CAPITALS[metric] ?? `${/^[aeio]/.test(metric) ? 'an' : 'a'} ${metric.replaceAll('_', ' ')}`;
