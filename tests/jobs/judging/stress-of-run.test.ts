import { beforeAll, describe, expect, test } from 'vitest';
import type { StressReport } from '../../../src/app/api/stress.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import type { StressRequest } from '../../../src/core/stress-request.ts';
import { stressOfRun } from '../../../src/jobs/judging/stress/stress-of-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { setSplit } from '../../../src/jobs/splitting/set-split.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { notOnThePassengerList, projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
let project: string;
let boosted: RunRecord;
const train = (model: string, more: PlainRecord = {}, within = project, randomLabels = false) =>
  trainRun(services, within, model, { randomLabels, params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...more } });
const ask = async (run: RunRecord, request: StressRequest, context = quiet) =>
  (await stressOfRun({ runId: run.id, request }, services, context)) as unknown as StressReport;

beforeAll(async () => {
  services = await testServices();
  project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc', bar: 0.8 }, notOnThePassengerList);
  boosted = await train('boosting', { maxIter: 20 });
});

describe('who was saved from the Titanic', () => {
  test('every kind that breaks something is tried, progress goes one way, the seal stays shut, and what was found is kept', async () => {
    const shares: number[] = [];
    const report = await ask(boosted, { repeats: 2 }, { ...quiet, onProgress: (share) => void shares.push(share) });
    expect(report.curves.map(({ kind }) => kind)).toEqual([
      'missing',
      'missing-extreme',
      'noise',
      'unit-error',
      'outliers',
      'typos',
      'shift'
    ]);
    expect(report).toMatchObject({ on: 'validation', metric: 'roc_auc', guessing: 0.5, bar: 0.8, ranking: null });
    expect(report.curves.every(({ points }) => points[0]!.metric.value === report.curves[0]!.points[0]!.metric.value)).toBe(true);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    expect((await services.storage.projects.get(project)).split!.testOpenings).toEqual([]);
    const again: number[] = [];
    expect(await ask(boosted, { repeats: 2 }, { ...quiet, onProgress: (share) => void again.push(share) })).toEqual(report);
    expect(again).toEqual([]);
  });

  test('the column that hurts most is the one it goes by', async () => {
    const { ranking, curves } = await ask(boosted, { kinds: ['missing'], byColumn: true, repeats: 2 });
    expect(curves).toHaveLength(1);
    expect(ranking!.columns[0]!.column).toBe('sex');
    expect(ranking!.columns.map(({ column }) => column).toSorted()).toEqual(['age', 'embarked', 'fare', 'parch', 'pclass', 'sex', 'sibsp']);
    expect(ranking!.sentence).toMatch(
      /^“sex” hurts most: with 100\u00a0% of the values missing in it alone the area under the ROC curve gets worse by 0\.\d+/
    );
  });

  test('it can be stopped', async () => {
    const stop = new AbortController();
    const context = { ...quiet, signal: stop.signal, onProgress: () => stop.abort() };
    await expect(ask(boosted, { kinds: ['noise'], repeats: 3 }, context)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('what can’t be asked is refused by name', async () => {
    const refused: [StressRequest, string][] = [
      [{ kinds: ['storm'] }, 'unknown-id'],
      [{ kinds: ['blur'] }, 'stress-not-for-model'],
      [{ kinds: ['typos'], columns: ['age'] }, 'stress-not-for-model'],
      [{ columns: ['none'] }, 'column-not-found'],
      [{ kinds: ['missing'], doses: [2] }, 'param-out-of-range'],
      [{ kinds: ['missing'], doses: [0] }, 'param-out-of-range'],
      [{ kinds: ['missing'], doses: [] }, 'param-out-of-range'],
      [{ doses: [0.1] }, 'param-out-of-range'],
      [{ byColumn: true }, 'param-out-of-range'],
      [{ kinds: ['noise'], repeats: 0 }, 'param-out-of-range'],
      [{ kinds: ['unit-error'], params: { 'unit-error': { factor: 0 } } }, 'param-out-of-range'],
      [{ kinds: ['unit-error'], params: { 'unit-error': { size: 1 } } }, 'unknown-param'],
      [{ params: { storm: {} } }, 'unknown-id']
    ];
    for (const [request, code] of refused) await expect(ask(boosted, request), JSON.stringify(request)).rejects.toMatchObject({ code });
  });
});

test('a run on shuffled answers has nothing to lose: it gets no worse than luck allows', async () => {
  const random = await train('boosting', { maxIter: 10 }, project, true);
  const { curves } = await ask(random, { repeats: 2, kinds: ['missing', 'noise'] });
  const ends = curves.map(({ points }) => points.at(-1)!.metric);
  expect(ends.every(({ low, high }) => low <= 0.55 && high >= 0.45)).toBe(true);
});

test('where no rows were kept for judging, those it learned from are broken, and it is said', async () => {
  const penguins = await projectWith(services, sample('penguins'), { target: 'body_mass_g', task: 'regression', metric: 'mae' });
  const spec = { kind: 'random' as const, shares: { train: 0.7, validation: 0, test: 0.3 }, seed: 1 };
  await setSplit({ projectId: penguins, spec }, services);
  const run = await train('linear', {}, penguins);
  const report = await ask(run, { kinds: ['noise'], columns: ['flipper_length_mm'], repeats: 2 });
  expect(report).toMatchObject({ on: 'training', rows: 239 });
  expect(report.higherIsBetter).toBe(false);
  const [start, ...rest] = report.curves[0]!.points;
  expect(rest.at(-1)!.metric.value).toBeGreaterThan(start!.metric.value);
  expect(rest.at(-1)!.drop.value).toBeGreaterThan(0);
});
