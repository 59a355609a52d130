import { brief, counted } from '../../core/words.ts';
import type { Problem } from './problem.ts';
import { isOffered, learningTaskOf, metricFacts } from './tasks.ts';

/** What the sentence draws on beside the problem. */
export interface ProblemSetting {
  readonly features: number;
  readonly rows: number;
  /** What the best baseline reaches by the problem's metric; null = not run yet. */
  readonly baseline: number | null;
}

/** The problem in one sentence or two, as the Problem screen opens. */
export function describeProblem(problem: Problem, setting: ProblemSetting | null): string {
  const wish = wishOf(problem, setting);
  if (wish === null)
    return 'Nothing is decided yet: what is the real problem, how is it solved today, how will the prediction be used, and what is success?';
  return `${wish}${barOf(problem)}.${baselineOf(problem, setting)}`;
}

function wishOf({ task, target, positive }: Problem, setting: ProblemSetting | null): string | null {
  if (target === undefined) return null;
  const from = setting && task !== 'image' ? ` from ${counted(setting.features, 'column')}` : '';
  if (task === 'image') return `You want to tell the ${target} of an image`;
  if (isOffered(task) && learningTaskOf(task) === 'regression') return `You want to predict ${target}${from}`;
  return positive === undefined ? `You want to tell ${target}${from}` : `You want to tell whether ${target} is ${positive}${from}`;
}

function barOf({ bar, metric }: Problem): string {
  if (bar === undefined) return `, judged by ${words(metric).replace(/^an? /, '')}; how good is good enough is not said yet`;
  return `, well enough to reach ${words(metric)} of ${metricFacts[metric]?.higherIsBetter === false ? 'at most' : 'at least'} ${brief(bar)}`;
}

function baselineOf({ bar, metric }: Problem, setting: ProblemSetting | null): string {
  const baseline = setting?.baseline ?? null;
  if (baseline === null) return '';
  const isBetter = metricFacts[metric]?.higherIsBetter === false ? (a: number, b: number) => a < b : (a: number, b: number) => a > b;
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
  r2: 'an R2'
};

const words = (metric: string) => CAPITALS[metric] ?? `${/^[aeio]/.test(metric) ? 'an' : 'a'} ${metric.replaceAll('_', ' ')}`;
