import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureGroups } from '../../src/jobs/anonymity.ts';
import { sendTestTraffic } from '../../src/jobs/serving/send-test-traffic.ts';
import { categoryColumn, type Table } from '../../src/core/table.ts';
import { encodePackage, packageHash } from '../../src/predict/package-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { storeParts } from '../../src/jobs/experiment/row-sets.ts';
import { classPackage } from '../predict/test-packages.ts';
import { quietContext } from '../stages/explore/read-sample.ts';
import { openFresh, projectRecord, runRecord, splitOf, writeTable } from '../storage/helper.ts';

const ROWS = 40;
const people = (): Table => ({
  rows: ROWS,
  columns: [
    { kind: 'number', name: 'age', values: Float64Array.from({ length: ROWS }, (_, i) => 20 + i) },
    categoryColumn(
      'sex',
      Array.from({ length: ROWS }, (_, i) => (i % 2 ? 'f' : 'm'))
    ),
    categoryColumn(
      'member',
      Array.from({ length: ROWS }, () => 'yes')
    ),
    { kind: 'time', name: 'since', values: new Float64Array(ROWS).fill(1e12) },
    categoryColumn(
      'alive',
      Array.from({ length: ROWS }, (_, i) => (i % 3 ? 'no' : 'yes'))
    )
  ]
});

async function deployed(storage: Storage): Promise<string> {
  await storage.projects.add(projectRecord('p'));
  const dataset = await writeTable(storage, 'p', people());
  const part = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const parts = await storeParts(storage, { train: part(0, 10), validation: part(10, 34), test: part(34, ROWS) });
  const pkg = classPackage();
  const hash = await packageHash(pkg);
  await storage.packages.put('p', hash, encodePackage(pkg));
  await storage.runs.put(runRecord('r', 'p', { datasetId: dataset.id, parts, status: 'done', modelHash: hash }));
  await storage.versions.add({ projectId: 'p', name: 'alive', runId: 'r', hash, aliases: [], checks: [], createdAt: 1 });
  const history = [{ at: 1, model: 'alive@1' }];
  await storage.deployments.put({
    name: 'door',
    projectId: 'p',
    model: 'alive@1',
    split: null,
    rateLimitPerMinute: null,
    token: null,
    logShare: 1,
    createdAt: 1,
    history
  });
  return dataset.id;
}

// A worker keeps its scorers for life, and with them its storage: one for all tests.
let storage: Storage;
let datasetId: string;
beforeAll(async () => {
  storage = await openFresh();
  datasetId = await deployed(storage);
});
afterAll(() => storage.close());

let ids = 0;
const services = (storage: Storage) => ({ storage, now: () => 10 + ids, clock: () => 5, draw: () => 0.37, newId: () => `t${ids++}` });

test('test traffic takes held-out rows once each, is marked in the log, and tells the true answers', async () => {
  const { sent, from, labels } = await sendTestTraffic({ deployment: 'door', rows: 100, shift: null }, services(storage), quietContext());
  const logged = await storage.predictions.list('door');
  expect(sent).toBe(24);
  expect(from).toBe('validation');
  expect(logged).toHaveLength(24);
  expect(logged.every(({ simulated }) => simulated === true)).toBe(true);
  const ages = logged.map(({ row }) => row['age'] as number).sort((a, b) => a - b);
  expect(ages).toEqual(Array.from({ length: 24 }, (_, i) => 30 + i));
  expect((await storage.predictions.requests('door')).map(({ rows, simulated }) => [rows, simulated])).toEqual(
    [5, 5, 5, 5, 4].map((rows) => [rows, true])
  );
  const byId = new Map(logged.map(({ id, row }) => [id, row['age'] as number]));
  expect(labels.every(({ id, actual }) => actual === ((byId.get(id)! - 20) % 3 ? 'no' : 'yes'))).toBe(true);
  expect((await storage.audit.list('p')).at(-1)).toMatchObject({ action: 'test-traffic-sent' });
});

test('shifted traffic moves the column that was named and no other', async () => {
  const job = { deployment: 'door', rows: 10, shift: { columns: ['age'], by: 2 } };
  await sendTestTraffic(job, services(storage), quietContext());
  const logged = (await storage.predictions.list('door')).slice(-10);
  expect(logged.every(({ row }) => (row['age'] as number) > 34)).toBe(true);
  expect(new Set(logged.map(({ row }) => row['sex'])).size).toBe(2);
});

test('rows of the test part are sent only once its seal was broken for this division', async () => {
  const open = (runId: string) =>
    storage.projects.update('p', (project) => ({
      ...project,
      split: { ...splitOf(new Array<string>(3).fill('0'.repeat(64)), datasetId)!, testOpenings: [{ at: 1, runId }] }
    }));
  const send = () => sendTestTraffic({ deployment: 'door', rows: 100, shift: null }, services(storage), quietContext());
  await storage.runs.put(runRecord('elsewhere', 'p', { splitHash: 'b'.repeat(64) }));
  await open('elsewhere');
  expect((await send()).from).toBe('validation');
  await open('r');
  const { sent, from } = await send();
  expect([sent, from]).toEqual([6, 'test']);
  const ages = (await storage.predictions.list('door')).slice(-6).map(({ row }) => row['age'] as number);
  expect(Math.min(...ages)).toBe(54);
  expect((await storage.audit.list('p')).at(-1)?.detail).toContain('6 rows of the test part');
});

test('each further column leaves fewer rows alike', async () => {
  const found = await measureGroups({ datasetId, columns: ['sex', 'age'] }, services(storage), quietContext());
  expect(found.rows).toBe(ROWS);
  expect(found.likely).toEqual(['age', 'sex']);
  expect(found.steps).toEqual([
    { column: 'sex', groups: 2, smallestGroup: 20, uniqueRows: 0, exposedRows: 0 },
    { column: 'age', groups: 40, smallestGroup: 1, uniqueRows: 40, exposedRows: 40 }
  ]);
  const gone = measureGroups({ datasetId, columns: ['sex', 'gone'] }, services(storage), quietContext());
  await expect(gone).rejects.toMatchObject({ code: 'column-not-found' });
});
