import {
  commitOf,
  freshName,
  fullProject,
  openFresh,
  projectRecord,
  rowsBytes,
  runRecord,
  smallTable,
  splitOf,
  storeColumn,
  writeTable
} from './helper.ts';
import Dexie from 'dexie';
import { everyWriteFails } from './every-write-fails.ts';
import { expect, test } from 'vitest';
import { gather } from '../../src/core/table.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { databaseOf, openStorage } from '../../src/storage/open-storage.ts';
import { storeIndexes } from '../../src/storage/stores.ts';
import type { Storage } from '../../src/storage/storage.ts';

const chunkCount = (storage: Storage) => databaseOf(storage).stores.chunks.count();

test('an abandoned import leaves nothing', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const writer = await storage.datasets.write('p');
  await storeColumn(writer, smallTable(23).columns[0]!);
  expect(await chunkCount(storage)).toBe(1);
  await writer.abandon();
  expect(await chunkCount(storage)).toBe(0);
  expect(await integrityCheck(storage)).toEqual([]);
  expect(await storage.datasets.list('p')).toEqual([]);
});

test('an import killed on its way is swept at the next start, and what others share stays', async () => {
  const name = freshName();
  const first = await openStorage(name);
  await first.projects.add(projectRecord('p'));
  await writeTable(first, 'p', gather(smallTable(23), [0, 1, 2]));
  const kept = await chunkCount(first);
  const writer = await first.datasets.write('p');
  await storeColumn(writer, gather(smallTable(23), [0, 1, 2]).columns[0]!);
  await storeColumn(writer, smallTable(23).columns[1]!);
  expect(await chunkCount(first)).toBe(kept + 1);
  first.close();
  const second = await openStorage(name);
  expect(await chunkCount(second)).toBe(kept);
  expect(await integrityCheck(second)).toEqual([]);
});

test('an import that is still alive in another tab is not swept', async () => {
  const name = freshName();
  const first = await openStorage(name);
  await first.projects.add(projectRecord('p'));
  const writer = await first.datasets.write('p');
  const column = await storeColumn(writer, smallTable(23).columns[0]!);
  const second = await openStorage(name);
  expect(await chunkCount(second)).toBe(1);
  const dataset = await writer.commit(commitOf(23, [column]));
  expect((await second.datasets.readTable(dataset.id)).rows).toBe(23);
});

test('an abandoned import does not take the chunks a live import of the same rows counts on', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const [one, other] = [await storage.datasets.write('p'), await storage.datasets.write('p')];
  const column = smallTable(23).columns[0]!;
  await storeColumn(one, column);
  const kept = await storeColumn(other, column);
  await one.abandon();
  await other.commit(commitOf(23, [kept]));
  expect(await integrityCheck(storage)).toEqual([]);
});

test('removing a project removes all of it, and nothing another project shares', async () => {
  const storage = await openFresh();
  await fullProject(storage, 'a');
  await fullProject(storage, 'b');
  await fullProject(storage, 'c', 30);
  expect(await integrityCheck(storage)).toEqual([]);
  const [all, sharedBytes] = [await chunkCount(storage), await storage.projects.sizeBytes('b')];
  await storage.projects.remove('a');
  expect(await integrityCheck(storage)).toEqual([]);
  expect(await chunkCount(storage)).toBe(all);
  expect(await storage.projects.sizeBytes('b')).toBe(sharedBytes);
  expect((await storage.datasets.readTable((await storage.projects.get('b')).datasetId!)).rows).toBe(23);
  await storage.projects.remove('b');
  await storage.projects.remove('c');
  const { stores } = databaseOf(storage);
  const left = await Promise.all(
    Object.entries(stores.projects.db._allTables).map(async ([name, table]) => [name, await table.count()] as const)
  );
  expect(left.filter(([name, count]) => count > 0 && !['meta', 'pending'].includes(name))).toEqual([]);
});

test('a late worker can not write into a project that was removed', async () => {
  const storage = await openFresh();
  await fullProject(storage, 'a');
  const writer = await storage.datasets.write('a');
  const column = await storeColumn(writer, smallTable(9).columns[0]!);
  await storage.projects.remove('a');
  await expect(writer.commit(commitOf(9, [column]))).rejects.toMatchObject({ code: 'unknown-id' });
  await writer.abandon();
  await expect(storage.runs.put(runRecord('late', 'a'))).rejects.toMatchObject({ code: 'unknown-id' });
  await expect(
    storage.predictions.addRequest({ id: 'r', deployment: 'deployment-a', at: 1, status: 200, rows: 1, latencyMs: 1 })
  ).rejects.toMatchObject({
    code: 'unknown-id'
  });
  expect(await integrityCheck(storage)).toEqual([]);
});

test('a new split lets the rows of the old one go, unless a run was made with them', async () => {
  const storage = await openFresh();
  await fullProject(storage, 'a');
  const before = await storage.projects.get('a');
  const fresh = [await storage.chunks.put(rowsBytes(0, 2)), await storage.chunks.put(rowsBytes(1)), await storage.chunks.put(rowsBytes(4))];
  await storage.projects.update('a', (project) => ({ ...project, split: splitOf(fresh, project.datasetId!) }));
  expect(await storage.chunks.get(before.split!.parts.train)).toEqual(rowsBytes(0, 1));
  const last = [await storage.chunks.put(rowsBytes(0, 3)), await storage.chunks.put(rowsBytes(5)), await storage.chunks.put(rowsBytes(6))];
  await storage.projects.update('a', (project) => ({ ...project, split: splitOf(last, project.datasetId!) }));
  await expect(storage.chunks.get(fresh[0]!)).rejects.toMatchObject({ code: 'data-damaged' });
  expect(await integrityCheck(storage)).toEqual([]);
});

test('loose chunks nobody took are swept when their session is over', async () => {
  const name = freshName();
  const first = await openStorage(name);
  await first.chunks.put(Uint8Array.of(9, 9));
  const other = await openStorage(name);
  expect(await chunkCount(other)).toBe(1);
  first.close();
  await Promise.resolve();
  other.close();
  expect(await chunkCount(await openStorage(name))).toBe(0);
});

/** Everything a session does, as one sequence of writes in which any one may fail. */
async function session(storage: Storage): Promise<void> {
  await fullProject(storage, 'p');
  const writer = await storage.datasets.write('p');
  try {
    await writer.commit(commitOf(30, [await storeColumn(writer, smallTable(30).columns[0]!)]));
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await storage.versions.setAlias('p', 'model', 'challenger', 1);
  await storage.jobs.begin({ id: 'j', projectId: 'p', kind: 'train', label: 'Training', startedAt: 1 });
  await storage.jobs.end('j');
  await storage.projects.remove('p');
}

test.each(['once', 'for ever'] as const)(
  'when the n-th write fails %s, for every n, what is left is whole',
  { timeout: 240_000 },
  async (mode) => {
    expect(await everyWriteFails(mode, session)).toBeGreaterThan(30);
  }
);

test('lost data are told from a first visit', async () => {
  let text: string | null = null;
  const marker = { read: () => text, write: (next: string) => void (text = next) };
  const first = await openFresh({ marker });
  expect(first.dataLost).toBe(false);
  await first.projects.add(projectRecord('p'));
  expect((await openFresh({ marker })).dataLost).toBe(true);
  expect((await openFresh({ marker })).dataLost).toBe(true);
  await first.projects.remove('p');
  expect((await openFresh({ marker })).dataLost).toBe(false);
});

test('after an upgrade in another tab this one reads and does not write', async () => {
  const name = freshName();
  const old = await openStorage(name);
  await old.projects.add(projectRecord('p'));
  await databaseOf(old).stores.meta.put({ key: 'schemaVersion', value: 99 });
  await expect(old.projects.add(projectRecord('q'))).rejects.toMatchObject({ code: 'tab-outdated' });
  expect((await old.projects.list()).map((project) => project.id)).toEqual(['p']);
  old.close();
  const again = await openStorage(name);
  expect(await again.projects.list()).toHaveLength(1);
  await expect(again.projects.remove('p')).rejects.toMatchObject({ code: 'tab-outdated' });
});

test('a job of a dead tab is told from one that runs', async () => {
  const name = freshName();
  const first = await openStorage(name);
  await first.jobs.begin({ id: 'j', projectId: null, kind: 'train', label: 'Training', startedAt: 1 });
  const second = await openStorage(name);
  expect(await second.jobs.crashed()).toEqual([]);
  first.close();
  expect((await second.jobs.crashed()).map((job) => job.id)).toEqual(['j']);
  await second.jobs.end('j');
  expect(await second.jobs.list()).toEqual([]);
});

test('a database of the first schema gets the stores of keys and checkpoints, keeps what it holds and loses what a dead tab left', async () => {
  const name = freshName();
  const { keys: _later, checkpoints: _last, ...first } = storeIndexes;
  const old = new Dexie(name);
  old.version(1).stores({ ...first, pendingChunks: '[pendingId+hash], pendingId, hash' });
  await old.open();
  await old.table('projects').add(projectRecord('p'));
  await old.table('meta').put({ key: 'schemaVersion', value: 1 });
  await old.table('pending').add({ id: 'dead', projectId: null, startedAt: 0 });
  await old.table('pendingChunks').add({ pendingId: 'dead', hash: 'h' });
  await old.table('chunks').add({ hash: 'h', bytes: new Uint8Array(1) });
  old.close();
  const storage = await openStorage(name);
  expect((await storage.projects.get('p')).name).toBe('Project p');
  expect(await storage.keys.list('p')).toEqual([]);
  expect(await storage.unfinished.list('p')).toEqual([]);
  expect(await databaseOf(storage).stores.chunks.count()).toBe(0);
  expect((await databaseOf(storage).stores.meta.get('schemaVersion'))?.value).toBe(7);
});
