import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { readRows } from '../../src/jobs/read-rows.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { validateRules } from '../../src/jobs/rules/validate-rules.ts';
import { writeCsv } from '../../src/jobs/write-csv.ts';
import { textColumn } from '../../src/core/table.ts';
import { context, openProject, projectWith } from './ingest-helper.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';

test('a sample becomes a stored dataset that reads back', async () => {
  const { storage, projectId, services } = await openProject();
  const source = new Blob([readFileSync('public/samples/penguins.csv')]);
  const id = await importCsv({ projectId, source, fileName: 'penguins.csv', options: {} }, services, context());
  const dataset = await storage.datasets.get(id);
  expect(dataset).toMatchObject({ name: 'penguins', rows: 344, version: 1, source: { fileName: 'penguins.csv', bytes: 13_478 } });
  expect(dataset.report).toMatchObject({ encoding: 'utf-8', delimiter: ',', rows: 344, bytes: 13_478 });
  const table = await storage.datasets.readTable(id);
  expect(table.columns.map((column) => column.kind)).toEqual(['category', 'category', 'number', 'number', 'number', 'number', 'category']);
  expect((await storage.projects.get(projectId)).datasetId).toBe(id);
});

test('a column of numbers that turns out to be words leaves no pieces of the numbers behind', async () => {
  const rows = Array.from({ length: 140_000 }, (_, i) => `${i === 139_000 ? 'odd' : i},${i % 7}`);
  const { storage, id } = await projectWith(`a,b\n${rows.join('\n')}\n`);
  expect((await storage.datasets.get(id)).columns.map(({ type }) => type)).toEqual(['text', 'integer']);
  expect(await integrityCheck(storage)).toEqual([]);
});

test('a second import is the next version, and the same rows have the same hash', async () => {
  const { storage, projectId, services, id } = await projectWith('a,b\n1,x\n2,y\n');
  const again = await importCsv(
    { projectId, source: new Blob(['a,b\n1,x\n2,y\n']), fileName: 'folder/data.csv', options: {} },
    services,
    context()
  );
  const [first, second] = [await storage.datasets.get(id), await storage.datasets.get(again)];
  expect(second).toMatchObject({ version: 2, name: 'data', parentId: first.id, hash: first.hash });
});

test('progress goes up to 1', async () => {
  const { projectId, services } = await openProject();
  const shares: number[] = [];
  const source = `a,b\n${Array.from({ length: 300_000 }, (_, i) => `${i},word`).join('\n')}`;
  await importCsv({ projectId, source, fileName: 'x.csv', options: {} }, services, context({ onProgress: (share) => shares.push(share) }));
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

test('a cancel leaves nothing, and the next import works', async () => {
  const { storage, projectId, services } = await openProject();
  const stop = new AbortController();
  const source = `a,b\n${Array.from({ length: 400_000 }, (_, i) => `${i},word`).join('\n')}`;
  let pauses = 0;
  const breathe = () => {
    if (++pauses === 3) stop.abort();
    return Promise.resolve();
  };
  const job = { projectId, source, fileName: 'x.csv', options: {} };
  await expect(importCsv(job, services, context({ signal: stop.signal, breathe }))).rejects.toMatchObject({ name: 'AbortError' });
  expect(await storage.datasets.list(projectId)).toEqual([]);
  expect(await storage.projects.sizeBytes(projectId)).toBe(0);
  const id = await importCsv(job, services, context());
  expect((await storage.datasets.get(id)).rows).toBe(400_000);
});

test('an import that fails leaves nothing', async () => {
  const { storage, projectId, services } = await openProject();
  await expect(importCsv({ projectId, source: 'a,b\n', fileName: 'x.csv', options: {} }, services, context())).rejects.toMatchObject({
    code: 'csv-no-rows'
  });
  expect(await storage.datasets.list(projectId)).toEqual([]);
});

test('Latin-1 found late is imported once, as Windows-1252', async () => {
  const { storage, projectId, services } = await openProject();
  const text = `id,word\n${Array.from({ length: 150_000 }, (_, i) => `${i},plain`).join('\n')}\n150000,caf`;
  const source = new Blob([text, Uint8Array.of(0xe9, 10)]);
  const id = await importCsv({ projectId, source, fileName: 'x.csv', options: {} }, services, context());
  expect(await storage.datasets.get(id)).toMatchObject({ rows: 150_001, report: { encoding: 'windows-1252' } });
  expect(await storage.datasets.list(projectId)).toHaveLength(1);
  expect(await readRows({ datasetId: id, start: 150_000, count: 5 }, services)).toEqual([{ id: 150_000, word: 'café' }]);
});

test('rows come as plain objects: null, true, numbers, ISO times, and no prototype tricks', async () => {
  const { services, id } = await projectWith(
    'n,flag,when,word,__proto__\n1.5,true,2024-01-02T03:04:05,x,1\n,,,,\n2,FALSE,2024-01-01,y,2\n'
  );
  const rows = await readRows({ datasetId: id, start: 0, count: 100 }, services);
  expect(rows.map((row) => Object.entries(row))).toEqual([
    [
      ['n', 1.5],
      ['flag', true],
      ['when', '2024-01-02T03:04:05'],
      ['word', 'x'],
      ['__proto__', 1]
    ],
    [
      ['n', null],
      ['flag', null],
      ['when', null],
      ['word', null],
      ['__proto__', null]
    ],
    [
      ['n', 2],
      ['flag', false],
      ['when', '2024-01-01'],
      ['word', 'y'],
      ['__proto__', 2]
    ]
  ]);
  expect(await readRows({ datasetId: id, start: 2, count: 1 }, services)).toHaveLength(1);
  expect(await readRows({ datasetId: id, start: 5, count: 1 }, services)).toEqual([]);
});

test('a changed column is a new version that shares the other chunks', async () => {
  const { storage, services, id } = await projectWith('a,b,c\n1,x,5\n2,y,6\n2,z,7\n');
  const changed = await storage.datasets.get(await setColumn({ datasetId: id, column: 'a', type: 'category', role: 'target' }, services));
  const before = await storage.datasets.get(id);
  expect(changed).toMatchObject({ version: 2, parentId: id });
  expect(changed.columns[0]).toMatchObject({ type: 'category', role: 'target', labels: ['1', '2'], distinct: 2 });
  expect(changed.columns.slice(1).map(({ chunks }) => chunks)).toEqual(before.columns.slice(1).map(({ chunks }) => chunks));
});

test('a role that only one column can have moves', async () => {
  const { storage, services, id } = await projectWith('a,b\n1,5\n2,6\n');
  const first = await setColumn({ datasetId: id, column: 'a', role: 'target' }, services);
  const second = await setColumn({ datasetId: first, column: 'b', role: 'target' }, services);
  expect((await storage.datasets.get(second)).columns.map(({ role }) => role)).toEqual(['feature', 'target']);
});

test('values that do not fit the new type become missing, and that is told', async () => {
  const { storage, services, id } = await projectWith('a,b\n1,x\n2;5,y\nthree,z\n', { delimiter: ',' });
  const changed = await storage.datasets.get(await setColumn({ datasetId: id, column: 'a', type: 'number' }, services));
  expect(changed.columns[0]).toMatchObject({ type: 'number', missing: 2, distinct: 1 });
  expect(changed.notes.join()).toContain('2 values');
  const times = await projectWith('t,b\n31/12/2024 nearly,x\n2024-01-05,y\n2024-01-06,z\n');
  const timed = await setColumn({ datasetId: times.id, column: 't', type: 'time' }, times.services);
  expect((await readRows({ datasetId: timed, start: 0, count: 3 }, times.services)).map(({ t }) => t)).toEqual([
    null,
    '2024-01-05',
    '2024-01-06'
  ]);
});

test('one bad cell that makes text of a column is told with its line, kept in the record, and mended by one change', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i === 9 ? 'broken' : i / 4},${i}`);
  const { storage, services, id } = await projectWith(`x,y\n${rows.join('\n')}\n`);
  const imported = await storage.datasets.get(id);
  const issue = imported.report!.issues.find(({ code }) => code === 'few-misfits')!;
  expect(issue).toMatchObject({ count: 1, lines: [11], offer: { column: 'x', type: 'number', missing: 1, values: ['broken'] } });
  expect(imported.notes.join()).toContain('“broken” (line 11)');
  const mended = await storage.datasets.get(await setColumn({ datasetId: id, column: 'x', type: issue.offer!.type }, services));
  expect(mended.columns[0]).toMatchObject({ type: 'number', missing: 1 });
  expect(mended.notes.at(-1)).toBe('“x”: 1 value that is no number became missing.');
});

test('changes that make no sense are refused', async () => {
  const { services, storage, projectId, id } = await projectWith('n,w\n1,x\n2,y\n');
  const change = (given: { column: string; type?: string; role?: string }) => setColumn({ datasetId: id, ...given }, services);
  await expect(change({ column: 'n', type: 'time' })).rejects.toMatchObject({ code: 'column-type-impossible' });
  await expect(change({ column: 'w', type: 'number' })).rejects.toMatchObject({ code: 'column-type-impossible' });
  await expect(change({ column: 'w', type: 'image' })).rejects.toMatchObject({ code: 'column-type-impossible' });
  await expect(change({ column: 'q', type: 'text' })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(change({ column: 'w', type: 'colour' })).rejects.toMatchObject({ code: 'column-change-unknown' });
  await expect(change({ column: 'w', role: 'king' })).rejects.toMatchObject({ code: 'column-change-unknown' });
  expect(await storage.datasets.list(projectId)).toHaveLength(1);
});

test('rules are counted over all rows', async () => {
  const { services, id } = await projectWith('id,x,w,t\n1,5,red,2024-01-01\n2,50,blue,2024-01-02\n2,,green,2024-02-01\n');
  const rules = [
    { column: 'x', kind: 'not-null' },
    { column: 'id', kind: 'unique' },
    { column: 'x', kind: 'range', value: { min: 0, max: 10 } },
    { column: 'w', kind: 'in-set', value: ['red', 'blue'] },
    { column: 'w', kind: 'pattern', value: '^[a-z]{3,4}$' },
    { column: 't', kind: 'range', value: { max: '2024-01-31' } },
    { column: 'x', kind: 'type', value: 'integer' },
    { column: 'w', kind: 'type', value: 'number' }
  ] as const;
  const results = await validateRules({ datasetId: id, rules }, services, context());
  expect(results.map(({ failing }) => failing)).toEqual([1, 1, 1, 1, 1, 1, 0, 3]);
  expect(results.map(({ passed }) => passed)).toEqual([false, false, false, false, false, false, true, false]);
});

test('proposed rules hold for the data they come from', async () => {
  const { services, id } = await projectWith('user_id,x,w,t\na,5,red,2024-01-01\nb,50,blue,2024-01-02\nc,,red,2024-02-01\n');
  const results = await validateRules({ datasetId: id, rules: null }, services, context());
  expect(results.length).toBeGreaterThan(8);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(results.map(({ rule }) => rule)).toContainEqual(expect.objectContaining({ column: 'user_id', kind: 'unique' }));
});

test('rules that can not be checked are refused', async () => {
  const { services, id } = await projectWith('x,w\n1,a\n2,b\n');
  const check = (rule: { column: string; kind: 'range' | 'pattern' | 'in-set' | 'type'; value?: unknown }) =>
    validateRules({ datasetId: id, rules: [rule] }, services, context());
  await expect(check({ column: 'w', kind: 'range', value: { min: 1 } })).rejects.toMatchObject({ code: 'rule-invalid' });
  await expect(check({ column: 'x', kind: 'range' })).rejects.toMatchObject({ code: 'rule-invalid' });
  await expect(check({ column: 'w', kind: 'pattern', value: '(' })).rejects.toMatchObject({ code: 'rule-invalid' });
  await expect(check({ column: 'w', kind: 'in-set', value: 'a' })).rejects.toMatchObject({ code: 'rule-invalid' });
  await expect(check({ column: 'nope', kind: 'type', value: 'text' })).rejects.toMatchObject({ code: 'column-not-found' });
});

test('a table is written with columns added behind', () => {
  const table = { rows: 2, columns: [textColumn('a', ['x', null])] };
  expect([...writeCsv(table, [textColumn('b', ['1,5', 'NA'])])].join('')).toBe('a,b\r\nx,"1,5"\r\n,"NA"\r\n');
});

test('a column that had to be read again leaves no bytes of the first reading behind', async () => {
  const source = `a,b\n${Array.from({ length: 140_000 }, (_, i) => `${i % 50},${i}`).join('\n')}\nend,1`;
  const sizes = await Promise.all(
    [{}, { types: { a: 'category' } }].map(async (options) => {
      const { storage, projectId, services } = await openProject();
      await importCsv({ projectId, source, fileName: 'x.csv', options }, services, context());
      return storage.projects.sizeBytes(projectId);
    })
  );
  expect(sizes[0]).toBe(sizes[1]);
});
