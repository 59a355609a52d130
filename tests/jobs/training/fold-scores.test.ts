import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const defaults = (model: string): PlainRecord => defaultsOf(modelTypes.get(model).params) as PlainRecord;
const FOLDS = { kind: 'stratified', folds: 5 } as const;

test('the area of a baseline is the same on every screen: by folds, on validation, on the report', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const run = await trainRun(services, project, 'baseline', { params: defaults('baseline'), cv: FOLDS });
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  const metrics = report['metrics'] as Record<string, unknown>;
  for (const area of [run.metrics['cv']!['roc_auc'], run.metrics['validation']!['roc_auc'], metrics['roc_auc']])
    expect(area).toMatchObject({ value: 0.5, low: 0.5, high: 0.5, method: 'exact: a constant score' });
});

test('folds without an error are no proof: the interval comes from the rows they left out', async () => {
  const services = await testServices();
  const csv = 'x,y\n' + Array.from({ length: 90 }, (_, i) => `${i},${i < 45 ? 'low' : 'high'}`).join('\n');
  const project = await projectWith(services, csv, { target: 'y', metric: 'accuracy' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic'), cv: { ...FOLDS, repeats: 2 } });
  const accuracy = run.metrics['cv']!['accuracy']!;
  const perfect = run.folds!.every((fold) => fold['accuracy'] === 1);
  expect(perfect).toBe(true);
  expect(accuracy.value).toBe(1);
  expect(accuracy.low).toBeGreaterThan(0.9);
  expect(accuracy.low).toBeLessThan(0.97);
  expect(accuracy.method).toBe('Wilson, on the rows of all folds');
});

test('without a validation part a run has one truth: its scores over folds', async () => {
  const services = await testServices();
  const lines = sample('penguins').trim().split('\n');
  const csv = lines.map((line, i) => (i === 0 ? `${line},fold` : `${line},${i % 5}`)).join('\n');
  const project = await projectWith(services, csv, { target: 'species', metric: 'roc_auc' }, { fold: 'fold' });
  const run = await trainRun(services, project, 'baseline', { params: defaults('baseline') });
  expect(run.metrics['validation']).toBeUndefined();
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(report).toMatchObject({ on: 'cross-validation', metrics: run.metrics['cv'] });
  expect(run.metrics['cv']!['roc_auc']).toMatchObject({ value: 0.5, low: 0.5, high: 0.5 });
});
