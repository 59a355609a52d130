import { context, projectWith } from '../ingest-helper.ts';
import { describe, expect, test } from 'vitest';
import type { ShapeStep } from '../../../src/core/shape-step.ts';
import { auditDataset } from '../../../src/jobs/audit.ts';
import { importCsv } from '../../../src/jobs/import-csv.ts';
import { readRows } from '../../../src/jobs/read-rows.ts';
import { previewShape } from '../../../src/jobs/shaping/preview-shape.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { setColumn } from '../../../src/jobs/set-column.ts';
import { integrityCheck } from '../../../src/storage/integrity-check.ts';
import { databaseOf } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { projectRecord } from '../../storage/helper.ts';

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
    expect(findings).toMatchObject([
      { code: 'no-rows', severity: 'blocker', message: expect.stringMatching(/^No row is left\. .*Ulm/) },
      { code: 'value-not-met', severity: 'warning', message: 'No row has “Ulm” in “town”.' }
    ]);
    const near = await previewShape(
      { datasetId: id, steps: [{ kind: 'filter', where: "town in ('oslo', 'Rome') or age < 1" }] },
      services,
      context()
    );
    expect(near.findings).toMatchObject([
      { code: 'value-not-met', columns: ['town'], message: 'No row has “oslo” in “town”; there is “Oslo”.' }
    ]);
    const made: ShapeStep[] = [
      { kind: 'derive', column: 'town', formula: "'Ulm'" },
      { kind: 'filter', where: "town = 'Ulm'" }
    ];
    const later = await previewShape({ datasetId: id, steps: made }, services, context()).catch(() => null);
    expect(later?.findings.filter(({ code }) => code === 'value-not-met') ?? []).toEqual([]);
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
