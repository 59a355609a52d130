import { expect, test } from 'vitest';
import type { StressRequest } from '../../../src/core/stress-request.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { attackOfRun } from '../../../src/jobs/judging/attack/attack-of-run.ts';
import { dataCurveOfRun } from '../../../src/jobs/judging/data-curve-of-run.ts';
import { explainRun } from '../../../src/jobs/judging/explain-run.ts';
import { keptAnswer, type KeptAnswerJob } from '../../../src/jobs/judging/kept-answer.ts';
import { mitigateRun } from '../../../src/jobs/judging/mitigate-run.ts';
import { probeLeaks } from '../../../src/jobs/judging/probe-leaks.ts';
import { stressOfRun } from '../../../src/jobs/judging/stress/stress-of-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const rng = createRng(8);
const csv = [
  'a,b,group,answer',
  ...Array.from({ length: 260 }, (_, i) => {
    const [a, b] = [normal(rng), normal(rng)];
    return `${a.toFixed(3)},${b.toFixed(3)},${i % 2 === 0 ? 'x' : 'y'},${a + b + normal(rng) > 0 ? 'yes' : 'no'}`;
  })
].join('\n');

async function trained() {
  const services = await testServices();
  const project = await projectWith(services, csv, { target: 'answer', metric: 'roc_auc', positive: 'yes' });
  const { id: runId } = await trainRun(services, project, 'logistic', {
    params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord
  });
  const kept = (what: KeptAnswerJob['what'], request?: PlainRecord) =>
    keptAnswer({ runId, what, ...(request ? { request } : {}) }, services);
  return { services, project, runId, kept };
}

test('what was asked about a run is there again without being worked out, and what was not asked is not', async () => {
  const { services, runId, kept } = await trained();
  const job = { runId };
  const asks = [
    ['dataCurve', undefined, () => dataCurveOfRun(job, services, quiet)],
    ['probeLeaks', undefined, () => probeLeaks(job, services, quiet)],
    ['stressReport', undefined, () => stressOfRun({ ...job, request: {} }, services, quiet)],
    ['mitigate', { sensitive: 'group', parity: 'demographic_parity' }, () => mitigateRun({ ...job, sensitive: 'group', parity: 'demographic_parity' }, services, quiet)],
    ['explain', { method: 'shap' }, () => explainRun({ ...job, request: { method: 'shap' } }, services, quiet)]
  ] as const; // prettier-ignore
  for (const [what, request, ask] of asks) {
    expect(await kept(what, request), what).toBeNull();
    expect(await kept(what, (await ask(), request)), what).toEqual(await ask());
  }
  expect(await kept('mitigate', { sensitive: 'group', parity: 'equal_opportunity' })).toBeNull();
});

test('of attacks the latest is shown, with what it was allowed to change', async () => {
  const { services, runId, kept } = await trained();
  expect(await kept('attack')).toBeNull();
  await attackOfRun({ runId, request: { columns: ['a'], budgets: [0.1] } }, services, quiet);
  await attackOfRun({ runId, request: { columns: ['b'], reach: { b: 2 }, budgets: [0.1] } }, services, quiet);
  expect(await kept('attack')).toMatchObject({ columns: ['b'], reach: { b: 2 } });
});

test('by another metric, or another bar, what was found is not shown', async () => {
  const { services, project, runId, kept } = await trained();
  await stressOfRun({ runId, request: { kinds: ['noise'] } }, services, quiet);
  const request: StressRequest = { kinds: ['noise'] };
  const asked = request as PlainRecord;
  expect(await kept('stressReport', asked)).not.toBeNull();
  const with_ = (more: object) =>
    services.storage.projects.update(project, (record) => ({ ...record, problem: { ...record.problem!, ...more } }));
  await with_({ bar: 0.9 });
  expect(await kept('stressReport', asked)).toBeNull();
  await with_({ metric: 'accuracy' });
  expect(await kept('stressReport', asked)).toBeNull();
});
