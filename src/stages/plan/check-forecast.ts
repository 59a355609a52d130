import { noTimeColumn } from '../../core/errors/forecasting.ts';
import { problemInvalid } from '../../core/errors/problem.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { LONGEST_HORIZON, LONGEST_SEASON } from '../../core/forecast-question.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { Problem } from './problem.ts';

/**
 * Whether a forecast can be worked on as it stands: some column says when, and what is said of steps and series is there.
 * @throws LatheError `no-time-column`, `column-not-found` or `problem-invalid`
 */
export function checkForecast({ target, horizon, season, series, time }: Problem, columns: readonly ColumnSummary[]): void {
  const times = columns.filter(({ type }) => type === 'time').map(({ name }) => name);
  if (times.length === 0) throw noTimeColumn(target ?? 'the target');
  if (time !== undefined && !times.includes(String(time))) throw columnNotFound(String(time), times);
  const known = columns.map(({ name }) => name);
  if (series !== undefined && !known.includes(String(series))) throw columnNotFound(String(series), known);
  if (series !== undefined && series === target)
    throw problemInvalid('series', 'is the target', 'Name the column that tells series apart, or leave it out where there is one series.');
  checkSteps('horizon', horizon, LONGEST_HORIZON);
  checkSteps('season', season, LONGEST_SEASON);
}

function checkSteps(name: 'horizon' | 'season', steps: unknown, most: number): void {
  if (steps === undefined) return;
  if (!(Number.isInteger(steps) && (steps as number) >= 1 && (steps as number) <= most))
    throw problemInvalid(name, `is ${String(steps)}`, `Give a whole number of steps from 1 to ${most}.`);
}
