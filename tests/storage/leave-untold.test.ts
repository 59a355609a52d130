import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { openFresh, projectRecord, smallTable, writeTable } from './helper.ts';

test('nobody is told of chunks; of the dataset that names them everybody is, and finds them there', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const told = new Set<string>();
  const listen = (parts: object) => Object.keys(parts).forEach((part) => told.add(part.split('/')[3]!));
  Dexie.on('storagemutated', listen);
  const table = smallTable(50);
  const { id } = await writeTable(storage, 'p', table);
  Dexie.on.storagemutated.unsubscribe(listen);
  expect([...told].filter((store) => ['chunks', 'chunkSizes', 'pendingChunks'].includes(store))).toEqual([]);
  expect([...told]).toEqual(expect.arrayContaining(['pending', 'datasets', 'projects']));
  expect((await storage.datasets.readTable(id)).rows).toBe(50);
});
