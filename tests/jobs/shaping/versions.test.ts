import { context, projectWith } from '../ingest-helper.ts';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/hash.ts';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { importCsv } from '../../../src/jobs/import-csv.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { diffVersions } from '../../../src/jobs/versions/diff-versions.ts';
import { restoreVersion } from '../../../src/jobs/versions/restore-version.ts';
import { integrityCheck } from '../../../src/storage/integrity-check.ts';
import { databaseOf } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { everyWriteFails } from '../../storage/every-write-fails.ts';
import { projectRecord, rowsBytes, runRecord, splitOf } from '../../storage/helper.ts';

const csv = 'id,town,age,when\n1,Oslo,30,2024-01-01\n2,Rome,40,2024-02-01\n3,Oslo,,2024-03-01\n4,Bern,50,2024-04-01\n';
const older: ShapeStep[] = [
  { kind: 'filter', where: "age >= 40 and when > '2024-01-15'" },
  { kind: 'derive', column: 'decade', formula: 'floor(age / 10)' }
];

const chunkCount = (storage: Storage) => databaseOf(storage).stores.chunks.count();

test('the difference of two versions: schema, rows by their id, and distributions with a test', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'},${i}`);
  const { id, services, storage } = await projectWith(`id,side,x\n${lines.join('\n')}\n`);
  const steps: ShapeStep[] = [
    { kind: 'filter', where: 'x >= 100' },
    { kind: 'derive', column: 'x', formula: 'if(x = 150, 0, x)' },
    { kind: 'drop', columns: ['side'] }
  ];
  const made = await shapeDataset({ datasetId: id, steps }, services, context());
  const diff = await diffVersions({ before: id, after: made, key: ['id'] }, services, context());
  expect(diff.schema).toMatchObject({ removed: ['side'], added: [], renamed: [] });
  expect(diff.rows).toMatchObject({ by: 'key', removed: 100, added: 0, changed: 1, same: 99, columns: [{ name: 'x', changed: 1 }] });
  const shift = diff.shifts.find(({ column }) => column === 'x')!;
  expect(shift.test).toBe('Kolmogorov–Smirnov');
  expect(shift.pValue).toBeLessThan(1e-6);
  const bag = await diffVersions({ before: id, after: made, key: [] }, services, context());
  expect(bag.rows).toMatchObject({ by: 'content', removed: 101, added: 1, same: 99 });
  const none = await diffVersions({ before: id, after: id, key: null }, services, context());
  expect(none).toMatchObject({ rows: { same: 200, added: 0, removed: 0 }, shifts: [] });
  await expect(diffVersions({ before: id, after: made, key: ['side'] }, services, context())).rejects.toMatchObject({
    code: 'column-not-found'
  });
  storage.close();
});

describe('versions', () => {
  test('an older one is brought back as a new one, with nothing deleted and nothing stored again', async () => {
    const { id, services, storage } = await projectWith(csv);
    const second = await shapeDataset({ datasetId: id, steps: older }, services, context());
    const before = await chunkCount(storage);
    const third = await restoreVersion({ datasetId: id }, services);
    const [first, , restored] = await storage.datasets.list('p');
    expect(restored).toMatchObject({ id: third, version: 3, hash: first!.hash, parentId: id, made: { by: 'restore' } });
    expect((await storage.projects.get('p')).datasetId).toBe(third);
    expect(await chunkCount(storage)).toBe(before);
    expect(await storage.datasets.get(second)).toMatchObject({ rows: 2 });
    expect(await restoreVersion({ datasetId: third }, services)).toBe(third);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('a tag stands at one version of a project only', async () => {
    const { id, services, storage } = await projectWith(csv);
    const second = await shapeDataset({ datasetId: id, steps: older }, services, context());
    await storage.datasets.setTags(id, ['raw', 'checked', 'raw']);
    expect((await storage.datasets.get(id)).tags).toEqual(['raw', 'checked']);
    await storage.datasets.setTags(second, ['checked']);
    expect((await storage.datasets.get(id)).tags).toEqual(['raw']);
    await storage.datasets.setTags(id, []);
    expect(await storage.datasets.get(id)).not.toHaveProperty('tags');
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('one that nothing needs is removed with the pieces only it had, and what was found out about it', async () => {
    const { id, services, storage } = await projectWith(csv);
    const before = await chunkCount(storage);
    const second = await shapeDataset({ datasetId: id, steps: older }, services, context());
    const { hash } = await storage.datasets.get(second);
    await storage.results.put({ key: `["profile",1,"${hash}"]`, projectId: 'p', kind: 'profile', value: 1, createdAt: 1 });
    await restoreVersion({ datasetId: id }, services);
    await storage.datasets.remove(second);
    expect(await chunkCount(storage)).toBe(before);
    expect(await storage.results.list('p')).toEqual([]);
    expect((await storage.datasets.list('p')).map(({ version }) => version)).toEqual([1, 3]);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('one that the project, a split, a run or a package needs stays, and is told who needs it', async () => {
    const { id, services, storage } = await projectWith(csv);
    await expect(storage.datasets.remove(id)).rejects.toMatchObject({
      code: 'version-in-use',
      context: { users: ['the project works with it'] }
    });
    const parts = [await storage.chunks.put(rowsBytes(0)), await storage.chunks.put(rowsBytes(1)), await storage.chunks.put(rowsBytes(2))];
    await storage.projects.update('p', (project) => ({
      ...project,
      split: { ...splitOf(parts, id)!, rows: { train: 1, validation: 1, test: 1 } }
    }));
    const bytes = Uint8Array.of(1, 2, 3);
    const hash = await sha256(bytes);
    await storage.packages.put('p', hash, bytes);
    const rowSets = { train: parts[0]!, validation: parts[1]!, test: parts[2]! };
    await storage.runs.put(runRecord('run-one', 'p', { datasetId: id, status: 'done', modelHash: hash, parts: rowSets }));
    await storage.runs.put(runRecord('run-two', 'p', { datasetId: id, status: 'failed', parts: rowSets }));
    await storage.versions.add({ projectId: 'p', name: 'model', runId: 'run-one', hash, aliases: [], checks: [], createdAt: 1 });
    await shapeDataset({ datasetId: id, steps: older }, services, context());
    await expect(storage.datasets.remove(id)).rejects.toMatchObject({
      code: 'version-in-use',
      context: {
        users: ['the split divides its rows', 'the run Decision tree (run-one) was trained on it', 'the package model@1 was made with it']
      }
    });
    expect((await storage.datasets.readTable(id)).rows).toBe(4);
    expect(await integrityCheck(storage)).toEqual([]);
  });
});

/** Everything that is done to versions, as one sequence of writes in which any one may fail. */
async function session(storage: Storage): Promise<void> {
  let time = 1;
  const services = { storage, now: () => time++ };
  await storage.projects.add(projectRecord('p'));
  const id = await importCsv({ projectId: 'p', source: csv, fileName: 'data.csv', options: {} }, services, context());
  const second = await shapeDataset({ datasetId: id, steps: older }, services, context());
  await storage.datasets.setTags(second, ['older']);
  await restoreVersion({ datasetId: id }, services);
  await storage.datasets.remove(second);
}

/** Each version that is left has all its rows. */
async function everyVersionReads({ datasets }: Storage): Promise<void> {
  for (const { id, rows } of await datasets.list('p')) expect((await datasets.readTable(id)).rows).toBe(rows);
}

test.each(['once', 'for ever'] as const)(
  'when the n-th write fails %s, for every n, the versions that are left are whole',
  { timeout: 120_000 },
  async (mode) => {
    expect(await everyWriteFails(mode, session, everyVersionReads)).toBeGreaterThan(15);
  }
);
