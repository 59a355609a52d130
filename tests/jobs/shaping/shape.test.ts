import { context, projectWith } from '../ingest-helper.ts';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/hash.ts';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { auditDataset } from '../../../src/jobs/audit.ts';
import { importCsv } from '../../../src/jobs/import-csv.ts';
import { readRows } from '../../../src/jobs/read-rows.ts';
import { previewShape } from '../../../src/jobs/shaping/preview-shape.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { diffVersions } from '../../../src/jobs/versions/diff-versions.ts';
import { restoreVersion } from '../../../src/jobs/versions/restore-version.ts';
import { setColumn } from '../../../src/jobs/set-column.ts';
import { integrityCheck } from '../../../src/storage/integrity-check.ts';
import { databaseOf, openStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { freshName, projectRecord, rowsBytes, runRecord, splitOf } from '../../storage/helper.ts';

const csv = 'id,town,age,when\n1,Oslo,30,2024-01-01\n2,Rome,40,2024-02-01\n3,Oslo,,2024-03-01\n4,Bern,50,2024-04-01\n';
const older: ShapeStep[] = [
  { kind: 'filter', where: "age >= 40 and when > '2024-01-15'" },
  { kind: 'derive', column: 'decade', formula: 'floor(age / 10)' }
];

const chunkCount = (storage: Storage) => databaseOf(storage).stores.chunks.count();

describe('a version made by steps', () => {
  test('holds what the steps say, names its parent and its steps, and becomes the current one', async () => {
    const { id, services, storage } = await projectWith(csv);
    const made = await shapeDataset({ datasetId: id, steps: older }, services, context());
    expect(await readRows({ datasetId: made, start: 0, count: 9 }, services)).toEqual([
      { id: 2, town: 'Rome', age: 40, when: '2024-02-01', decade: 4 },
      { id: 4, town: 'Bern', age: 50, when: '2024-04-01', decade: 5 }
    ]);
    const record = await storage.datasets.get(made);
    expect(record).toMatchObject({ version: 2, parentId: id, rows: 2 });
    expect(record.made).toMatchObject({ by: 'steps', steps: older, parents: [{ datasetId: id, version: 1 }] });
    expect(record.made!.said[1]).toBe('Made “decade” = floor(age / 10).');
    expect(record.columns.find(({ name }) => name === 'town')!.labels).toEqual(['Bern', 'Rome']);
    expect((await storage.projects.get('p')).datasetId).toBe(made);
    expect((await storage.audit.list('p')).at(-1)).toMatchObject({ action: 'dataset-changed', detail: record.made!.said.join(' ') });
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('is not made without a row, and the preview says which step left none', async () => {
    const { id, services, storage } = await projectWith(csv);
    const steps: ShapeStep[] = [
      { kind: 'filter', where: 'age > 35' },
      { kind: 'filter', where: "town = 'Ulm'" }
    ];
    const { rows, findings } = await previewShape({ datasetId: id, steps }, services, context());
    expect(rows).toBe(0);
    expect(findings).toMatchObject([{ code: 'no-rows', severity: 'blocker', message: expect.stringMatching(/^No row is left\. .*Ulm/) }]);
    await expect(shapeDataset({ datasetId: id, steps }, services, context())).rejects.toMatchObject({
      code: 'shape-leaves-nothing',
      message: expect.stringContaining('Ulm')
    });
    expect(await storage.datasets.list('p')).toHaveLength(1);
  });

  test('shares the pieces of every column that no step touched', async () => {
    const { id, services, storage } = await projectWith(csv);
    const chunks = await chunkCount(storage);
    const before = (await storage.datasets.bytesByVersion('p'))[0]!.own;
    const steps: ShapeStep[] = [
      { kind: 'derive', column: 'double', formula: 'age * 2' },
      { kind: 'rename', from: 'town', to: 'place' },
      { kind: 'reorder', columns: ['when'] }
    ];
    await shapeDataset({ datasetId: id, steps }, services, context());
    expect(await chunkCount(storage)).toBe(chunks + 1);
    expect(await storage.datasets.bytesByVersion('p')).toEqual([
      { id, own: 0, shared: before },
      { id: (await storage.projects.get('p')).datasetId, own: expect.any(Number), shared: before }
    ]);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('joins another table of another project and remembers both parents', async () => {
    const { id, services, storage } = await projectWith(csv);
    await storage.projects.add(projectRecord('q'));
    const towns = 'town,land\nOslo,NO\nRome,IT\n';
    const other = await importCsv({ projectId: 'q', source: towns, fileName: 'towns.csv', options: {} }, services, context());
    const steps: ShapeStep[] = [{ kind: 'join', datasetId: other, on: [{ left: 'town' }], how: 'left' }];
    const made = await shapeDataset({ datasetId: id, steps }, services, context());
    const rows = await readRows({ datasetId: made, start: 0, count: 9 }, services);
    expect(rows.map(({ land }) => land)).toEqual(['NO', 'IT', 'NO', null]);
    expect((await storage.datasets.get(made)).made!.parents.map(({ datasetId }) => datasetId)).toEqual([id, other]);
    await storage.projects.remove('q');
    expect(await integrityCheck(storage)).toEqual([]);
    expect((await readRows({ datasetId: made, start: 0, count: 1 }, services))[0]).toMatchObject({ land: 'NO' });
  });

  test('that is cancelled leaves nothing, and none is made of no steps', async () => {
    const { id, services, storage } = await projectWith(csv);
    const before = await chunkCount(storage);
    const controller = new AbortController();
    const stopping = context({ signal: controller.signal, onProgress: (share) => share > 0.6 && controller.abort() });
    await expect(shapeDataset({ datasetId: id, steps: older }, services, stopping)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(shapeDataset({ datasetId: id, steps: [] }, services, context())).rejects.toMatchObject({ code: 'shape-step-invalid' });
    expect(await chunkCount(storage)).toBe(before);
    expect(await storage.datasets.list('p')).toHaveLength(1);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('keeps it known that a column leaks, through a change of its type and in later versions', async () => {
    const { id, services, storage } = await projectWith(csv);
    await storage.projects.update('p', (project) => ({
      ...project,
      problem: { statement: '', task: 'regression', target: 'age', metric: 'rmse' }
    }));
    const steps: ShapeStep[] = [{ kind: 'group', by: ['town'], aggregates: [{ how: 'mean', column: 'age' }], keepRows: true }];
    const made = await shapeDataset({ datasetId: id, steps }, services, context());
    expect((await storage.datasets.get(made)).notes.join()).toContain('“mean_age” adds up the target “age” over rows');
    const retyped = await setColumn({ datasetId: made, column: 'mean_age', type: 'category' }, services);
    const later = await previewShape({ datasetId: retyped, steps: [{ kind: 'sort', by: [{ column: 'id' }] }] }, services, context());
    expect(later.findings.map(({ code }) => code)).toEqual(['aggregate-of-target']);
  });
});

test('a preview shows the first rows, the count after each step and the report of a join, and stores nothing', async () => {
  const { id, services, storage } = await projectWith(csv);
  const join: ShapeStep = { kind: 'join', datasetId: id, on: [{ left: 'town' }], how: 'inner' };
  const preview = await previewShape({ datasetId: id, steps: [...older, join] }, services, context());
  expect(preview).toMatchObject({ rows: 2, outcomes: [{ rows: 2 }, { rows: 2, columns: 5 }, { rows: 2, join: { kind: 'one-to-one' } }] });
  expect(preview.head[1]).toMatchObject({ id: 4, 'id (data)': 4, decade: 5 });
  expect(preview.columns.map(({ name }) => name)).toContain('decade');
  expect(await storage.datasets.list('p')).toHaveLength(1);
  const whole = await previewShape({ datasetId: id, steps: [] }, services, context());
  expect(whole.head).toHaveLength(4);
  await expect(
    previewShape({ datasetId: id, steps: [...older, { kind: 'drop', columns: ['x'] }] }, services, context())
  ).rejects.toMatchObject({
    code: 'column-not-found',
    context: { step: 2 }
  });
});

test('a preview has a cell for every column, whatever it is called', async () => {
  const { id, services } = await projectWith('__proto__,constructor\n1,a\n2,b\n');
  const { head } = await previewShape({ datasetId: id, steps: [] }, services, context());
  expect(head.map((row) => Object.values(row))).toEqual([
    [1, 'a'],
    [2, 'b']
  ]);
});

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

test.each(['once', 'for ever'] as const)(
  'when the n-th write fails %s, for every n, the versions that are left are whole',
  { timeout: 120_000 },
  async (mode) => {
    let hadFault = true;
    let n = 0;
    for (n = 1; hadFault; n++) {
      const name = freshName();
      await (await openStorage(name)).close();
      let writes = 0;
      hadFault = false;
      const fault = () => {
        writes++;
        if (mode === 'once' ? writes !== n : writes < n) return;
        hadFault = true;
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
      const broken = await openStorage(name, { fault });
      const outcome = await session(broken).then(
        () => null,
        (error: unknown) => error
      );
      if (hadFault) expect(outcome).toMatchObject({ code: 'storage-full' });
      broken.close();
      await Promise.resolve();
      const after = await openStorage(name);
      expect(await integrityCheck(after), `write ${n}`).toEqual([]);
      for (const dataset of await after.datasets.list('p')) expect((await after.datasets.readTable(dataset.id)).rows).toBe(dataset.rows);
      after.close();
    }
    expect(n).toBeGreaterThan(15);
  }
);

test('the audit finds a column made of the target by where it comes from, however weak it is', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 37) % 50}`);
  const { id, services, storage } = await projectWith(`town,price\n${lines.join('\n')}\n`);
  await storage.projects.update('p', (project) => ({
    ...project,
    problem: { statement: '', task: 'regression', target: 'price', metric: 'rmse' }
  }));
  const steps: ShapeStep[] = [{ kind: 'group', by: ['town'], aggregates: [{ how: 'mean', column: 'price' }], keepRows: true }];
  const made = await shapeDataset({ datasetId: id, steps }, services, context());
  const findings = await auditDataset({ datasetId: made }, services, context());
  expect(findings.find(({ code }) => code === 'made-of-target')).toMatchObject({ severity: 'blocker', columns: ['mean_price'] });
  storage.close();
});
