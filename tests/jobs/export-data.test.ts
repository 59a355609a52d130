import { context } from './ingest-helper.ts';
import { describe, expect, test } from 'vitest';
import { setColumn } from '../../src/jobs/set-column.ts';
import { exportData } from '../../src/jobs/export-data.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';
import { fixture, imported } from './formats-helper.ts';

const exact = ['csv', 'parquet', 'arrow'];

async function saved(content: Uint8Array | string, format: string, options = {}) {
  const first = await imported(content, 'data.csv', options);
  const { file, name, isChecked } = await exportData({ datasetId: first.id, format }, first, context());
  return { first, file, name, isChecked, bytes: new Uint8Array(await file.arrayBuffer()) };
}

describe.each(exact)('saving as %s', (format) => {
  test('reading the file again gives the same data', async () => {
    const { first, bytes, name, isChecked } = await saved(fixture('same.csv'), format);
    const again = await imported(bytes, name);
    expect(again.dataset.hash).toBe(first.dataset.hash);
    expect(isChecked).toBe(true);
  });

  test('texts that look like numbers, like missing values or like nothing at all stay what they are', async () => {
    const rows = ['code,word,n', '"","NA",1', '"007","",', '12,null,3'].join('\n');
    const types = { code: 'text', word: 'category', n: 'number' };
    const { first, bytes, name } = await saved(rows, format, { types, quotedIsText: true });
    const again = await imported(bytes, name, format === 'csv' ? { types, quotedIsText: true } : {});
    expect(first.rows.map(({ code, word }) => [code, word])).toEqual([
      ['', 'NA'],
      ['007', ''],
      ['12', null]
    ]);
    expect(again.rows).toEqual(first.rows);
    expect(again.dataset.hash).toBe(first.dataset.hash);
  });

  test('a version without rows is not saved, and it is said why', async () => {
    const first = await imported('x\n1\n2', 'data.csv');
    // Made by an earlier build: steps that leave no row are refused now.
    await databaseOf(first.storage).stores.datasets.update(first.id, { rows: 0 });
    await expect(exportData({ datasetId: first.id, format }, first, context())).rejects.toMatchObject({ code: 'nothing-to-export' });
  });

  test('one row, one column, all missing', async () => {
    const { first, bytes, name } = await saved('x\nNA', format);
    expect((await imported(bytes, name)).rows).toEqual(first.rows);
  });

  test('more rows than a chunk', async () => {
    const text = `a,b\n${Array.from({ length: 70_000 }, (_, i) => `${i % 7},w${i % 3}`).join('\n')}`;
    const { first, bytes, name } = await saved(text, format);
    expect((await imported(bytes, name)).dataset.hash).toBe(first.dataset.hash);
  });
});

test.each(['parquet', 'arrow'])('%s keeps the order of levels, a unit and a zone', async (format) => {
  const first = await imported(
    'n,size,when\n1,small,2024-03-31T01:30:00Z\n2,large,2024-10-27T00:30:00Z\n3,medium,2024-10-27T01:30:00Z\n',
    'data.csv'
  );
  const change = (datasetId: string, column: string, said: object) => setColumn({ datasetId, column, ...said }, first.services);
  const ordered = await change(first.id, 'size', { order: ['small', 'medium', 'large'] });
  const id = await change(await change(ordered, 'n', { unit: 'kg' }), 'when', { zone: 'Europe/Berlin' });
  const { file, name } = await exportData({ datasetId: id, format }, first, context());
  const { dataset } = await imported(new Uint8Array(await file.arrayBuffer()), name);
  expect(dataset.columns).toMatchObject([
    { name: 'n', unit: 'kg' },
    { name: 'size', labels: ['small', 'medium', 'large'], isOrdinal: true },
    { name: 'when', zone: 'Europe/Berlin' }
  ]);
  expect(dataset.hash).toBe((await first.storage.datasets.get(id)).hash);
});

test('a formula is disarmed in the file for spreadsheets, which is told to be another', async () => {
  const { bytes, isChecked } = await saved('a,b\n=1+2,x\n3,y', 'csv-spreadsheet');
  expect(new TextDecoder().decode(bytes)).toContain("'=1+2");
  expect(isChecked).toBe(false);
});

test('an unknown format is refused with those that are known', async () => {
  await expect(saved('a\n1', 'xls')).rejects.toMatchObject({ code: 'unknown-id', hint: expect.stringContaining('parquet') as string });
});
