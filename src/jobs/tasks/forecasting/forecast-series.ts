import type { WorkContext } from '../../../core/context.ts';
import { notAForecast } from '../../../core/errors/forecasting.ts';
import { runNotDone } from '../../../core/errors/judging.ts';
import type { SeriesForecasts } from '../../../core/forecast-findings.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { textColumn, type Table } from '../../../core/table.ts';
import { readPlain } from '../../../predict/package-file.ts';
import { LEVELS } from '../../../stages/forecast/evaluate/backtest.ts';
import type { Frequency } from '../../../stages/forecast/frequency.ts';
import { forecasters } from '../../../stages/forecast/registry.ts';
import { csvText } from '../../../stages/ingest/csv/csv-text.ts';
import type { JobServices } from '../../services.ts';
import { boostedRegressor } from './boosted-regressor.ts';
import { stepsOf } from './forecast-steps.ts';

export interface ForecastSeriesJob {
  readonly runId: string;
  /** Null = the horizon of the run. */
  readonly horizon: number | null;
}

interface Kept {
  readonly state: {
    readonly end: number;
    readonly frequency: Frequency;
    readonly horizon: number;
    readonly names: readonly string[];
    readonly fitted: PlainRecord;
  };
}

/**
 * What a finished run says of the steps to come, of every series, from what it kept alone.
 * @throws LatheError `not-a-forecast` or `run-not-done`
 */
export async function forecastSeries(
  { runId, horizon }: ForecastSeriesJob,
  { storage }: Pick<JobServices, 'storage'>,
  context: WorkContext
): Promise<SeriesForecasts> {
  const run = await storage.runs.get(runId);
  if (run.question.task !== 'forecasting') throw notAForecast(run.label, run.question.task);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  const { state } = readPlain(await storage.packages.get(run.modelHash)) as unknown as Kept;
  context.signal.throwIfAborted();
  const ask = { steps: horizon ?? state.horizon, levels: LEVELS };
  const outlooks = forecasters.get(run.model).forecast(state.fitted, ask, boostedRegressor());
  const series = outlooks.map((outlook, i) => ({ name: state.names[i]!, ahead: stepsOf(outlook, state.frequency, state.end) }));
  return { runId, target: run.question.target ?? '', series };
}

/** The same as CSV: series where there are several, time, value and its bounds. */
export async function exportForecast(job: ForecastSeriesJob, services: Pick<JobServices, 'storage'>, context: WorkContext) {
  const said = await forecastSeries(job, services, context);
  const { label } = await services.storage.runs.get(job.runId);
  const [header = '', ...records] = csvText(tableOf(said), { spreadsheetSafe: true });
  return { file: new Blob([header, ...records], { type: 'text/csv' }), name: `${said.target}-${label}-forecast.csv` };
}

function tableOf({ target, series }: SeriesForecasts): Table {
  const steps = series.flatMap(({ name, ahead }) => ahead.map((step) => ({ name, ...step })));
  const numbers = (name: string, of: (step: (typeof steps)[0]) => number) => ({
    kind: 'number' as const,
    name,
    values: Float64Array.from(steps, of)
  });
  return {
    rows: steps.length,
    columns: [
      ...(series.length > 1 ? [textColumn('series', steps.map(({ name }) => name))] : []), // prettier-ignore
      { kind: 'time', name: 'time', values: Float64Array.from(steps, ({ time }) => time) },
      numbers(target, ({ value }) => value),
      numbers('low_80', ({ low80 }) => low80),
      numbers('high_80', ({ high80 }) => high80),
      numbers('low_95', ({ low95 }) => low95),
      numbers('high_95', ({ high95 }) => high95)
    ]
  };
}
