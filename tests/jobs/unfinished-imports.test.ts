import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { CsvOptions } from '../../src/core/csv-options.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { databaseOf, openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { freshName, projectRecord } from '../storage/helper.ts';
import { context } from './ingest-helper.ts';

const ROWS = 210_000;
const lines = Array.from(
  { length: ROWS },
  (_, i) =>
    `${i},${(i * 7919) % 1000},${['red', 'green', 'blue', 'NA'][i % 4]},${i > 140_000 ? 'x' : i},note ${i % 30_000}${i % 50_000 === 9 ? ',more' : ''}`
);
const csv = `row,amount,colour,turns,note\n${lines.join('\n')}\n`;
const fileOf = (text = csv) => new File([text], 'big.csv', { lastModified: 5 });
const DAY = 24 * 60 * 60 * 1000;

const services = (storage: Storage, build = 'one') => ({ storage, now: () => 7, importing: { build, checkpointMs: 0, leastBytes: 1000 } });
const job = (more: { anew?: boolean; options?: CsvOptions; file?: File } = {}) => {
  const { file = fileOf(), options = {}, ...rest } = more;
  return { projectId: 'p', source: file, fileName: file.name, options, ...rest };
};
const turn = () => new Promise<void>((resolve) => void setTimeout(resolve, 4));
const never = new Promise<void>(() => undefined);

/** A database in which an import died when it had paused so many times. */
async function cutAfter(pauses: number): Promise<{ name: string }> {
  const name = freshName();
  const storage = await openStorage(name, { now: () => 7 });
  await storage.projects.add(projectRecord('p'));
  let count = 0;
  await new Promise<void>((cut) => {
    const breathe = async () => {
      await turn();
      if (++count < pauses) return;
      cut();
      await never;
    };
    void importCsv(job(), services(storage), context({ breathe }));
  });
  await turn();
  storage.close();
  return { name };
}

const countChunks = (storage: Storage) => databaseOf(storage).stores.chunks.count();

/** What an import makes, but for its ids and times. */
async function contentOf(storage: Storage, id: string) {
  const { name, rows, hash, columns, notes, report } = await storage.datasets.get(id);
  return { name, rows, hash, columns, notes, report };
}

async function uninterrupted() {
  const storage = await openStorage(freshName());
  await storage.projects.add(projectRecord('p'));
  return contentOf(storage, await importCsv(job(), { storage, now: () => 7 }, context({ breathe: turn })));
}

/** Goes on, and tells from which row. */
async function goOn(storage: Storage, more: Parameters<typeof job>[0] = {}, build = 'one') {
  const notes = new Set<string>();
  const id = await importCsv(
    job(more),
    services(storage, build),
    context({ breathe: turn, onProgress: (_, note) => note && notes.add(note) })
  );
  return { content: await contentOf(storage, id), notes: [...notes] };
}

test('an import cut off at any point goes on when the file is given again, and makes the same dataset', { timeout: 240_000 }, async () => {
  const whole = await uninterrupted();
  for (const pauses of [22, 29, 38]) {
    const { name } = await cutAfter(pauses);
    const storage = await openStorage(name, { now: () => 8 });
    const [left] = await storage.unfinished.list('p');
    expect(left).toMatchObject({ file: { name: 'big.csv', bytes: csv.length, lastModified: 5 } });
    expect(left!.rows[0]).toBeGreaterThan(0);
    expect(await storage.datasets.list('p')).toEqual([]);
    expect(await integrityCheck(storage)).toEqual([]);
    const { content, notes } = await goOn(storage);
    expect(content).toEqual(whole);
    expect(notes).toEqual([`goes on from row ${(left!.rows[0]! + 1).toLocaleString('en-US')}`]);
    expect(await integrityCheck(storage)).toEqual([]);
    expect(await storage.unfinished.list('p')).toEqual([]);
    storage.close();
  }
});

test(
  'begun anew, read otherwise, by another build or with another beginning, it starts at the first row and keeps nothing of the old',
  { timeout: 240_000 },
  async () => {
    const other = fileOf(`${csv.slice(0, 40)}9${csv.slice(41)}`);
    const cases = [
      { more: { anew: true } },
      { more: { options: { missing: ['blue'] } } },
      { more: {}, build: 'two' },
      { more: { file: other } }
    ];
    for (const { more, build } of cases) {
      const { name } = await cutAfter(32);
      const storage = await openStorage(name, { now: () => 8 });
      expect(await storage.unfinished.list('p')).toHaveLength(1);
      const { content, notes } = await goOn(storage, more, build);
      expect(content.rows).toBe(ROWS);
      expect(notes).toEqual([]);
      const isOther = 'file' in more;
      expect(await storage.unfinished.list('p')).toHaveLength(isOther ? 1 : 0);
      expect(await integrityCheck(storage)).toEqual([]);
      storage.close();
    }
  }
);

test('what an unfinished import holds goes when it is given up, when its project goes, and after a week', async () => {
  const givenUp = await openStorage((await cutAfter(32)).name, { now: () => 8 });
  const [left] = await givenUp.unfinished.list('p');
  expect(await countChunks(givenUp)).toBeGreaterThan(0);
  await givenUp.unfinished.giveUp(left!.id);
  expect(await countChunks(givenUp)).toBe(0);
  const removed = await openStorage((await cutAfter(32)).name, { now: () => 8 });
  await removed.projects.remove('p');
  expect(await countChunks(removed)).toBe(0);
  const { name } = await cutAfter(32);
  const soon = await openStorage(name, { now: () => 6 * DAY });
  expect(await soon.unfinished.list('p')).toHaveLength(1);
  soon.close();
  const late = await openStorage(name, { now: () => 8 * DAY });
  expect(await late.unfinished.list('p')).toEqual([]);
  expect(await countChunks(late)).toBe(0);
});

test('an import that is still under way is neither listed nor given up', async () => {
  const name = freshName();
  const storage = await openStorage(name, { now: () => 8 });
  await storage.projects.add(projectRecord('p'));
  const importing = importCsv(job(), services(storage), context({ breathe: turn }));
  while ((await countChunks(storage)) === 0) await turn();
  const other = await openStorage(name, { now: () => 8 });
  expect(await other.unfinished.list('p')).toEqual([]);
  expect((await storage.datasets.get(await importing)).rows).toBe(ROWS);
});
