import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { registerRun } from '../../../src/jobs/releasing/register-run.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

async function registered() {
  const services = await testServices();
  const problem = { target: 'survived', metric: 'roc_auc', bar: 0.8 };
  const project = await projectWith(services, sample('titanic'), problem, { alive: 'ignore' });
  const params = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
  const run = await trainRun(services, project, 'logistic', { params });
  await registerRun({ runId: run.id, name: 'titanic' }, services, quiet);
  const bar = async () =>
    (await services.storage.versions.resolve(project, 'titanic@1')).checks.find(({ name }) => name === 'Meets the bar')!;
  return { services, project, run, bar };
}

test('a version registered before the test part was opened is judged by it afterwards', async () => {
  const { services, project, run, bar } = await registered();
  const before = await bar();
  expect(before.detail).toContain('of the validation part');
  const report = await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  const after = await bar();
  expect(after.detail).toContain('of the test part');
  const { verdict } = report['bar'] as { verdict: string };
  expect(after.passed).toBe(verdict === 'met');
  const log = await services.storage.audit.list(project);
  expect(log.filter(({ action }) => action === 'bar-judged-again')).toHaveLength(1);
  await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  expect((await services.storage.audit.list(project)).filter(({ action }) => action === 'bar-judged-again')).toHaveLength(1);
});

test('a version registered after it is judged by the test part from the start; one of another run is not', async () => {
  const { services, project, run } = await registered();
  await evaluateRun({ runId: run.id, on: 'test' }, services, quiet);
  await registerRun({ runId: run.id, name: 'titanic' }, services, quiet);
  const other = await trainRun(services, project, 'baseline', { params: defaultsOf(modelTypes.get('baseline').params) as PlainRecord });
  await registerRun({ runId: other.id, name: 'other' }, services, quiet);
  const detail = async (model: string) =>
    (await services.storage.versions.resolve(project, model)).checks.find(({ name }) => name === 'Meets the bar')!.detail;
  expect(await detail('titanic@2')).toContain('of the test part');
  expect(await detail('other@1')).toContain('of the validation part');
});
