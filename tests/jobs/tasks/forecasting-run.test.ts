import { beforeAll, expect, test } from 'vitest';
import type { ForecastFindings } from '../../../src/core/forecast-findings.ts';
import { taskFindingsKey } from '../../../src/core/task-findings.ts';
import { exportForecast, forecastSeries } from '../../../src/jobs/tasks/forecasting/forecast-series.ts';
import { compareRuns } from '../../../src/jobs/judging/compare-runs.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { forecasters } from '../../../src/stages/forecast/registry.ts';
import { days, noise, seasonal } from '../../stages/forecast/simulate.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
beforeAll(async () => {
  services = await testServices();
});

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const month = (i: number) => dayOf(Date.UTC(2000, i, 1));
const sales = `month,sales\n${[...seasonal(84, 4)].map((value, i) => `${month(i)},${value.toFixed(3)}`).join('\n')}\n`;
const problem = { task: 'forecasting', metric: 'mase', target: 'sales' };
const quick: Readonly<Record<string, object>> = { ets: { error: 'add', trend: 'none' }, arima: { order: [1, 0, 0] } };
const paramsOf = (id: string) => ({ ...defaultsOf(forecasters.get(id).params), ...quick[id] }) as never;
const monthly = (more = {}) => projectWith(services, sales, { ...problem, ...more });
const findingsOf = async (run: { id: string; projectId: string }) =>
  (await services.storage.results.find(taskFindingsKey(run.id), run.projectId))!.value as unknown as ForecastFindings;

test.each(forecasters.all.map(({ id }) => id))('%s is trained, judged from rolling origins, read again and run again', async (id) => {
  const run = await trainRun(services, await monthly({ horizon: 6 }), id, { params: paramsOf(id), cv: { kind: 'time', folds: 2 } });
  expect(run).toMatchObject({ status: 'done', question: { task: 'forecasting', horizon: 6 } });
  expect(Object.keys(run.metrics['cv']!)).toEqual(['mase', 'mae', 'rmse', 'smape', 'pinball', 'coverage_80', 'coverage_95']);
  expect(run.folds).toHaveLength(2);
  const found = await findingsOf(run);
  expect(found).toMatchObject({ task: 'forecasting', horizon: 6, origins: 2, seriesCount: 1 });
  expect(dayOf(found.series[0]!.ahead[0]!.time)).toBe('2007-01-01');
  expect(found.series[0]!.tried).toHaveLength(12);
  expect(found.againstNaive === null).toBe(id === 'seasonal-naive');
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
  const said = await forecastSeries({ runId: run.id, horizon: 9 }, services, quiet);
  expect(said.series[0]!.ahead.slice(0, 6)).toEqual(found.series[0]!.ahead);
  expect(said.series[0]!.ahead).toHaveLength(9);
});

test('the forecast is saved as CSV, with its bounds', async () => {
  const run = await trainRun(services, await monthly(), 'seasonal-naive', { params: paramsOf('seasonal-naive') });
  const { file } = await exportForecast({ runId: run.id, horizon: null }, services, quiet);
  const lines = (await file.text()).trim().split(/\r?\n/);
  expect(lines[0]).toBe('time,sales,low_80,high_80,low_95,high_95');
  expect(lines).toHaveLength(13);
});

test('a column of series makes many of them, told apart in the file too', async () => {
  const rows = ['a', 'b', 'c'].flatMap((name, k) =>
    [...noise(60, k + 1)].map((value, i) => `${dayOf(days(60)[i]!)},${name},${(20 * k + value).toFixed(3)}`)
  );
  const csv = `day,shop,sales\n${rows.reverse().join('\n')}\n`;
  const projectId = await projectWith(services, csv, { ...problem, series: 'shop', horizon: 5 });
  const run = await trainRun(services, projectId, 'mean-forecast', { params: paramsOf('mean-forecast') });
  const { series } = await findingsOf(run);
  expect(series.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c']);
  const { file } = await exportForecast({ runId: run.id, horizon: null }, services, quiet);
  expect((await file.text()).split(/\r?\n/)[0]).toMatch(/^series,time,sales/);
});

test('what can not be forecast says why', async () => {
  const noTime = await projectWith(services, 'x,sales\n1,2\n2,3\n3,5\n', problem);
  await expect(trainRun(services, noTime, 'ets', { params: paramsOf('ets') })).rejects.toMatchObject({ code: 'no-time-column' });
  const short = await projectWith(services, sales.split('\n').slice(0, 5).join('\n'), problem);
  await expect(trainRun(services, short, 'ets', { params: paramsOf('ets') })).rejects.toMatchObject({ code: 'series-too-short' });
  const folds = { kind: 'k-fold', folds: 5 } as const;
  const whole = await monthly();
  await expect(trainRun(services, whole, 'drift', { params: paramsOf('drift'), cv: folds })).rejects.toMatchObject({
    code: 'option-not-for-task'
  });
});

test('the last steps are sealed: no origin reaches into them, and opening them is counted', async () => {
  const run = await trainRun(services, await monthly({ horizon: 6 }), 'drift', { params: paramsOf('drift') });
  const found = await findingsOf(run);
  expect(found.sealed).toBe(18);
  const latest = Math.max(...found.series[0]!.tried.map(({ time }) => time));
  expect(dayOf(latest)).toBe(month(84 - 18 - 1));
  expect((await services.storage.projects.get(run.projectId)).split).toBeNull();
  const report = await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  expect(report).toMatchObject({ on: 'test', origins: 3, testOpenings: 1 });
  expect((report['metrics'] as Record<string, { n: number }>)['mae']!.n).toBe(18);
  const { split } = await services.storage.projects.get(run.projectId);
  expect(split).toMatchObject({ rows: { train: 66, validation: 0, test: 18 } });
  const audit = await services.storage.audit.list(run.projectId);
  expect(audit.map(({ action }) => action)).toContain('test-opened');
});

test('two forecasters are compared at the moments both were judged from', async () => {
  const projectId = await monthly({ horizon: 3 });
  const runs = [];
  for (const id of ['ets', 'mean-forecast', 'drift']) {
    const more = id === 'ets' ? { seasonal: 'add', trend: 'add' } : {};
    runs.push(await trainRun(services, projectId, id, { params: { ...(paramsOf(id) as object), ...more } as never }));
  }
  const { pairs } = (await compareRuns({ runIds: runs.map(({ id }) => id) }, services, quiet)) as never as {
    pairs: { sentence: string }[];
  };
  expect(pairs).toHaveLength(3);
  expect(pairs[0]!.sentence).toMatch(/^Exponential smoothing \(ETS\) is better than Mean of the past by .* in MASE over 10 origins/);
  await services.storage.projects.update(projectId, (project) => ({ ...project, problem: { ...project.problem!, horizon: 6 } }));
  const other = await trainRun(services, projectId, 'drift', { params: paramsOf('drift') });
  await expect(compareRuns({ runIds: [runs[0]!.id, other.id] }, services, quiet)).rejects.toMatchObject({ code: 'origins-differ' });
});

test('a history without room keeps nothing back, and says so', async () => {
  const run = await trainRun(services, await monthly({ horizon: 30 }), 'drift', { params: paramsOf('drift') });
  expect((await findingsOf(run)).sealed).toBe(0);
  expect(run.notes.join(' ')).toContain('too short to keep');
  await expect(evaluateRun({ runId: run.id, on: 'test' }, services, quiet)).rejects.toMatchObject({ code: 'part-empty' });
});

test('rows of several series that nobody named are averaged, and the column that tells them apart is named', async () => {
  const rows = [...Array(60).keys()].flatMap((i) =>
    ['north', 'south'].map((shop, k) => `${dayOf(Date.UTC(2024, 0, 1 + i))},${shop},${10 + 90 * k + (i % 7)}`)
  );
  const csv = `day,shop,sales\n${rows.join('\n')}\n`;
  const told = async (more: object) => {
    const run = await trainRun(services, await projectWith(services, csv, { ...problem, horizon: 7, ...more }), 'seasonal-naive', {
      params: paramsOf('seasonal-naive'),
      cv: { kind: 'time', folds: 2 }
    });
    return run.notes.join(' ');
  };
  expect(await told({})).toContain(
    '60 rows shared a step with another and were averaged. “shop” tells 2 series apart: name it on Problem, and each is forecast by itself.'
  );
  expect(await told({ series: 'shop' })).not.toContain('averaged');
});
