import type { WorkContext } from '../core/context.ts';
import { deviation } from '../core/stats.ts';
import type { Column } from '../core/table.ts';
import { suggestProblem, type Suggestion, type TargetFacts } from '../stages/plan/suggest-problem.ts';
import { guessTarget } from '../stages/plan/guess-target.ts';
import { seriesTable, type SeriesFacts, type SeriesTable } from '../stages/plan/suggest-forecast.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import { seriesFacts } from './tasks/forecasting/series-of.ts';
import type { JobServices } from './services.ts';

/** A problem a dataset could be meant for, with the bar drawn from the values of the likely target. Nothing is changed. */
export async function suggestProblemFor(
  job: { readonly datasetId: string },
  { storage }: JobServices,
  context: WorkContext
): Promise<Suggestion> {
  const dataset = await storage.datasets.get(job.datasetId);
  const guess = guessTarget(dataset.columns, dataset.rows);
  if (!guess) return suggestProblem(dataset.columns, { rows: dataset.rows });
  const table = await storage.datasets.readTable(dataset.id, [guess.name]);
  context.signal.throwIfAborted();
  const found = seriesTable(dataset.columns, guess.name, dataset.rows);
  const series = found && (await factsOfSeries(dataset, guess.name, found, storage));
  return suggestProblem(dataset.columns, { ...factsOf(table.columns[0]!), rows: dataset.rows, ...(series ? { series } : {}) });
}

async function factsOfSeries(
  { id }: DatasetRecord,
  target: string,
  { time, series }: SeriesTable,
  storage: JobServices['storage']
): Promise<SeriesFacts | null> {
  const table = await storage.datasets.readTable(id, [target, time, ...(series === undefined ? [] : [series])]);
  return seriesFacts(table, { target, time, series });
}

function factsOf(column: Column): TargetFacts {
  if (column.kind === 'number') {
    const counts = twoNumbers(column.values);
    return { sd: deviation(column.values.filter(Number.isFinite)), ...(counts ? { classCounts: counts } : {}) };
  }
  if (column.kind !== 'category') return {};
  const counts = column.labels.map(() => 0);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return { classCounts: Object.fromEntries(column.labels.map((label, code) => [label, counts[code]!])) };
}

/** The rows of each number where there are two; null where there are more or fewer. */
function twoNumbers(values: Float64Array): Record<string, number> | null {
  const counts = new Map<number, number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > 2) return null;
  }
  return counts.size === 2 ? Object.fromEntries([...counts].map(([value, count]) => [String(value), count])) : null;
}
