import { expect, test } from 'vitest';
import type { DataCurve } from '../../../src/core/data-curve.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { dataCurveOfRun } from '../../../src/jobs/judging/data-curve-of-run.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const defaults = (model: string) => defaultsOf(modelTypes.get(model).params) as PlainRecord;

test('the score grows with the rows, is kept, and neither the validation nor the test part is asked', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  const run = await trainRun(services, project, 'logistic', { params: defaults('logistic') });
  const seen: number[] = [];
  const context = { ...quiet, onProgress: (share: number) => void seen.push(share) };
  const curve = (await dataCurveOfRun({ runId: run.id }, services, context)) as unknown as DataCurve;
  expect(curve.points).toHaveLength(6);
  expect(curve.points.at(-1)!.rows).toBeLessThan(run.shape.rows);
  expect(curve.points[0]!.score.value).toBeLessThan(curve.points.at(-1)!.score.value);
  for (const { score } of curve.points) expect(score.high).toBeGreaterThan(score.low);
  expect(curve.gain!.high).toBeGreaterThanOrEqual(curve.gain!.value);
  expect(seen.every((share, i) => i === 0 || share >= seen[i - 1]! - 1e-9)).toBe(true);
  expect(await dataCurveOfRun({ runId: run.id }, services, quiet)).toEqual(curve);
  expect((await services.storage.audit.list(project)).filter(({ action }) => action === 'test-opened')).toHaveLength(0);
});

test('it stops when it is told to', async () => {
  const services = await testServices();
  const project = await projectWith(services, sample('penguins'), { target: 'species' });
  const run = await trainRun(services, project, 'naive-bayes', { params: defaults('naive-bayes') });
  const stop = new AbortController();
  const context = { ...quiet, signal: stop.signal, onProgress: () => stop.abort() };
  await expect(dataCurveOfRun({ runId: run.id }, services, context)).rejects.toMatchObject({ name: 'AbortError' });
});
