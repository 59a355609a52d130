import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { setSplit } from '../../../src/jobs/splitting/set-split.ts';
import { projectWith, testServices, trainRun } from '../support.ts';

/** Two equal rows a house; every third house is dear. */
const houses = [
  'house,day,size,dear',
  ...Array.from({ length: 120 }, (_, i) => `h${i >> 1},${i >> 1},${100 + (i >> 1)},${(i >> 1) % 3 === 0 ? 'yes' : 'no'}`)
].join('\n');
const notesOf = async (spec: Parameters<typeof setSplit>[0]['spec'], cv: { kind: 'stratified' | 'group'; folds: number }) => {
  const services = await testServices();
  const projectId = await projectWith(services, houses, { target: 'dear' }, { house: 'group', day: 'ignore' });
  await setSplit({ projectId, spec }, services);
  return (await trainRun(services, projectId, 'baseline', { cv })).notes.join(' ');
};

test('copies and groups on both sides are told of the parts and of the folds', async () => {
  const notes = await notesOf({ kind: 'stratified', seed: 1 }, { kind: 'stratified', folds: 4 });
  expect(notes).toMatch(/test rows are exact copies of training rows/);
  expect(notes).toMatch(/training rows have an exact copy on the other side of a fold/);
  expect(notes).toMatch(/“house” says which rows belong together, and \d+ groups stand in more than one part/);
  expect(notes).toMatch(/\d+ of its \d+ groups stand on both sides of a fold/);
});

test('divided and folded by group, with the classes in proportion, there is nothing to tell', async () => {
  const notes = await notesOf({ kind: 'group', columns: ['dear'], seed: 1 }, { kind: 'group', folds: 4 });
  expect(notes).not.toMatch(/cop(y|ies)|both sides|more than one part/);
});

test('a run on random labels is at chance over its folds too', async () => {
  const services = await testServices();
  const rows = Array.from({ length: 300 }, (_, i) => `${(i * 37) % 101},${(i * 53) % 89},${(i * 37) % 101 > 50 ? 'yes' : 'no'}`);
  const projectId = await projectWith(services, `a,b,y\n${rows.join('\n')}\n`, { target: 'y', metric: 'roc_auc' });
  const cv = { kind: 'stratified', folds: 5 } as const;
  const params = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
  const run = await trainRun(services, projectId, 'logistic', { params, cv, randomLabels: true });
  const { low, high } = run.metrics['cv']!['roc_auc']!;
  expect(low).toBeLessThan(0.5);
  expect(high).toBeGreaterThan(0.5);
  expect((await trainRun(services, projectId, 'logistic', { params, cv })).metrics['cv']!['roc_auc']!.value).toBeGreaterThan(0.95);
});
