import { expect, test } from 'vitest';
import { sayChecks } from '../../../src/core/release-checks.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

test('a bar set to what the run had reached was told as met before training', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const run = await trainRun(services, project, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
  await trainRun(services, project, 'baseline', { params: defaultsOf(modelTypes.get('baseline').params) as PlainRecord });
  const { storage } = services;
  await storage.projects.update(project, (record) => ({
    ...record,
    problem: { ...record.problem!, bar: 0.6 },
    problemChanges: [{ at: 2, what: 'bar: unset -> 0.6' }]
  }));
  const report = await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
  expect(report['bar']).toEqual({ bar: 0.6, isPrior: false, verdict: 'set after training' });
  await registerRun({ runId: run.id, name: 'titanic' }, services, quiet);
  const { checks } = await storage.versions.resolve(project, 'titanic@1');
  expect(sayChecks(checks)).toMatch(/^8 of 8 checks passed; 1 does not apply: the bar of 0\.6 was set after training/);
});
