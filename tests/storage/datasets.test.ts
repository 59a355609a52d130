import { openFresh, commitOf, projectRecord, smallTable, storeColumn, stored, writeTable } from './helper.ts';
import { expect, test } from 'vitest';
import { gather } from '../../src/core/table.ts';
import { CHUNK_ROWS } from '../../src/storage/storage.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';

test('a table comes back as it was written, every kind of column', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const table = smallTable(23);
  const dataset = await writeTable(storage, 'p', table);
  expect(await storage.datasets.readTable(dataset.id)).toEqual(table);
  expect((await storage.projects.get('p')).datasetId).toBe(dataset.id);
  expect(dataset.version).toBe(1);
});

test('rows across a chunk edge are the same rows', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const table = smallTable(CHUNK_ROWS + 10);
  const dataset = await writeTable(storage, 'p', table);
  const wanted = Array.from({ length: 12 }, (_, i) => CHUNK_ROWS - 6 + i);
  expect(await storage.datasets.readRows(dataset.id, CHUNK_ROWS - 6, 12)).toEqual(gather(table, wanted));
  expect((await storage.datasets.readRows(dataset.id, CHUNK_ROWS + 8, 50, ['size'])).rows).toBe(2);
  expect((await storage.datasets.readRows(dataset.id, 10 * CHUNK_ROWS, 50)).rows).toBe(0);
});

test('reading some rows touches only the chunks they are in', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', smallTable(CHUNK_ROWS + 10));
  await databaseOf(storage).stores.chunks.delete(dataset.columns[0]!.chunks[1]!);
  expect((await storage.datasets.readRows(dataset.id, 0, 5)).rows).toBe(5);
  await expect(storage.datasets.readRows(dataset.id, CHUNK_ROWS, 5)).rejects.toMatchObject({ code: 'data-damaged' });
});

test('the same rows give the same hash in another database, other rows another', async () => {
  const hashes: string[] = [];
  for (const rows of [23, 23, 24]) {
    const storage = await openFresh({ now: () => hashes.length * 1000 });
    await storage.projects.add(projectRecord(`p${hashes.length}`));
    hashes.push((await writeTable(storage, `p${hashes.length}`, smallTable(rows))).hash);
  }
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

test('the dataset hash is pinned: a change of format would change it', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  expect((await writeTable(storage, 'p', smallTable(3))).hash).toMatchInlineSnapshot(
    `"3b08c093115bfa40f2dd46c1b9bb73311248ffbad1d639f3a851e9b61c39d5b6"`
  );
});

test('a chunk written twice is stored once', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  await writeTable(storage, 'p', smallTable(23));
  const before = await databaseOf(storage).stores.chunks.count();
  const second = await writeTable(storage, 'p', smallTable(23));
  expect(await databaseOf(storage).stores.chunks.count()).toBe(before);
  expect(second.version).toBe(2);
});

test('a version that changes one column shares the chunks of the others', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const table = smallTable(23);
  const first = await writeTable(storage, 'p', table);
  const writer = await storage.datasets.write('p');
  const changed = await storeColumn(writer, { kind: 'number', name: 'size', values: new Float64Array(23) });
  const second = await writer.commit({ ...commitOf(23, [changed, ...first.columns.slice(1)]), parentId: first.id });
  expect(await databaseOf(storage).stores.chunks.count()).toBe(6);
  expect(second.hash).not.toBe(first.hash);
  expect((await storage.datasets.readTable(second.id, ['said'])).columns[0]).toEqual(table.columns[3]);
});

test('a flipped bit on the disk is an error, not data', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', smallTable(23));
  const { chunks } = databaseOf(storage).stores;
  const hash = dataset.columns[0]!.chunks[0]!;
  const bytes = await storage.chunks.get(hash);
  bytes[5]! ^= 1;
  await chunks.put({ hash, bytes });
  await expect(storage.datasets.readTable(dataset.id)).rejects.toMatchObject({ code: 'data-damaged' });
  expect((await storage.datasets.readTable(dataset.id, ['when'])).rows).toBe(23);
});

test('a large piece lies in a file of its own; one from before that is read as well, and a changed one is an error', async () => {
  const storage = await openFresh();
  const { chunks } = databaseOf(storage).stores;
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  const hash = await storage.chunks.put(bytes);
  expect((await chunks.get(hash))!.bytes).toBeInstanceOf(Blob);
  expect(await storage.chunks.get(hash)).toEqual(bytes);
  await chunks.put({ hash, bytes });
  expect(await storage.chunks.get(hash)).toEqual(bytes);
  await chunks.put({ hash, bytes: new Blob([bytes, Uint8Array.of(1)]) });
  await expect(storage.chunks.get(hash)).rejects.toMatchObject({ code: 'data-damaged' });
});

test('a commit whose columns lack pieces, or name pieces that are not there, is refused and leaves the project as it was', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const column = smallTable(3).columns[0]!;
  const writer = await storage.datasets.write('p');
  await expect(writer.commit(commitOf(3, [stored(column, [])]))).rejects.toMatchObject({ code: 'shape-mismatch' });
  await expect(writer.commit(commitOf(3, [stored(column, ['0'.repeat(64)])]))).rejects.toMatchObject({ code: 'data-damaged' });
  expect((await storage.projects.get('p')).datasetId).toBeNull();
  expect(await storage.datasets.list('p')).toEqual([]);
});

test('a piece of more than a chunk is refused', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const writer = await storage.datasets.write('p');
  const tooLong = { kind: 'number' as const, name: 'x', values: new Float64Array(CHUNK_ROWS + 1) };
  await expect(writer.append(tooLong)).rejects.toMatchObject({ code: 'shape-mismatch' });
});

test('an empty dataset is one: columns and no rows', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const table = smallTable(0);
  expect(await storage.datasets.readTable((await writeTable(storage, 'p', table)).id)).toEqual(table);
});

test('unknown ids and columns say what there is', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', smallTable(3));
  await expect(storage.datasets.get('no')).rejects.toMatchObject({ code: 'unknown-id' });
  await expect(storage.datasets.readTable(dataset.id, ['no'])).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(storage.datasets.write('no')).rejects.toMatchObject({ code: 'unknown-id' });
});

test('a writer that is done takes nothing more', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const writer = await storage.datasets.write('p');
  const column = await storeColumn(writer, smallTable(3).columns[0]!);
  await writer.commit(commitOf(3, [column]));
  await expect(writer.append(smallTable(3).columns[1]!)).rejects.toMatchObject({ code: 'import-ended' });
  await expect(writer.commit(commitOf(3, [column]))).rejects.toMatchObject({ code: 'import-ended' });
});
