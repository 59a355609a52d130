import type { WorkContext } from '../../core/context.ts';
import { pause } from '../../core/context.ts';
import { noTimes, notASeries } from '../../core/errors/exploring.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { describeSeries, type SeriesReport } from '../../stages/explore/series/describe-series.ts';
import { regularSeries } from '../../stages/explore/series/regular-series.ts';
import type { JobServices } from '../services.ts';

export interface SeriesJob {
  readonly datasetId: string;
  readonly column: string;
  readonly time: string;
  readonly period: number | null;
}

/**
 * One number column over a time column.
 * @throws LatheError `column-not-found`; `not-a-series` where the rows make no series of even steps
 */
export async function describeSeriesOf(job: SeriesJob, { storage }: JobServices, context: WorkContext): Promise<SeriesReport> {
  const { columns } = await storage.datasets.get(job.datasetId);
  const named = (kind: 'number' | 'time') => columns.filter((column) => column.kind === kind).map(({ name }) => name);
  if (!named('number').includes(job.column)) throw columnNotFound(job.column, named('number'));
  if (named('time').length === 0) throw noTimes(job.column);
  if (!named('time').includes(job.time)) throw columnNotFound(job.time, named('time'));
  const table = await storage.datasets.readTable(job.datasetId, [job.column, job.time]);
  const valuesOf = (name: string) => (table.columns.find((column) => column.name === name) as { values: Float64Array }).values;
  context.onProgress(0.3);
  await pause(context);
  const series = regularSeries(valuesOf(job.time), valuesOf(job.column));
  if (!series) throw notASeries(job.column, job.time);
  const most = Math.floor(series.values.length / 2);
  if (job.period !== null && (job.period < 2 || job.period > most)) throw notASeries(job.column, job.time, { period: job.period, most });
  context.onProgress(0.5);
  await pause(context);
  return describeSeries(series, job.period, columns.find(({ name }) => name === job.time)?.zone ?? null);
}
