import { afterEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/hash.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { integrityCheck } from '../../../src/storage/integrity-check.ts';
import { watch } from '../../../src/storage/live.ts';
import { databaseOf, openStorage } from '../../../src/storage/open-storage.ts';
import type { ProjectRecord } from '../../../src/storage/records/project.ts';
import type { StoredColumn } from '../../../src/storage/records/dataset.ts';
import { CHUNK_ROWS, type DatasetWriter, type Storage } from '../../../src/storage/storage.ts';

let names = 0;
const made: { name: string; storage: Storage }[] = [];

async function open(name = `browser-test-${names++}-${Date.now()}`): Promise<Storage & { name: string }> {
  const storage = await openStorage(name);
  made.push({ name, storage });
  return Object.assign(storage, { name });
}

afterEach(async () => {
  for (const { name, storage } of made.splice(0)) {
    storage.close();
    indexedDB.deleteDatabase(name);
    localStorage.removeItem(`lathe-marker-${name}`);
  }
});

const project = (id: string): ProjectRecord => ({
  id,
  name: id,
  createdAt: 1,
  modifiedAt: 1,
  datasetId: null,
  problem: null,
  problemFixedAt: null,
  problemChanges: [],
  split: null,
  recipe: null
});

const numbers = (name: string, rows: number, seed: number): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from({ length: rows }, (_, i) => Math.sin(i * seed))
});

const slice = (column: Column, from: number, to: number): Column =>
  column.kind === 'number' ? { ...column, values: column.values.slice(from, to) } : column;

async function store(writer: DatasetWriter, column: Column, rows: number): Promise<StoredColumn> {
  const chunks: string[] = [];
  for (let from = 0; from < rows; from += CHUNK_ROWS)
    chunks.push(await writer.append(slice(column, from, Math.min(rows, from + CHUNK_ROWS))));
  return { name: column.name, type: 'number', role: 'feature', kind: 'number', missing: 0, distinct: rows, chunks };
}

async function write(storage: Storage, projectId: string, table: Table) {
  const writer = await storage.datasets.write(projectId);
  const columns: StoredColumn[] = [];
  for (const column of table.columns) columns.push(await store(writer, column, table.rows));
  return writer.commit({
    name: 'data',
    rows: table.rows,
    columns,
    parentId: null,
    notes: [],
    report: null,
    source: { fileName: 'x', bytes: 1 }
  });
}

test('a dataset is there, whole, after the database was closed and opened again', async () => {
  const first = await open();
  await first.projects.add(project('p'));
  const table = { rows: 1000, columns: [numbers('x', 1000, 3)] };
  const dataset = await write(first, 'p', table);
  first.close();
  const second = await open(first.name);
  expect(await second.datasets.readTable(dataset.id)).toEqual(table);
  expect(await integrityCheck(second)).toEqual([]);
});

test('a million rows of ten columns are read, digests checked, in a time to wait for', async () => {
  const storage = await open();
  await storage.projects.add(project('p'));
  const rows = 1_000_000;
  const columns = Array.from({ length: 10 }, (_, i) => numbers(`x${i}`, rows, i + 1));
  const began = performance.now();
  const dataset = await write(storage, 'p', { rows, columns });
  const written = performance.now();
  const table = await storage.datasets.readTable(dataset.id);
  const read = performance.now();
  await storage.datasets.readRows(dataset.id, 700_000, 50);
  const piece = performance.now();
  console.info(`write ${Math.round(written - began)} ms, read ${Math.round(read - written)} ms, 50 rows ${Math.round(piece - read)} ms`);
  expect(table.columns[9]).toEqual(columns[9]);
});

test('an import in another tab is spared while its lock is held, and swept when it is free', async () => {
  const first = await open();
  await first.projects.add(project('p'));
  const writer = await first.datasets.write('p');
  await store(writer, numbers('x', 10, 2), 10);
  const second = await open(first.name);
  expect(await databaseOf(second).stores.chunks.count()).toBe(1);
  first.close();
  await expect.poll(async () => (await navigator.locks.query()).held!.filter((lock) => lock.name?.includes(first.name)).length).toBe(0);
  const third = await open(first.name);
  expect(await databaseOf(third).stores.chunks.count()).toBe(0);
  expect(await integrityCheck(third)).toEqual([]);
});

test('a worker that is terminated in an import leaves nothing behind', async () => {
  const storage = await open();
  await storage.projects.add(project('p'));
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  const isWriting = new Promise((resolve) => (worker.onmessage = resolve));
  worker.postMessage(storage.name);
  await isWriting;
  expect(await databaseOf(storage).stores.chunks.count()).toBeGreaterThan(0);
  worker.terminate();
  await expect.poll(async () => (await navigator.locks.query()).held!.filter((lock) => lock.name?.includes(storage.name)).length).toBe(0);
  const after = await open(storage.name);
  expect(await integrityCheck(after)).toEqual([]);
  expect(await databaseOf(after).stores.chunks.count()).toBe(0);
});

test('a watch follows what another connection writes, and ends', async () => {
  const mine = await open();
  const second = await open(mine.name);
  const seen: string[][] = [];
  const end = watch(
    mine,
    async () => (await mine.projects.list()).map((entry) => entry.id),
    (ids) => seen.push(ids)
  );
  await expect.poll(() => seen.at(-1)).toEqual([]);
  await second.projects.add(project('a'));
  await expect.poll(() => seen.at(-1)).toEqual(['a']);
  await mine.projects.add(project('b'));
  await expect.poll(() => seen.at(-1)).toEqual(['a', 'b']);
  end();
  const before = seen.length;
  await second.projects.remove('a');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen.length).toBe(before);
});

test('a database that was deleted under the marker is reported as lost', async () => {
  const first = await open();
  await first.projects.add(project('p'));
  expect(first.dataLost).toBe(false);
  first.close();
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(first.name);
    request.onsuccess = resolve;
    request.onerror = reject;
  });
  expect((await open(first.name)).dataLost).toBe(true);
});

test('two tabs that change the same project at the same moment both count', async () => {
  const first = await open();
  const second = await open(first.name);
  await first.projects.add(project('p'));
  const add = (storage: Storage, at: number) =>
    storage.projects.update('p', (record) => ({ ...record, problemChanges: [...record.problemChanges, { at, what: 'bar' }] }));
  await Promise.all(Array.from({ length: 20 }, (_, i) => add(i % 2 ? first : second, i)));
  expect((await first.projects.get('p')).problemChanges).toHaveLength(20);
});

test('audit entries of two tabs make one chain', async () => {
  const first = await open();
  const second = await open(first.name);
  await first.projects.add(project('p'));
  await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? first : second).audit.append('p', i, 'note', String(i))));
  expect(await first.audit.list('p')).toHaveLength(20);
  expect(await second.audit.verify('p')).toBeNull();
});

test('a chunk is named by the SHA-256 of its bytes', async () => {
  const storage = await open();
  const bytes = Uint8Array.of(1, 2, 3).subarray(1);
  expect(await storage.chunks.put(bytes)).toBe(await sha256(Uint8Array.of(2, 3)));
  expect(await storage.chunks.get(await sha256(Uint8Array.of(2, 3)))).toEqual(Uint8Array.of(2, 3));
});
