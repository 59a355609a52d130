import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { ScalerBothWays } from '../../../src/jobs/preparing/scaler-both-ways.ts';
import { scalerBothWays } from '../../../src/jobs/preparing/scaler-both-ways.ts';
import { describeSplit, type SplitDescription } from '../../../src/jobs/splitting/describe-split.ts';
import { suggestSplitFor } from '../../../src/jobs/splitting/set-split.ts';
import { forecastRuns } from '../../../src/jobs/training/forecast.ts';
import { tryTraining } from '../../../src/jobs/training/trial.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const described = async (...given: Parameters<typeof describeSplit>) => (await describeSplit(...given)) as unknown as SplitDescription;
const penguins = async () => {
  const services = await testServices();
  return { services, projectId: await projectWith(services, sample('penguins'), { target: 'species' }) };
};

/** Two rows a house, in time order, every value told apart by house. */
const houses = [
  'house,day,size,dear',
  ...Array.from({ length: 80 }, (_, i) => `h${i >> 1},${i},${100 + (i >> 1)},${i % 3 === 0 ? 'yes' : 'no'}`)
].join('\n');

describe('a division described', () => {
  test('counts every row and class once, and decides nothing', async () => {
    const { services, projectId } = await penguins();
    const told = await described({ projectId, spec: null }, services, quiet);
    expect(told.rows.train + told.rows.validation + told.rows.test + told.left).toBe(344);
    const counts = told.target?.kind === 'classes' ? told.target.counts : null;
    expect(counts?.train.reduce((sum, count) => sum + count, 0)).toBe(told.rows.train);
    expect((await services.storage.projects.get(projectId)).split).toBeNull();
  });

  test('shows that chance puts a group on both sides and a group split does not', async () => {
    const services = await testServices();
    const projectId = await projectWith(services, houses, { target: 'dear' }, { house: 'group', day: 'time' });
    const chance = await described({ projectId, spec: { kind: 'random', seed: 1 } }, services, quiet);
    const grouped = await described({ projectId, spec: { kind: 'group', column: 'house', seed: 1 } }, services, quiet);
    expect(chance.groups?.shared).toBeGreaterThan(0);
    expect(chance.copies.testInTrain + chance.copies.validationInTrain).toBeGreaterThan(0);
    expect(grouped.groups?.shared).toBe(0);
    expect(grouped.copies).toEqual({ validationInTrain: 0, testInTrain: 0, testInValidation: 0 });
  });

  test('a time split has its parts one after the other', async () => {
    const services = await testServices();
    const projectId = await projectWith(services, houses, { target: 'dear' }, { house: 'group', day: 'time' });
    const { order } = await described({ projectId, spec: { kind: 'time', column: 'day' } }, services, quiet);
    expect(order?.spans.train?.[1]).toBeLessThan(order!.spans.validation![0]);
    expect(order?.spans.validation?.[1]).toBeLessThan(order!.spans.test![0]);
  });
});

test('a series without a time column is suggested a split by the order of its rows, and trains with it', async () => {
  const rng = createRng(5);
  let level = 0;
  const rows = Array.from({ length: 300 }, () => {
    level = 0.9 * level + normal(rng);
    return `${level.toFixed(3)},${(level + normal(rng)).toFixed(3)}`;
  });
  const services = await testServices();
  const projectId = await projectWith(services, `wind,load\n${rows.join('\n')}\n`, { target: 'load', task: 'regression', metric: 'rmse' });
  const { spec, reasons } = await suggestSplitFor({ projectId }, services);
  expect(spec).toEqual({ kind: 'time', seed: 0 });
  expect(reasons[0]).toMatch(/a row goes with the next by 0\.\d+ in “load”/);
  const run = await trainRun(services, projectId, 'linear', { cv: { kind: 'time', folds: 3 } });
  expect([run.status, run.metrics['validation']!['rmse']!.n]).toEqual(['done', 45]);
  expect(run.notes.join(' ')).not.toContain('may flatter');
  const easier = await trainRun(services, projectId, 'linear', { cv: { kind: 'k-fold', folds: 3 } });
  expect(easier.notes.join(' ')).toContain('divided by time, but the folds were not');
  const { split } = await services.storage.projects.get(projectId);
  expect(split?.notes?.join()).toContain('order of the rows');
});

test('a scaler learned both ways: held-out rows in proportion, the shift is that of the means', async () => {
  const { services, projectId } = await penguins();
  const told = (await scalerBothWays({ projectId, trainRows: 20 }, services)) as unknown as ScalerBothWays;
  expect([told.trainRows, told.allRows, told.mostTrainRows]).toEqual([20, 29, 241]);
  expect(told.columns.map(({ name }) => name)).toEqual(['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g']);
  for (const { train, all, shift } of told.columns) expect(shift).toBeCloseTo((all.mean - train.mean) / train.deviation, 12);
});

describe('an experiment', () => {
  const params = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
  const job = { model: 'logistic', params, seed: 0, foldSeed: 0, cv: { kind: 'stratified' as const, folds: 3 } };

  test('scores as a run over the same folds does, and leaves neither run nor package nor split behind', async () => {
    const { services, projectId } = await penguins();
    const tried = (await tryTraining({ projectId, ...job }, services, quiet)) as {
      metrics: Record<string, { value: number }>;
      folds: unknown[];
    };
    expect(await services.storage.runs.list(projectId)).toEqual([]);
    expect((await services.storage.projects.get(projectId)).split).toBeNull();
    const run = await trainRun(services, projectId, 'logistic', { cv: job.cv, params });
    expect(tried.folds).toHaveLength(3);
    expect(tried.metrics['accuracy']?.value).toBeGreaterThan(0.9);
    expect(tried.metrics['accuracy']?.value).toBe(run.metrics['cv']?.['accuracy']?.value);
  });

  test('another fold seed draws other folds', async () => {
    const { services, projectId } = await penguins();
    const folds = async (foldSeed: number) =>
      JSON.stringify(((await tryTraining({ projectId, ...job, foldSeed }, services, quiet)) as { folds: unknown }).folds);
    expect(await folds(1)).not.toBe(await folds(2));
  });
});

test('a forecast is there once such a model has run, and not before', async () => {
  const { services, projectId } = await penguins();
  const runs = [{ model: 'baseline', params: {}, cv: null, calibrate: 'none' }];
  expect(await forecastRuns({ projectId, runs }, services)).toEqual([null]);
  await trainRun(services, projectId, 'baseline');
  const [forecast] = await forecastRuns({ projectId, runs }, services);
  expect(forecast!.ms).toBeGreaterThan(0);
  expect(forecast!.low).toBeLessThan(forecast!.ms);
  expect(forecast).toMatchObject({ runs: 1 });
});
