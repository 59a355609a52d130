import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { train } from '../../../src/jobs/training/train.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { freshName } from '../../storage/helper.ts';
import { projectWith, quiet, sample } from '../support.ts';

async function services(): Promise<TrainingServices> {
  let time = 1_700_000_000_000;
  const openEngine = () => Promise.reject(new Error('No engine in this test.'));
  return { storage: await openStorage(freshName()), now: () => time++, clock: () => performance.now(), version: '1', openEngine };
}

const asked = (own: TrainingServices) => projectWith(own, sample('penguins'), { target: 'species', metric: 'accuracy' });

/** Trains, and tells what it came to and which rounds or trees were grown. */
async function trained(own: TrainingServices, projectId: string, runId: string, model: string, changed: PlainRecord) {
  const grown: string[] = [];
  const params = { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...changed };
  const onProgress = (_share: number, said = '') =>
    void (/(Round|Tree) \d+/.test(said) && grown.push(/\d+/.exec(/(Round|Tree) \d+/.exec(said)![0])![0]));
  const cv = { kind: 'k-fold', folds: 2 } as const;
  const job = { projectId, runId, model, params, seed: 4, cv, backend: 'auto', calibrate: 'none', randomLabels: false } as const;
  await train(job, own, { ...quiet, onProgress });
  const { modelHash, folds } = await own.storage.runs.get(runId);
  return { modelHash, folds, grown: grown.map(Number) };
}

test.each([
  ['boosting', 'maxIter', { maxLeafNodes: 6, subsample: 0.8 }],
  ['forest', 'nEstimators', {}]
])('a run of %s that asks for more trees grows only those, in its folds too, and is the same to the byte', async (model, count, params) => {
  const [own, fresh] = [await services(), await services()];
  const projectId = await asked(own);
  const warm = { ...params, warmStart: true };
  await trained(own, projectId, 'few', model, { ...warm, [count]: 6 });
  const more = await trained(own, projectId, 'more', model, { ...warm, [count]: 10 });
  const whole = await trained(fresh, await asked(fresh), 'whole', model, { ...warm, [count]: 10 });
  expect({ ...more, grown: 0 }).toEqual({ ...whole, grown: 0 });
  expect(Math.min(...whole.grown)).toBe(1);
  expect([...new Set(more.grown)]).toEqual([7, 8, 9, 10]);
  const other = await trained(own, projectId, 'other', model, { ...warm, [count]: 10, minSamplesLeaf: 9 });
  expect(Math.min(...other.grown)).toBe(1);
  const fewer = await trained(own, projectId, 'fewer', model, { ...warm, [count]: 5 });
  expect(Math.min(...fewer.grown)).toBe(1);
  const { datasetHash } = await own.storage.runs.get('few');
  const left = await own.storage.results.ofKind(projectId, 'warm-start');
  expect(left.length).toBeGreaterThan(2);
  for (const { key } of left) expect(key).toContain(datasetHash);
});

test('without being asked nothing is kept', async () => {
  const own = await services();
  const projectId = await asked(own);
  await trained(own, projectId, 'r', 'boosting', { maxIter: 3 });
  expect(await own.storage.results.ofKind(projectId, 'warm-start')).toEqual([]);
});
