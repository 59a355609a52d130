import { beforeAll, describe, expect, test } from 'vitest';
import type { AttackLine, AttackReport } from '../../../src/app/api/attack.ts';
import type { AttackRequest } from '../../../src/core/attack-request.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { attackOfRun } from '../../../src/jobs/judging/attack/attack-of-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import type { RunRecord } from '../../../src/storage/records/run.ts';
import { cpuEngine } from '../../neural/cpu-engine.ts';
import { notOnThePassengerList, projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

let services: TrainingServices;
let project: string;
const train = (model: string, more: PlainRecord = {}, within = project) =>
  trainRun(services, within, model, { params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...more } });
const ask = async (run: RunRecord, request: AttackRequest = {}, context = quiet) =>
  (await attackOfRun({ runId: run.id, request }, services, context)) as unknown as AttackReport;
const lineOf = ({ lines }: AttackReport, way: AttackLine['way']) =>
  lines.find((line) => line.way === way)?.points.map(({ right }) => right.value);

beforeAll(async () => {
  services = { ...(await testServices()), openEngine: () => cpuEngine() };
  project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, notOnThePassengerList);
});

describe.each([
  ['logistic', {}, 'exact'],
  ['boosting', { maxIter: 15 }, 'exact'],
  ['tree', { maxDepth: 4 }, 'exact'],
  ['forest', { nEstimators: 10 }, 'exact']
])('%s', (model, params, kind) => {
  test('nobody breaks what is proven to hold, larger budgets break more, and what is shown is answered so', async () => {
    const run = await train(model, params);
    const shares: number[] = [];
    const report = await ask(run, { rows: 80, budgets: [0.1, 0.3, 1] }, { ...quiet, onProgress: (share) => void shares.push(share) });
    const [attacked, proven] = [lineOf(report, 'search')!, lineOf(report, 'proven')!];
    expect(report).toMatchObject({ on: 'validation', unproven: null, radius: { kind } });
    expect(report.columns).toEqual(['pclass', 'age', 'sibsp', 'parch', 'fare']);
    proven.forEach((share, i) => expect(share).toBeLessThanOrEqual(attacked[i]!));
    for (const line of [attacked, proven]) expect(line.toSorted((a, b) => b - a)).toEqual(line);
    expect(attacked[3]).toBeLessThan(attacked[0]!);
    expect(report.sentence).toMatch(
      /^Of 80 rows \d+\u00a0% are answered rightly\. With each of 5 columns changed by up to .+ standard deviations .+ % .+ are proven to be/
    );
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(shares.at(-1)).toBe(1);
    expect((await services.storage.projects.get(project)).split!.testOpenings).toEqual([]);
    expect(report.examples.length).toBeGreaterThan(0);
    expect(report.examples.every(({ before, after, changes }) => before.answer !== after.answer && changes.length > 0)).toBe(true);
    expect(
      report.examples
        .flatMap(({ changes }) => changes)
        .every(({ column, to }) => column === 'fare' || column === 'age' || Number.isInteger(to))
    ).toBe(true);
  });
});

test('a person says which columns may change, and a category may become any known level', async () => {
  const run = await train('logistic');
  const report = await ask(run, { columns: ['sex'], rows: 60, budgets: [0.1] });
  expect(report.columns).toEqual(['sex']);
  expect(report.unproven).toContain('“sex” may become any level');
  const change = report.examples[0]!.changes[0]!;
  expect([change.from, change.to].toSorted()).toEqual(['female', 'male']);
  const mild = await ask(run, { columns: ['age'], reach: { age: 0.01 }, rows: 60, budgets: [0.5] });
  const wild = await ask(run, { columns: ['age'], rows: 60, budgets: [0.5] });
  expect(lineOf(mild, 'search')![1]).toBeGreaterThanOrEqual(lineOf(wild, 'search')![1]!);
  expect(mild.radius!.box[1]).toBeGreaterThan(50 * wild.radius!.box[1]);
});

test('a network is attacked along its gradient too, many steps find no less than one, and none what is proven to hold', async () => {
  const run = await train('mlp', { hiddenLayerSizes: [8], maxIter: 15, learningRateInit: 0.02 });
  const report = await ask(run, { rows: 60, budgets: [0.1, 0.3] });
  const [fgsm, pgd] = [lineOf(report, 'fgsm')!, lineOf(report, 'pgd')!];
  pgd.forEach((share, i) => expect(share).toBeLessThanOrEqual(fgsm[i]!));
  expect(pgd[2]).toBeLessThan(pgd[0]!);
  const proven = lineOf(report, 'proven')!;
  proven.forEach((share, i) => expect(share).toBeLessThanOrEqual(Math.min(pgd[i]!, lineOf(report, 'search')![i]!)));
  expect(proven[1]).toBeGreaterThan(0.3);
  expect(report).toMatchObject({ unproven: null, radius: { kind: 'bound', exactShare: 0, ball: null } });
});

test('of what no bounds are known for nothing is proven, and that is told', async () => {
  const report = await ask(await train('neighbours'), { rows: 40, budgets: [0.1] });
  expect(report.unproven).toMatch(
    /^Nothing is proven: a proof can be had of linear models, of models of trees and of networks of dense layers/
  );
});

test('it is kept, can be stopped, and what can’t be asked is refused by name', async () => {
  const run = await train('boosting', { maxIter: 5 });
  const stop = new AbortController();
  await expect(ask(run, { rows: 50 }, { ...quiet, signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({
    name: 'AbortError'
  });
  const report = await ask(run, { rows: 50 });
  expect(await ask(run, { rows: 50 }, { ...quiet, onProgress: () => expect.unreachable() })).toEqual(report);
  const refused: [AttackRequest, string][] = [
    [{ columns: ['none'] }, 'column-not-found'],
    [{ reach: { none: 1 } }, 'column-not-found'],
    [{ reach: { age: 0 } }, 'param-out-of-range'],
    [{ budgets: [0] }, 'param-out-of-range'],
    [{ budgets: [] }, 'param-out-of-range'],
    [{ rows: 0 }, 'param-out-of-range']
  ];
  for (const [request, code] of refused) await expect(ask(run, request), JSON.stringify(request)).rejects.toMatchObject({ code });
  const penguins = await projectWith(services, sample('penguins'), { target: 'body_mass_g', task: 'regression', metric: 'mae' });
  await expect(ask(await train('linear', {}, penguins))).rejects.toMatchObject({ code: 'attack-needs-classes' });
});
