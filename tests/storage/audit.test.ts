import { openFresh, projectRecord } from './helper.ts';
import { expect, test } from 'vitest';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';

async function logOf(entries: number) {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  for (let i = 0; i < entries; i++) await storage.audit.append('p', i * 10, 'model-registered', `entry ${i}`);
  return { storage, audit: databaseOf(storage).stores.audit };
}

test('an untouched log is whole', async () => {
  const { storage } = await logOf(5);
  expect(await storage.audit.verify('p')).toBeNull();
  expect((await storage.audit.list('p')).map((entry) => entry.seq)).toEqual([0, 1, 2, 3, 4]);
});

test('two tabs that append at the same moment make one chain', async () => {
  const { storage } = await logOf(0);
  await Promise.all(Array.from({ length: 20 }, (_, i) => storage.audit.append('p', i, 'note', String(i))));
  expect(await storage.audit.list('p')).toHaveLength(20);
  expect(await storage.audit.verify('p')).toBeNull();
});

test('an edited entry is found', async () => {
  const { storage, audit } = await logOf(5);
  await audit.update(['p', 2], { detail: 'nothing happened' });
  expect((await storage.audit.verify('p'))?.seq).toBe(2);
  expect((await integrityCheck(storage)).map((problem) => problem.code)).toEqual(['audit-broken']);
});

test('a dropped entry is found', async () => {
  const { storage, audit } = await logOf(5);
  await audit.delete(['p', 1]);
  expect((await storage.audit.verify('p'))?.seq).toBe(2);
});

test('a dropped entry is found even when the later ones are renumbered', async () => {
  const { storage, audit } = await logOf(3);
  const last = (await audit.get(['p', 2]))!;
  await audit.delete(['p', 2]);
  await audit.put({ ...last, seq: 1 });
  expect((await storage.audit.verify('p'))?.seq).toBe(1);
});

test('reordered entries are found', async () => {
  const { storage, audit } = await logOf(5);
  const [one, two] = [(await audit.get(['p', 1]))!, (await audit.get(['p', 2]))!];
  await audit.put({ ...two, seq: 1 });
  await audit.put({ ...one, seq: 2 });
  expect((await storage.audit.verify('p'))?.seq).toBe(1);
});

test('a cut tail is found, also when all of it is cut', async () => {
  const { storage, audit } = await logOf(5);
  await audit.delete(['p', 4]);
  expect(await storage.audit.verify('p')).toMatchObject({ seq: 4, action: 'entries-missing' });
  await audit.clear();
  expect(await storage.audit.verify('p')).toMatchObject({ seq: 0, detail: '5 of 5 entries are missing at the end.' });
});

test('an entry added past the noted end is found', async () => {
  const { storage } = await logOf(3);
  const { auditHeads } = databaseOf(storage).stores;
  const before = (await auditHeads.get('p'))!;
  await storage.audit.append('p', 99, 'note', 'slipped in');
  await auditHeads.put(before);
  expect((await storage.audit.verify('p'))?.seq).toBe(3);
});
