import 'fake-indexeddb/auto'; // before Dexie looks for it
import { expect, test } from 'vitest';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { readRows } from '../../src/jobs/read-rows.ts';
import { diffVersions } from '../../src/jobs/versions/diff-versions.ts';
import { restoreVersion } from '../../src/jobs/versions/restore-version.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { exportData } from '../../src/jobs/export-data.ts';
import { context, projectWith } from './ingest-helper.ts';

/** A night in spring, in which the clocks of Berlin skip 02:30, and one in autumn, in which they show it twice. */
const nights = 'at,n\n2024-03-31T01:30,1\n2024-03-31T02:30,2\n2024-03-31T03:30,3\n2024-10-27T02:30,4\n,5\n';
const berlin = { column: 'at', zone: 'Europe/Berlin' } as const;

async function opened(csv: string) {
  const project = await projectWith(csv);
  const { services, storage } = project;
  const column = async (id: string) => (await storage.datasets.get(id)).columns.find(({ name }) => name === 'at')!;
  const values = async (id: string) => (await readRows({ datasetId: id, start: 0, count: 100 }, services)).map(({ at }) => at);
  const notes = async (id: string) => (await storage.datasets.get(id)).notes;
  return { ...project, column, values, notes };
}

test('clock times of a zone become moments; hours that were skipped or shown twice are counted and told', async () => {
  const { id, services, column, values, notes } = await opened(nights);
  expect((await column(id)).zone).toBeUndefined();
  const said = await setColumn({ datasetId: id, ...berlin }, services);
  expect(await column(said)).toMatchObject({ zone: 'Europe/Berlin', missing: 2 });
  expect(await values(said)).toEqual(['2024-03-31T01:30:00+01:00', null, '2024-03-31T03:30:00+02:00', '2024-10-27T02:30:00+02:00', null]);
  expect(await notes(said)).toEqual([
    '“at”: its clock times were taken for those of Europe/Berlin.',
    '“at”: 1 time lies in an hour that the clocks of Europe/Berlin skipped, and became missing.',
    '“at”: 1 time lies in an hour that the clocks of Europe/Berlin showed twice; the first was taken.'
  ]);
  expect(await values(await setColumn({ datasetId: id, ...berlin, twice: 'second' }, services))).toContain('2024-10-27T02:30:00+01:00');
  expect(await column(await setColumn({ datasetId: id, ...berlin, twice: 'missing' }, services))).toMatchObject({ missing: 3 });
});

test('moments stay what they are in another zone, and can be written down as clock times again', async () => {
  const { id, services, column, values } = await opened(nights);
  const said = await setColumn({ datasetId: id, ...berlin }, services);
  const tokyo = await setColumn({ datasetId: said, column: 'at', zone: 'asia/tokyo' }, services);
  expect((await column(tokyo)).chunks).toEqual((await column(said)).chunks);
  expect((await values(tokyo))[0]).toBe('2024-03-31T09:30:00+09:00');
  const bare = await setColumn({ datasetId: tokyo, column: 'at', zone: null }, services);
  expect(await column(bare)).not.toHaveProperty('zone');
  expect((await values(bare))[0]).toBe('2024-03-31T09:30:00');
});

test('what can have no zone, and what is none, is refused and nothing is made', async () => {
  const { id, services, storage } = await opened(nights);
  for (const wrong of [
    { column: 'n', zone: 'UTC' },
    { column: 'at', zone: '+02:00' },
    { column: 'at', type: 'text', zone: 'UTC' }
  ])
    await expect(setColumn({ datasetId: id, ...wrong }, services)).rejects.toMatchObject({ code: 'column-zone-wrong' });
  expect(await storage.datasets.list('p')).toHaveLength(1);
});

test('a file whose times say their zone is read as moments; where some do not, it is told how many', async () => {
  const all = await opened('at\n2024-03-01T10:00:00+02:00\n2024-03-01T10:00:00Z\n2024-03-01 10:00 UTC\n2024-03-01 10:00 CET\n');
  expect((await all.column(all.id)).zone).toBe('UTC');
  expect(await all.values(all.id)).toEqual([
    '2024-03-01T08:00:00Z',
    '2024-03-01T10:00:00Z',
    '2024-03-01T10:00:00Z',
    '2024-03-01T09:00:00Z'
  ]);
  const mixed = await opened('at,n\n2024-03-01T10:00:00Z,1\n2024-03-01T10:00:00,2\n2024-03-02T10:00:00,3\n');
  const { report } = await mixed.storage.datasets.get(mixed.id);
  expect(report!.issues).toMatchObject([
    { code: 'zones-mixed', count: 2, message: '“at”: 1 time says its zone, 2 do not: these were taken for UTC.' }
  ]);
});

test('formulas and groups read moments by the clocks of their zone', async () => {
  const { id, services, storage } = await opened(nights);
  const said = await setColumn({ datasetId: id, ...berlin }, services);
  const steps = [
    { kind: 'derive', column: 'hour', formula: 'hour(at)' },
    { kind: 'derive', column: 'day', formula: "startOf('day', at)" },
    { kind: 'derive', column: 'next', formula: "dateAdd('days', 1, at)" },
    { kind: 'filter', where: "at >= '2024-03-31T01:30' and at < '2024-03-31T04:00'" }
  ] as const;
  const made = await shapeDataset({ datasetId: said, steps }, services, context());
  expect((await storage.datasets.get(made)).columns.map(({ name, zone }) => [name, zone])).toEqual([
    ['at', 'Europe/Berlin'],
    ['n', undefined],
    ['hour', undefined],
    ['day', 'Europe/Berlin'],
    ['next', 'Europe/Berlin']
  ]);
  expect(await readRows({ datasetId: made, start: 0, count: 9 }, services)).toEqual([
    { at: '2024-03-31T01:30:00+01:00', n: 1, hour: 1, day: '2024-03-31T00:00:00+01:00', next: '2024-04-01T01:30:00+02:00' },
    { at: '2024-03-31T03:30:00+02:00', n: 3, hour: 3, day: '2024-03-31T00:00:00+01:00', next: '2024-04-01T03:30:00+02:00' }
  ]);
});

test.each(['csv', 'parquet', 'arrow'])('saved as %s, moments come back', async (format) => {
  const { id, services } = await opened(nights);
  const said = await setColumn({ datasetId: id, ...berlin }, services);
  for (const datasetId of [id, said]) {
    const { isChecked, file } = await exportData({ datasetId, format }, services, context());
    expect(isChecked).toBe(true);
    if (format === 'csv') expect(await file.text()).toContain(datasetId === id ? '2024-03-31T01:30:00,1' : '2024-03-31T01:30:00+01:00,1');
  }
});

test('what was said of times, levels, pairs and units holds for the next file with the same columns', async () => {
  const first = 'at,size,y,x\n2024-03-31T01:30,s,48,11\n2024-04-01T01:30,l,49,12\n2024-04-02,m,49,12\n';
  const { id, services, storage, projectId } = await opened(first);
  let said = await setColumn({ datasetId: id, ...berlin }, services);
  said = await setColumn({ datasetId: said, column: 'size', type: 'category', order: ['s', 'm', 'l'] }, services);
  said = await setColumn({ datasetId: said, column: 'y', longitude: 'x' }, services);
  await setColumn({ datasetId: said, column: 'x', unit: '°' }, services);
  const source = 'at,size,y,x\n2024-03-31T02:30,l,48,11\n2024-07-01T01:30,s,49,12\n';
  const next = await storage.datasets.get(await importCsv({ projectId, source, fileName: 'b.csv', options: {} }, services, context()));
  expect(next.columns).toMatchObject([
    { zone: 'Europe/Berlin', missing: 1 },
    { labels: ['s', 'l'], isOrdinal: true },
    { longitude: 'x' },
    { unit: '°' }
  ]);
  expect(next.report!.quarantine).toMatchObject({ count: 1 });
});

test.each(['parquet', 'arrow', 'json'])('what was said holds for the next file of %s, too', async (format) => {
  const { id, services, storage, projectId } = await opened('at,size\n2024-03-31T01:30,s\n2024-03-31T02:30,l\n2024-10-27T02:30,m\n');
  const typed = await setColumn({ datasetId: id, column: 'size', type: 'category' }, services);
  const content =
    format === 'json'
      ? JSON.stringify(await readRows({ datasetId: typed, start: 0, count: 9 }, services))
      : (await exportData({ datasetId: typed, format }, services, context())).file;
  const take = async () => {
    const options = {};
    return storage.datasets.get(await importFile({ projectId, source: content, fileName: `a.${format}`, options }, services, context()));
  };
  const first = await take();
  expect(first.columns[0]).not.toHaveProperty('zone');
  const zoned = await setColumn({ datasetId: first.id, ...berlin }, services);
  await setColumn({ datasetId: zoned, column: 'size', type: 'category', order: ['s', 'm', 'l'] }, services);
  const next = await take();
  expect(next.columns[0]).toMatchObject({ zone: 'Europe/Berlin', missing: 1 });
  expect(next.columns[1]).toMatchObject({ labels: ['s', 'm', 'l'], isOrdinal: true });
});

const take = async ({ services, storage, projectId }: Awaited<ReturnType<typeof opened>>, source: string | Blob, fileName = 'b.csv') =>
  storage.datasets.get(await importFile({ projectId, source, fileName, options: {} }, services, context()));

test.each([
  ['second', '2024-10-27T02:30:00+01:00', 2],
  ['missing', null, 3]
] as const)('the answer for hours that were shown twice (%s) holds for the next file too', async (twice, shown, missing) => {
  const project = await opened(nights);
  await setColumn({ datasetId: project.id, ...berlin, twice }, project.services);
  const next = await take(project, nights);
  expect(next.columns[0]).toMatchObject({ zone: 'Europe/Berlin', missing });
  expect((await project.values(next.id))[3]).toBe(shown);
  expect(next.report!.issues.filter(({ code }) => code.startsWith('clock'))).toMatchObject([
    { code: 'clock-skipped', message: '“at”: 1 time lies in an hour that the clocks of Europe/Berlin skipped, and became missing.' },
    {
      code: 'clock-shown-twice',
      message: `“at”: 1 time lies in an hour that the clocks of Europe/Berlin showed twice; ${twice === 'second' ? 'the second was taken' : 'what they mean is not known, so they became missing'}.`
    }
  ]);
  // What a time stood for that is missing now can be looked up.
  expect(next.report!.quarantine).toMatchObject({ count: twice === 'missing' ? 2 : 1 });
});

test('a file of declared clock times is placed by the same answer', async () => {
  const project = await opened(nights);
  const { file } = await exportData({ datasetId: project.id, format: 'parquet' }, project.services, context());
  const first = await take(project, file, 'a.parquet');
  await setColumn({ datasetId: first.id, ...berlin, twice: 'second' }, project.services);
  const next = await take(project, file, 'a.parquet');
  expect((await project.values(next.id))[3]).toBe('2024-10-27T02:30:00+01:00');
  expect(next.report!.issues.map(({ message }) => message)).toEqual([
    '“at”: 1 time lies in an hour that the clocks of Europe/Berlin skipped, and became missing.',
    '“at”: 1 time lies in an hour that the clocks of Europe/Berlin showed twice; the second was taken.'
  ]);
});

test('moments that are shown by another zone are read by the clocks of the first', async () => {
  const project = await opened(nights);
  const said = await setColumn({ datasetId: project.id, ...berlin }, project.services);
  await setColumn({ datasetId: said, column: 'at', zone: 'Asia/Tokyo' }, project.services);
  const next = await take(project, nights);
  expect(next.columns[0]!.zone).toBe('Asia/Tokyo');
  expect((await project.values(next.id))[0]).toBe('2024-03-31T09:30:00+09:00');
});

test.each(['csv', 'parquet', 'arrow'])('moments with a zone saved as %s are the same in the project, zone and all', async (format) => {
  const project = await opened(nights);
  const said = await setColumn({ datasetId: project.id, ...berlin, twice: 'second' }, project.services);
  const steps = [{ kind: 'derive', column: 'next', formula: "dateAdd('days', 1, at)" }] as const;
  const made = await shapeDataset({ datasetId: said, steps }, project.services, context());
  const { file } = await exportData({ datasetId: made, format }, project.services, context());
  const again = await take(project, file, `a.${format}`);
  const { columns } = await project.storage.datasets.get(made);
  expect(again.columns).toMatchObject(columns.map(({ name, zone, chunks }) => ({ name, chunks, ...(zone ? { zone } : {}) })));
  expect(again.columns.map(({ zone }) => zone)).toEqual(['Europe/Berlin', undefined, 'Europe/Berlin']);
});

test('elsewhere a saved CSV gives the same moments, and their zone once a person says it', async () => {
  const project = await opened(nights);
  const said = await setColumn({ datasetId: project.id, ...berlin, twice: 'second' }, project.services);
  const { file } = await exportData({ datasetId: said, format: 'csv' }, project.services, context());
  const other = await opened(await file.text());
  expect((await other.column(other.id)).zone).toBe('UTC');
  const zoned = await setColumn({ datasetId: other.id, ...berlin }, other.services);
  expect(await other.column(zoned)).toMatchObject({ zone: 'Europe/Berlin', chunks: (await project.column(said)).chunks });
  expect(await other.values(zoned)).toEqual(await project.values(said));
});

test('an earlier version takes back how files of its kind are read', async () => {
  const project = await opened(nights);
  const said = await setColumn({ datasetId: project.id, ...berlin, twice: 'second' }, project.services);
  const meant = await setColumn({ datasetId: said, column: 'n', unit: 'kg' }, project.services);
  const read = async () => {
    const { columns, id } = await take(project, nights, 'next.csv');
    return [columns[0]!.zone, columns[1]!.unit, (await project.values(id))[3]];
  };
  expect(await read()).toEqual(['Europe/Berlin', 'kg', '2024-10-27T02:30:00+01:00']);
  await restoreVersion({ datasetId: said }, project.services);
  expect(await read()).toEqual(['Europe/Berlin', undefined, '2024-10-27T02:30:00+01:00']);
  await restoreVersion({ datasetId: project.id }, project.services);
  expect(await read()).toEqual([undefined, undefined, '2024-10-27T02:30:00']);
  await restoreVersion({ datasetId: await restoreVersion({ datasetId: meant }, project.services) }, project.services);
  expect(await read()).toEqual(['Europe/Berlin', 'kg', '2024-10-27T02:30:00+01:00']);
});

test('the difference of two versions tells another zone and another unit, and no change of values for them', async () => {
  const { id, services } = await opened('id,at,n\n7,2024-03-31T01:30,1\n8,2024-10-27T02:30,3\n');
  const said = await setColumn({ datasetId: id, ...berlin }, services);
  const tokyo = await setColumn({ datasetId: said, column: 'at', zone: 'Asia/Tokyo' }, services);
  const meant = await setColumn({ datasetId: tokyo, column: 'n', unit: 'kg' }, services);
  const diff = (before: string, after: string) => diffVersions({ before, after, key: null }, services, context());
  const first = await diff(id, said);
  expect(first.schema.marks).toEqual([{ name: 'at', mark: 'zone', from: null, to: 'Europe/Berlin' }]);
  expect(first).toMatchObject({ rows: { same: 2, changed: 0, added: 0, removed: 0 }, notCompared: [] });
  expect((await diff(said, meant)).schema.marks).toEqual([
    { name: 'at', mark: 'zone', from: 'Europe/Berlin', to: 'Asia/Tokyo' },
    { name: 'n', mark: 'unit', from: null, to: 'kg' }
  ]);
});
