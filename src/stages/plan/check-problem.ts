import {
  metricNotOffered,
  positiveNotALevel,
  problemInvalid,
  targetNotNumber,
  targetNotUsable,
  targetTooManyClasses,
  taskNotOffered
} from '../../core/errors/problem.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { checkInteractions } from './check-interactions.ts';
import { checkForecast } from './check-forecast.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { Problem } from './problem.ts';
import { isOffered, judgedTaskOf, metricFactOf, metricsFor, offeredTasks, usualMetric, type JudgedTask } from './tasks.ts';

const MOST_CLASSES = 200;

/**
 * The problem, if it can be worked on as it stands; names of levels come back as the data spell them. A metric of the other task gives way to
 * the usual one of this task, for it is what was left over from before the task was changed.
 * @param columns of the dataset; null before there is one, when only what needs no data is checked
 * @throws LatheError `task-not-offered`, `metric-not-offered`, `column-not-found`, `target-not-usable`, `target-not-number`,
 * `target-too-many-classes`, `positive-not-a-level`, `problem-invalid` or what `checkInteractions` throws
 */
export function checkProblem(problem: Problem, columns: readonly ColumnSummary[] | null): Problem {
  if (!isOffered(problem.task)) throw taskNotOffered(problem.task, offeredTasks);
  const task = judgedTaskOf(problem.task);
  const checked = { ...problem, metric: checkMetric(problem.metric, task) };
  checkNumbers(checked);
  if (!columns) return checked;
  if (problem.task === 'image' && !columns.some(({ type }) => type === 'image')) {
    throw problemInvalid(
      'task',
      'is image, but the data have no images',
      'Import a folder or a zip of images, or set the task to classification.'
    );
  }
  checkSensitive(checked, columns);
  if (task === 'recommendation') checkInteractions(checked, columns);
  if (task === 'forecasting') checkForecast(checked, columns);
  return problem.target === undefined ? checked : checkTarget(checked, problem.target, task, columns);
}

function checkMetric(metric: string, task: JudgedTask): string {
  if (!metricFactOf(metric)) throw metricNotOffered(metric, task, metricsFor(task));
  return metricsFor(task).includes(metric) ? metric : usualMetric(task);
}

function checkNumbers({ bar, metric, latencyMs, costs }: Problem): void {
  const [low, high] = metricFactOf(metric)!.range;
  if (bar !== undefined && !(typeof bar === 'number' && bar >= low && bar <= high)) {
    throw problemInvalid('bar', `is ${String(bar)}, but ${metric} goes from ${low} to ${high}`, `Give a number from ${low} to ${high}.`);
  }
  if (latencyMs !== undefined && !(typeof latencyMs === 'number' && latencyMs > 0 && Number.isFinite(latencyMs))) {
    throw problemInvalid('latency', `is ${String(latencyMs)}`, 'Give the longest time an answer may take, in milliseconds, above 0.');
  }
  for (const cost of Object.values(costs ?? {}).flatMap((row) => Object.values(row))) {
    if (!Number.isFinite(cost))
      throw problemInvalid('costs', `hold ${String(cost)}`, 'Give each kind of answer a number, in one currency; a gain is below 0.');
  }
}

function checkSensitive({ sensitive }: Problem, columns: readonly ColumnSummary[]): void {
  const known = columns.map(({ name }) => name);
  for (const name of sensitive ?? []) if (!known.includes(name)) throw columnNotFound(name, known);
}

function checkTarget(problem: Problem, target: string, task: JudgedTask, columns: readonly ColumnSummary[]): Problem {
  const column = columns.find(({ name }) => name === target);
  if (!column)
    throw columnNotFound(
      target,
      columns.map(({ name }) => name)
    );
  checkType(column, task);
  const levels = column.labels;
  if (isSpecialTask(task) || task === 'regression' || !levels) return problem;
  checkCosts(problem, target, levels);
  return problem.positive === undefined ? problem : { ...problem, positive: levelOf(String(problem.positive), target, levels) };
}

function checkType({ name, type, distinct }: ColumnSummary, task: JudgedTask): void {
  const isNumber = type === 'number' || type === 'integer';
  if (isMeasured(task) && !isNumber) throw targetNotNumber(name, type);
  if (isMeasured(task)) return;
  if (!isNumber && type !== 'category' && type !== 'boolean') {
    throw targetNotUsable(
      name,
      `it holds ${type}${type === 'image' ? 's' : ''}, and a class is a category`,
      'Choose a column of categories or numbers, or change its type on the Data step.'
    );
  }
  if (distinct > MOST_CLASSES) throw targetTooManyClasses(name, `${distinct} different values`, MOST_CLASSES);
}

/** Whether the target of such a task is a number. */
const isMeasured = (task: JudgedTask): boolean => task === 'regression' || task === 'forecasting' || task === 'recommendation';

function levelOf(said: string, target: string, levels: readonly string[]): string {
  const level = levels.find((label) => label === said) ?? levels.find((label) => label.toLowerCase() === said.toLowerCase());
  if (level === undefined) throw positiveNotALevel(said, target, levels);
  return level;
}

function checkCosts({ costs }: Problem, target: string, levels: readonly string[]): void {
  for (const [actual, row] of Object.entries(costs ?? {})) {
    for (const level of [actual, ...Object.keys(row)]) levelOf(level, target, levels);
  }
}
