import { beforeAll, expect, test } from 'vitest';
import { taskFindingsKey } from '../../../src/core/task-findings.ts';
import { coefficientsOfRun } from '../../../src/jobs/training/coefficients-of-run.ts';
import { forecastRuns } from '../../../src/jobs/training/forecast.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const rng = createRng(1);
const centres = [
  [0, 0],
  [6, 0],
  [0, 6]
];
const rows = Array.from({ length: 90 }, (_, i) => centres[i % 3]!.map((at) => at + normal(rng)));
const csv = `x,y\n${rows.map((row) => row.join(',')).join('\n')}\n`;
const kMeans = { nClusters: 3, nInit: 3, maxIter: 50, tol: 1e-4 };

let services: TrainingServices;
beforeAll(async () => {
  services = await testServices();
});

const clustering = () => projectWith(services, csv, { task: 'clustering', metric: 'silhouette' });

test('a run without a target has the same record as any run, its scores with intervals, and what it found', async () => {
  const projectId = await clustering();
  const run = await trainRun(services, projectId, 'k-means', { params: kMeans });
  expect(run).toMatchObject({ status: 'done', model: 'k-means', question: { task: 'clustering' } });
  expect(run.modelHash).toMatch(/^[0-9a-f]{64}$/);
  const { value, low, high, method } = run.metrics['train']!['silhouette']!;
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
  expect(method).toMatch(/bootstrap/);
  const found = await services.storage.results.find(taskFindingsKey(run.id), projectId);
  expect(found?.value).toMatchObject({ task: 'clustering', model: 'k-means' });
  expect((await services.storage.projects.get(projectId)).problemFixedAt).not.toBeNull();
});

test('it comes out the same when it is run again', async () => {
  const run = await trainRun(services, await clustering(), 'k-means', { params: kMeans });
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
});

test('what needs an answer for every row says so, and a model of another task too', async () => {
  const projectId = await clustering();
  const run = await trainRun(services, projectId, 'k-means', { params: kMeans });
  await expect(evaluateRun({ runId: run.id, on: 'validation' }, services, quiet)).rejects.toMatchObject({ code: 'not-for-this-task' });
  expect(await coefficientsOfRun({ runId: run.id }, services)).toBeNull();
  await expect(trainRun(services, projectId, 'boosting')).rejects.toMatchObject({ code: 'model-of-other-task' });
  const folds = { kind: 'k-fold', folds: 5 } as const;
  await expect(trainRun(services, projectId, 'k-means', { params: kMeans, cv: folds })).rejects.toMatchObject({
    code: 'option-not-for-task'
  });
});

test('a failed run says why in its record', async () => {
  const projectId = await projectWith(services, 'x,y\n1,2\n3,4\n', { task: 'clustering', metric: 'silhouette' });
  await expect(trainRun(services, projectId, 'k-means', { params: kMeans })).rejects.toMatchObject({ code: 'too-few-rows' });
  const [run] = await services.storage.runs.list(projectId);
  expect(run).toMatchObject({ status: 'failed', error: { code: 'too-few-rows' } });
});

test('its time is forecast from earlier runs', async () => {
  const projectId = await clustering();
  await trainRun(services, projectId, 'k-means', { params: kMeans });
  const planned = { model: 'k-means', params: kMeans, cv: null, calibrate: 'none' };
  expect((await forecastRuns({ projectId, runs: [planned] }, services))[0]?.ms).toBeGreaterThan(0);
});
