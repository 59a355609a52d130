import { partOf, type WorkContext } from '../../../core/context.ts';
import { partEmpty } from '../../../core/errors/splitting.ts';
import { runNotDone } from '../../../core/errors/judging.ts';
import { defaultsOf } from '../../../core/params.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { forkRng } from '../../../core/rng.ts';
import { backtest, rollingOrigins } from '../../../stages/forecast/evaluate/backtest.ts';
import { dieboldMariano } from '../../../stages/forecast/evaluate/diebold-mariano.ts';
import { judgeForecasts } from '../../../stages/forecast/evaluate/judge.ts';
import type { ForecastContext } from '../../../stages/forecast/method-type.ts';
import { forecasters } from '../../../stages/forecast/registry.ts';
import type { RunRecord } from '../../../storage/records/run.ts';
import { keptOfRun } from '../../judging/kept-of-run.ts';
import type { JobServices } from '../../services.ts';
import { openTestPart } from '../open-test-part.ts';
import { loadStudy } from '../study.ts';
import { boostedRegressor } from './boosted-regressor.ts';
import { paramsOf } from './forecasting-way.ts';
import { seriesOf, type StudySeries } from './series-of.ts';

/**
 * Judges a forecaster over the sealed end: before each of its origins it learns anew from what was known by then. The opening is counted before anything is shown.
 * @throws LatheError `run-not-done`, or `part-empty` where the history was too short to keep anything back; there is no validation part
 */
export async function evaluateForecasts(
  { runId, on }: { readonly runId: string; readonly on: 'validation' | 'test' },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const run = await services.storage.runs.get(runId);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  if (on === 'validation') throw partEmpty('validation');
  const read = seriesOf(await loadStudy(services.storage, run.projectId, run));
  await openTestPart(run, services);
  const report = await keptOfRun(services, run, 'report', 'forecasts:test', () => judge(run, read, context));
  const { split } = await services.storage.projects.get(run.projectId);
  return { ...report, testOpenings: split?.testOpenings.length ?? 0 };
}

async function judge(run: RunRecord, read: StudySeries, context: WorkContext): Promise<PlainRecord> {
  const { panel, horizon, sealed, season } = read;
  const plan = { ...rollingOrigins(panel, { horizon, most: sealed / horizon, fewest: 0 }), season };
  const within = (from: number, to: number): ForecastContext => ({
    ...partOf(context, from, to),
    rng: forkRng(run.seed, 'test'),
    regressor: boostedRegressor()
  });
  const [method, naive] = [forecasters.get(run.model), forecasters.all[0]!];
  const own = await backtest(panel, method, { plan, params: paramsOf(read, run.params) }, within(0, 0.7));
  const plain = paramsOf(read, defaultsOf(naive.params) as PlainRecord);
  const base = method.id === naive.id ? own : await backtest(panel, naive, { plan, params: plain }, within(0.7, 0.9));
  const report = {
    runId: run.id,
    on: 'test',
    origins: plan.origins.length,
    metrics: await judgeForecasts(own, within(0.9, 1)),
    baseline: await judgeForecasts(base, within(1, 1)),
    againstNaive: base === own ? null : dieboldMariano(own, base, 'mase'),
    notes: []
  };
  return report as unknown as PlainRecord;
}
