import { fullProject, openFresh, projectRecord, smallTable, writeTable } from './helper.ts';
import { expect, test } from 'vitest';
import { databaseOf } from '../../src/storage/open-storage.ts';
import type { PredictionRecord } from '../../src/storage/records/deployment.ts';

const prediction = (id: string, at: number, change: Partial<PredictionRecord> = {}): PredictionRecord => ({
  id,
  deployment: 'deployment-p',
  at,
  model: 'model',
  version: 1,
  shadow: false,
  row: { size: 1, colour: null },
  prediction: 'red',
  probabilities: { red: 0.7, blue: 0.3 },
  latencyMs: 0.2,
  actual: null,
  ...change
});

async function opened() {
  const storage = await openFresh();
  await fullProject(storage, 'p');
  return storage;
}

test('versions count up by name, and an alias belongs to one of them', async () => {
  const storage = await opened();
  const [first] = await storage.versions.list('p');
  const second = await storage.versions.add({ ...first!, aliases: ['champion'] });
  expect(second.version).toBe(2);
  expect((await storage.versions.resolve('p', 'model:champion')).version).toBe(2);
  await storage.versions.setAlias('p', 'model', 'champion', 1);
  expect((await storage.versions.resolve('p', 'model:champion')).version).toBe(1);
  expect((await storage.versions.resolve('p', 'model@2')).aliases).toEqual([]);
  const checks = [{ name: 'Meets the bar', passed: false, detail: 'On the test part it does not.' }];
  await storage.versions.setChecks('p', 'model', 1, checks);
  expect(await storage.versions.resolve('p', 'model:champion')).toMatchObject({ version: 1, checks });
  await expect(storage.versions.setChecks('p', 'model', 9, checks)).rejects.toMatchObject({ code: 'unknown-id' });
  await expect(storage.versions.resolve('p', 'model@3')).rejects.toMatchObject({ code: 'unknown-id' });
  await expect(storage.versions.setAlias('p', 'model', 'champion', 9)).rejects.toMatchObject({ code: 'unknown-id' });
});

test('a deployment name is one address: another project can not take it', async () => {
  const storage = await opened();
  await storage.projects.add(projectRecord('q'));
  const mine = (await storage.deployments.find('deployment-p'))!;
  await expect(storage.deployments.put({ ...mine, projectId: 'q' })).rejects.toMatchObject({ code: 'name-taken' });
  expect(await storage.deployments.list('q')).toEqual([]);
});

test('predictions come in the order of time from a moment on, and late answers are joined to all rows of an id', async () => {
  const storage = await opened();
  await storage.predictions.addAll([prediction('b', 20), prediction('a', 10), prediction('b', 21, { shadow: true })]);
  expect((await storage.predictions.list('deployment-p')).map((record) => record.at)).toEqual([10, 20, 21]);
  expect(await storage.predictions.list('deployment-p', 20)).toHaveLength(2);
  expect(
    await storage.predictions.setActuals('deployment-p', [
      { id: 'b', actual: 'blue' },
      { id: 'zz', actual: 'red' }
    ])
  ).toBe(1);
  expect((await storage.predictions.list('deployment-p', 20)).map((record) => record.actual)).toEqual(['blue', 'blue']);
});

test('removing a deployment removes its logs', async () => {
  const storage = await opened();
  await storage.predictions.addAll([prediction('a', 10)]);
  await storage.deployments.remove('deployment-p');
  expect(await storage.predictions.list('deployment-p')).toEqual([]);
  expect(await storage.predictions.requests('deployment-p')).toEqual([]);
});

test('a package is stored under its own hash only', async () => {
  const storage = await opened();
  await expect(storage.packages.put('p', '0'.repeat(64), Uint8Array.of(1))).rejects.toMatchObject({ code: 'data-damaged' });
  await expect(storage.packages.get('0'.repeat(64))).rejects.toMatchObject({ code: 'unknown-id' });
});

test('two projects keep equal results each for itself', async () => {
  const storage = await opened();
  await fullProject(storage, 'q');
  expect(await storage.results.find('profile', 'p')).toMatchObject({ projectId: 'p' });
  expect(await storage.results.find('profile', 'q')).toMatchObject({ projectId: 'q' });
  expect(await storage.results.find('profile', 'r')).toBeDefined();
  await storage.projects.remove('q');
  expect(await storage.results.find('profile')).toMatchObject({ projectId: 'p' });
});

test('the size of a project is the bytes of its chunks, each asked for once and few at a time', async () => {
  const storage = await openFresh();
  const { dexie, stores } = databaseOf(storage);
  const asked: number[] = [];
  dexie.use({
    stack: 'dbcore',
    name: 'asked',
    create: (core) => ({
      ...core,
      table: (name) => {
        const table = core.table(name);
        return name !== 'chunkSizes'
          ? table
          : { ...table, getMany: (request) => (asked.push(request.keys.length), table.getMany(request)) };
      }
    })
  });
  dexie.close();
  await dexie.open();
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', smallTable(5));
  const chunks = Array.from({ length: 500 }, (_, i) => i.toString(16).padStart(64, '0'));
  await stores.chunkSizes.bulkPut(chunks.map((hash, i) => ({ hash, size: i })));
  const [first, ...others] = dataset.columns;
  const before = await storage.projects.sizeBytes('p');
  await stores.datasets.put({ ...dataset, columns: [{ ...first!, chunks: [...first!.chunks, ...chunks] }, ...others] });
  asked.length = 0;
  expect(await storage.projects.sizeBytes('p')).toBe(before + (499 * 500) / 2);
  expect(asked).toEqual([200, 200, 100]);
  expect(await storage.projects.sizeBytes('p')).toBe(before + (499 * 500) / 2);
  expect(asked.length).toBe(3);
});
