import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { keepThreshold } from '../../../src/jobs/judging/keep-threshold.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { ENSEMBLE } from '../../../src/stages/ensemble/ensemble-type.ts';
import { replayRun } from '../../../src/jobs/training/replay-run.ts';
import { readPackage } from '../../../src/predict/package-file.ts';
import { whyNotLikelier } from '../../../src/core/cost-threshold.ts';
import { decisionOf } from '../../../src/predict/package-type.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const params = (id: string) => defaultsOf(modelTypes.get(id).params) as PlainRecord;
const cv = { kind: 'k-fold', folds: 5 } as const;

test('a threshold that a person keeps goes into the package, what is registered and what is run again; taken back, the package is what it was', async () => {
  const services = await testServices();
  const { storage } = services;
  const project = await projectWith(
    services,
    sample('titanic'),
    { target: 'survived', positive: '1', metric: 'accuracy' },
    { alive: 'ignore' }
  );
  const before = await trainRun(services, project, 'logistic', { params: params('logistic'), cv });
  const other = await trainRun(services, project, 'tree', { params: params('tree'), cv });
  const mixed = await trainRun(services, project, ENSEMBLE, { params: { method: 'blend', members: [before.id, other.id] } });
  const decision = {
    runId: before.id,
    threshold: 0.25,
    goal: 'at least 90 % of the positives are found',
    why: 'a miss is worse',
    by: 'Ada'
  };
  await keepThreshold(decision, services, quiet);
  const run = await storage.runs.get(before.id);
  expect(run.modelHash).not.toBe(before.modelHash);
  expect(run.thresholds).toMatchObject([
    { threshold: 0.25, by: 'Ada', why: 'a miss is worse', modelHash: run.modelHash, before: before.modelHash }
  ]);
  const pkg = readPackage(await storage.packages.get(run.modelHash));
  expect(pkg).toMatchObject({ threshold: 0.25, decision: { goal: decision.goal, why: 'a miss is worse', by: 'Ada' } });
  expect(run.metrics['validation']!['recall']!.value).toBeGreaterThan(before.metrics['validation']!['recall']!.value);
  expect(run.metrics['validation']!['roc_auc']).toEqual(before.metrics['validation']!['roc_auc']);
  expect(run.metrics['cv']!['recall']!.value).toBeGreaterThan(before.metrics['cv']!['recall']!.value);
  expect(run.metrics['cv']!['roc_auc']).toEqual(before.metrics['cv']!['roc_auc']);
  expect(await replayRun({ runId: run.id }, services, quiet)).toEqual({ same: true, differences: [] });
  expect(await replayRun({ runId: mixed.id }, services, quiet)).toEqual({ same: true, differences: [] });
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(report['decision']).toEqual({ positive: '1', threshold: 0.25, goal: decision.goal });
  await registerRun({ runId: run.id, name: 'titanic' }, services, quiet);
  expect((await storage.versions.list(project))[0]!.hash).toBe(run.modelHash);
  const answer = { prediction: '1', probabilities: { '0': 0.7, '1': 0.3 } };
  expect(whyNotLikelier(answer, decisionOf(pkg))).toContain('the threshold of 25.0\u00a0% that was chosen so that at least 90 %');
  await keepThreshold({ runId: run.id, threshold: null, why: 'it called too many', by: 'Ada' }, services, quiet);
  const back = await storage.runs.get(run.id);
  expect(back.modelHash).toBe(before.modelHash);
  expect(back.metrics).toEqual(before.metrics);
  expect(back.thresholds).toHaveLength(2);
  const told = (await storage.audit.list(project)).filter(({ action }) => action === 'threshold-kept').map(({ detail }) => detail);
  expect(told[0]).toContain('from 25.0\u00a0% on, so that at least 90 % of the positives are found; by Ada, because a miss is worse');
  expect(told[1]).toContain('its threshold follows from the costs again');
});

test('a threshold of an ensemble is kept too; one that is no probability, and one of many classes, is refused', async () => {
  const services = await testServices();
  const titanic = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'accuracy' }, { alive: 'ignore' });
  const runs = [];
  for (const model of ['logistic', 'tree']) runs.push(await trainRun(services, titanic, model, { params: params(model), cv }));
  const mixed = await trainRun(services, titanic, ENSEMBLE, { params: { method: 'blend', members: runs.map(({ id }) => id) } });
  await keepThreshold({ runId: mixed.id, threshold: 0.4, why: 'w', by: 'b' }, services, quiet);
  expect(await replayRun({ runId: mixed.id }, services, quiet)).toEqual({ same: true, differences: [] });
  for (const threshold of [0, 1.2, NaN])
    await expect(keepThreshold({ runId: mixed.id, threshold, why: 'w', by: 'b' }, services, quiet)).rejects.toMatchObject({
      code: 'param-out-of-range'
    });
  const penguins = await projectWith(services, sample('penguins'), { target: 'species', metric: 'accuracy' });
  const three = await trainRun(services, penguins, 'tree', { params: params('tree') });
  await expect(keepThreshold({ runId: three.id, threshold: 0.4, why: 'w', by: 'b' }, services, quiet)).rejects.toMatchObject({
    code: 'needs-two-classes'
  });
});
