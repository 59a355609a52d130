import { fullProject, openFresh, projectRecord } from './helper.ts';
import { expect, test } from 'vitest';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';

async function opened() {
  const storage = await openFresh();
  await fullProject(storage, 'p');
  const { stores } = databaseOf(storage);
  const dataset = (await stores.datasets.toArray())[0]!;
  const codes = async (projectId?: string) => [...new Set((await integrityCheck(storage, projectId)).map((problem) => problem.code))];
  return { stores, dataset, codes };
}

test('a whole project has no problems', async () => {
  const { codes } = await opened();
  expect(await codes()).toEqual([]);
});

test('a changed byte and a lost chunk are found', async () => {
  const { stores, dataset, codes } = await opened();
  const hash = dataset.columns[0]!.chunks[0]!;
  await stores.chunks.put({ hash, bytes: Uint8Array.of(1) });
  expect(await codes('p')).toEqual(['chunk-damaged']);
  await stores.chunks.delete(hash);
  expect(await codes()).toEqual(['chunk-damaged', 'chunk-missing']);
});

test('a manifest that does not fit its chunks is found', async () => {
  const { stores, dataset, codes } = await opened();
  await stores.datasets.put({ ...dataset, rows: 24 });
  expect(await codes()).toEqual(['chunk-rows', 'dataset-hash']);
  await stores.datasets.put({ ...dataset, columns: dataset.columns.map((column) => ({ ...column, role: 'target' })) });
  expect(await codes()).toEqual(['dataset-hash']);
});

test('a split whose rows are not what it says is found', async () => {
  const { stores, codes } = await opened();
  const project = (await stores.projects.get('p'))!;
  await stores.projects.put({ ...project, split: { ...project.split!, rows: { train: 9, validation: 1, test: 1 } } });
  expect(await codes()).toEqual(['split-rows']);
});

test('a lost package is found through its run and its version', async () => {
  const { stores, codes } = await opened();
  const row = (await stores.packages.toArray())[0]!;
  await stores.chunks.put({ hash: row.hash, bytes: Uint8Array.of(9) });
  expect(await codes()).toEqual(['package-damaged']);
  await stores.packages.clear();
  expect(await codes()).toEqual(['package-missing', 'chunk-orphan']);
});

test('what belongs to nobody is found', async () => {
  const { stores, codes } = await opened();
  await stores.chunks.put({ hash: 'f'.repeat(64), bytes: Uint8Array.of(1) });
  expect(await codes()).toEqual(['chunk-orphan', 'chunk-size-missing']);
  await stores.chunks.delete('f'.repeat(64));
  await stores.deployments.clear();
  expect(await codes()).toEqual(['record-orphan']);
  await stores.projects.clear();
  expect(await codes()).toContain('record-orphan');
});

test('a record that is none, and a current dataset that is gone, are found', async () => {
  const { stores, codes } = await opened();
  await stores.projects.put({ ...projectRecord('q'), datasetId: 'gone' });
  expect(await codes()).toEqual(['dataset-missing']);
  await stores.projects.put({ ...projectRecord('q'), name: 7 as unknown as string });
  expect(await codes()).toEqual(['record-invalid']);
});
