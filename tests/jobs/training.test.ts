import { expect, test } from 'vitest';
import { failedOf } from '../../src/core/release-checks.ts';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { evaluateRun } from '../../src/jobs/judging/evaluate-run.ts';
import { compareRuns } from '../../src/jobs/judging/compare-runs.ts';
import { explainRun } from '../../src/jobs/judging/explain-run.ts';
import { fairnessOfRun } from '../../src/jobs/judging/fairness-of-run.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { mitigateRun, type Mitigated } from '../../src/jobs/judging/mitigate-run.ts';
import { thresholdOfRun } from '../../src/jobs/judging/threshold-of-run.ts';
import { registerRun } from '../../src/jobs/releasing/register-run.ts';
import type { LimitsReport } from '../../src/core/limits-report.ts';
import { replayRun } from '../../src/jobs/training/replay-run.ts';
import type { ComparedPair } from '../../src/app/api/judging.ts';
import { projectWith, quiet, sample, testServices, trainRun } from './support.ts';

const defaults = (model: string, more: PlainRecord = {}): PlainRecord => ({
  ...(defaultsOf(modelTypes.get(model).params) as PlainRecord),
  ...more
});

test('penguins: boosting and logistic regression beat the baseline, every score with an interval', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('penguins'), { target: 'species', metric: 'balanced_accuracy', bar: 0.9 });
  const runIds: string[] = [];
  for (const model of ['baseline', 'logistic', 'boosting']) {
    const run = await trainRun(services, project, model, { params: defaults(model), cv: { kind: 'k-fold', folds: 5 } });
    expect(run.status).toBe('done');
    const score = run.metrics['validation']!['accuracy']!;
    expect(score.low).toBeLessThanOrEqual(score.value);
    expect(score.high).toBeGreaterThanOrEqual(score.value);
    expect(run.folds).toHaveLength(5);
    expect(score.value).toBeGreaterThan(model === 'baseline' ? 0.3 : 0.9);
    runIds.push(run.id);
  }
  const { pairs } = (await compareRuns({ runIds, all: true }, services, quiet)) as unknown as { pairs: ComparedPair[] };
  for (const { further, odds } of pairs) {
    expect(further.map(({ basis }) => basis)).toContain('folds');
    expect(odds!.first + odds!.same + odds!.second).toBeCloseTo(1, 9);
    expect(odds).toMatchObject({ rope: 0.01, folds: 5 });
  }
});

test('a report has its evidence, and opening the test part is counted', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc', bar: 0.8 }, { alive: 'ignore' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(report['testOpenings']).toBe(0);
  expect(report).toHaveProperty('confusion.counts');
  expect(report).toHaveProperty('roc.0.curve.points');
  expect((await evaluateRun({ runId: run.id, on: 'test' }, services, quiet))['testOpenings']).toBe(1);
  expect((await evaluateRun({ runId: run.id, on: 'test' }, services, quiet))['testOpenings']).toBe(2);
  expect((await services.storage.audit.list(project)).filter((entry) => entry.action === 'test-opened')).toHaveLength(2);
});

test('on random labels nothing is found', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' });
  const run = await trainRun(services, project, 'boosting', { params: defaults('boosting'), randomLabels: true });
  const { low, high } = run.metrics['validation']!['roc_auc']!;
  expect(low).toBeLessThan(0.5);
  expect(high).toBeGreaterThan(0.5);
});

test('a run is the same when it is run again, whatever the project has become', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('penguins'), { target: 'species', metric: 'accuracy' });
  const run = await trainRun(services, project, 'boosting', { params: defaults('boosting'), calibrate: 'isotonic' });
  await services.storage.projects.update(project, (before) => ({
    ...before,
    problem: { ...before.problem!, target: 'island' },
    recipe: []
  }));
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
});

test('a run that knows its limits is the same when it is run again, and what it promises is measured', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic'), calibrate: 'beta', limits: true });
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  const { sets, widths, far } = report['limits'] as unknown as LimitsReport;
  expect(widths).toBeNull();
  expect(sets!.inside.high).toBeGreaterThan(0.93);
  expect(sets!.classes).toHaveLength(2);
  expect(far!.share.value).toBeLessThan(0.08);
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
  const plain = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  expect(await evaluateRun({ runId: plain.id, on: 'validation' }, services, quiet)).toHaveProperty('limits', null);
});

test('groups are brought together by four ways on rows none of them was made from; the column need not be a feature', async () => {
  const services = await testServices();
  const project = await projectWith(
    services,
    sample('titanic'),
    { target: 'survived', metric: 'accuracy' },
    { alive: 'ignore', sex: 'ignore', who: 'ignore', adult_male: 'ignore' }
  );
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  const found = (await mitigateRun(
    { runId: run.id, sensitive: 'pclass', parity: 'demographic_parity' },
    services,
    quiet
  )) as unknown as Mitigated;
  expect(found.ways.map(({ id }) => id)).toEqual(['as-is', 'group-thresholds', 'reweighing', 'reductions']);
  const gapOf = (id: string) => found.ways.find((way) => way.id === id)!.gap;
  expect(gapOf('group-thresholds').value).toBeLessThan(gapOf('as-is').value);
  expect(gapOf('reductions').value).toBeLessThan(gapOf('as-is').value);
  for (const { accuracy } of found.ways) expect(accuracy.high).toBeGreaterThan(accuracy.low);
  const again = await mitigateRun({ runId: run.id, sensitive: 'pclass', parity: 'demographic_parity' }, services, quiet);
  expect(again).toEqual(found);
});

test('two runs are compared, explained, judged by group and registered', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const baseline = await trainRun(services, project, 'baseline', { params: defaults('baseline') });
  const model = await trainRun(services, project, 'boosting', { params: defaults('boosting') });
  const comparison = await compareRuns({ runIds: [baseline.id, model.id] }, services, quiet);
  expect(comparison).toHaveProperty('pairs.0.sentence');
  expect(comparison).toHaveProperty('pairs.0.further', []);
  const all = (await compareRuns({ runIds: [baseline.id, model.id], all: true }, services, quiet)) as unknown as {
    pairs: { further: { test: string; sentence: string }[]; odds: unknown }[];
  };
  expect(all.pairs[0]!.further.map(({ test: name }) => name)).toEqual(['paired bootstrap', 'permutation, 999 draws']);
  expect(all.pairs[0]!.odds).toBeNull();
  const importance = await explainRun({ runId: model.id, request: { method: 'permutation' } }, services, quiet);
  expect((importance['features'] as string[]).slice(0, 3)).toEqual(expect.arrayContaining(['who']));
  const fairness = await fairnessOfRun({ runId: model.id, sensitive: ['sex'] }, services, quiet);
  expect(fairness['groups']).toHaveLength(2);
  expect(fairness).toHaveProperty('ratios.sex.value');
  expect(fairness).toHaveProperty('proxies.sex.together.value');
  expect((fairness['consistency'] as { value: number }).value).toBeGreaterThan(0.5);
  const chosen = await thresholdOfRun({ runId: model.id, goal: { by: 'precision', share: 0.8 } }, services, quiet);
  expect((chosen['precision'] as { value: number }).value).toBeGreaterThanOrEqual(0.8);
  expect(await registerRun({ runId: model.id, name: 'titanic' }, services, quiet)).toBe(1);
  const [version] = await services.storage.versions.list(project);
  expect(failedOf(version!.checks)).toEqual([]);
});

test('regression: a price with an interval that covers', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('wine-quality'), { target: 'quality', task: 'regression', metric: 'mae' });
  const run = await trainRun(services, project, 'linear', { params: defaults('linear') });
  expect(run.metrics['validation']!['mae']!.value).toBeLessThan(0.6);
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(report).toHaveProperty('residuals.points');
});

test('a fold column that names no parts is a cross-validation over all rows, and nothing is sealed', async () => {
  const services = await testServices();
  const lines = sample('penguins').trim().split('\n');
  const csv = lines.map((line, i) => (i === 0 ? `${line},fold` : `${line},${i % 5}`)).join('\n');
  const project = await projectWith(services, csv, { target: 'species', metric: 'accuracy' }, { fold: 'fold' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  expect(run.folds).toHaveLength(5);
  expect(run.metrics['cv']!['accuracy']!.value).toBeGreaterThan(0.95);
  expect((await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet))['on']).toBe('cross-validation');
  await expect(evaluateRun({ runId: run.id, on: 'test' }, services, quiet)).rejects.toMatchObject({ code: 'part-empty' });
});

test('what can not be learned is refused with the reason, and the project is as it was', async () => {
  const services = await testServices();
  const constant = await projectWith(services, 'x,y\n' + Array.from({ length: 50 }, (_, i) => `${i},a`).join('\n'), { target: 'y' });
  await expect(trainRun(services, constant, 'logistic', { params: defaults('logistic') })).rejects.toMatchObject({
    code: 'target-constant'
  });
  const [failed] = await services.storage.runs.list(constant);
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'target-constant' } });
  const none = await projectWith(services, 'x,y\n1,2\n2,3\n', {});
  await expect(trainRun(services, none, 'logistic', { params: defaults('logistic') })).rejects.toMatchObject({ code: 'no-target' });
});

test('temperatures: the calendar of the day that orders the rows is learned from, and the future is the test', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('temperatures'), { target: 'Temp', task: 'regression', metric: 'mae' });
  const baseline = await trainRun(services, project, 'baseline', { params: defaults('baseline') });
  const run = await trainRun(services, project, 'boosting', { params: defaults('boosting') });
  expect(run.split.kind).toBe('time');
  const mae = run.metrics['validation']!['mae']!;
  expect(mae.high).toBeLessThan(baseline.metrics['validation']!['mae']!.value);
  expect(mae.method).toMatch(/^moving-block bootstrap, blocks of \d+/);
});
