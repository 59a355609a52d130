import { metricName } from '../../core/metric-names.ts';
import { isSpecialTask, needsTarget } from '../../core/special-task.ts';
import { quoted } from '../../core/words.ts';
import type { Problem } from '../api/problem.ts';
import type { DoIt } from './do-it.ts';

/** Takes what the data suggest for everything that is not said yet; what was said stays. */
export const doProblem: DoIt = async (project, { problem, dataset }, watch) => {
  if (!dataset) return { said: ['There are no data yet to suggest a problem from: import them on the Data step.'], undo: null };
  const { problem: suggested, reasons } = await project.problem.suggest(watch);
  const isFresh = problem?.target === undefined && !isSpecialTask(problem?.task);
  const change = isFresh ? fresh(problem, suggested) : missing(problem, suggested);
  if (Object.keys(change).length === 0) return { said: ['Target, metric and bar are set already; nothing was changed.'], undo: null };
  const before = Object.fromEntries(Object.keys(change).map((key) => [key, problem?.[key]])) as Partial<Problem>;
  await project.problem.set(change);
  return {
    said: [`${wordsOf(change)}.`, ...reasons],
    undo: async () => {
      const { statement = '', task = 'classification', metric = 'roc_auc' } = problem ?? {};
      await project.problem.set({ ...before, statement, task, metric });
    }
  };
};

function fresh(problem: Problem | null, suggested: Problem): Partial<Problem> {
  if (suggested.target === undefined && needsTarget(suggested.task)) return {};
  return problem?.statement ? { ...suggested, statement: problem.statement } : suggested;
}

/** What the suggestion adds to a problem about the same target by the same metric. */
function missing(problem: Problem, suggested: Problem): Partial<Problem> {
  if (suggested.target !== problem.target || suggested.metric !== problem.metric) return {};
  const added = Object.entries(suggested).filter(([key]) => problem[key] === undefined || problem[key] === '');
  return Object.fromEntries(added) as Partial<Problem>;
}

function wordsOf({ target, user, item, metric, bar }: Partial<Problem>): string {
  const parts = [
    user === undefined || item === undefined ? null : `${quoted(item)} to recommend to each ${quoted(user)}`,
    target === undefined ? null : `the target ${quoted(target)}`,
    metric === undefined ? null : `the ${metricName(metric)} as the metric`,
    bar === undefined ? null : `a bar of ${bar}`
  ].filter((part) => part !== null);
  return parts.length > 0 ? `Set: ${parts.join(', ')}` : 'Filled in what was not said yet';
}
