import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { resolveParams } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { decodePackage } from '../../../src/predict/package-file.ts';
import { explainRun } from '../../../src/jobs/judging/explain-run.ts';
import { evaluateRun } from '../../../src/jobs/judging/evaluate-run.ts';
import { projectWith, quiet, testServices, trainRun } from '../support.ts';

const rng = createRng(4);
const rows = Array.from({ length: 600 }, (_, row) => {
  const signal = normal(rng);
  const grade = Math.max(0, Math.min(4, Math.round(signal + 2 + 0.5 * normal(rng))));
  return [Math.floor(row / 6), signal.toFixed(3), normal(rng).toFixed(3), grade].join(',');
});
const csv = ['query,use,noise,grade', ...rows].join('\n');
const boosting = modelTypes.get('boosting');
const params = (more: object) => resolveParams(boosting.label, boosting.params, { maxIter: 30, ...more }) as PlainRecord;

test('a project divided by its queries is judged by the order within each, the baseline at chance', async () => {
  const services = await testServices();
  const id = await projectWith(services, csv, { task: 'regression', target: 'grade', metric: 'ndcg' }, { query: 'group' });
  const cv = { kind: 'group', folds: 3 } as const;
  const ranked = await trainRun(services, id, 'boosting', { params: params({ loss: 'lambdamart' }), cv });
  expect(Object.keys(ranked.metrics['validation']!)).toEqual(['ndcg']);
  const baseline = await trainRun(services, id, 'baseline', { params: { strategy: 'mean' }, cv });
  const report = (await evaluateRun({ runId: ranked.id, on: 'validation' }, services, quiet)) as unknown as {
    order: { orders: string; bands: readonly { value: number }[] };
    [more: string]: unknown;
  };
  expect(report).toMatchObject({ order: { orders: 'relevance' }, slices: [], examples: { mistakes: [] } });
  expect(report['residuals']).toBeUndefined();
  expect(report.order.bands[4]!.value).toBeGreaterThan(report.order.bands[0]!.value + 1);
  const moved = await explainRun({ runId: ranked.id, request: { method: 'pdp', feature: 'use' } }, services, quiet);
  expect(moved).toMatchObject({ of: 'ranking score' });
  const [found, chance] = [ranked.metrics['validation']!['ndcg']!, baseline.metrics['validation']!['ndcg']!];
  expect(found.low).toBeGreaterThan(chance.high);
  expect(ranked.metrics['cv']!['ndcg']!.value).toBeGreaterThan(chance.high);
  expect(Object.keys(baseline.metrics['validation']!)).toContain('rmse');
  const pkg = await decodePackage(await services.storage.packages.get(ranked.modelHash));
  expect(pkg).toMatchObject({ uncertainty: null, target: { orders: 'relevance' } });
});

test('a metric of values refuses a model that only orders, before anything is fitted', async () => {
  const services = await testServices();
  const id = await projectWith(services, csv, { task: 'regression', target: 'grade', metric: 'rmse' }, { query: 'group' });
  await expect(trainRun(services, id, 'boosting', { params: params({ loss: 'cox' }) })).rejects.toMatchObject({
    code: 'orders-only',
    hint: expect.stringContaining('concordance') as string
  });
  expect(await services.storage.runs.list(id)).toEqual([]);
});

test('a metric of groups needs a division by them', async () => {
  const services = await testServices();
  const id = await projectWith(services, csv, { task: 'regression', target: 'grade', metric: 'ndcg' });
  await expect(trainRun(services, id, 'baseline', { params: { strategy: 'mean' } })).rejects.toMatchObject({ code: 'metric-needs-groups' });
});
