import 'fake-indexeddb/auto';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { previewFile } from '../../src/jobs/preview-file.ts';
import { hashOfDataset } from '../../src/storage/dataset-writer.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { fixture, imported } from './formats-helper.ts';
import { context, openProject } from './ingest-helper.ts';

const plain = ['same.tsv', 'same.jsonl', 'same.json', 'same.arrow', 'same.arrows', 'same-lz4.feather', 'same-zstd.feather'];
const parquet = ['same.parquet', ...['none', 'gzip', 'zstd', 'lz4', 'brotli'].map((codec) => `same-${codec}.parquet`)];
const packed = ['same.csv.gz', 'two-members.csv.gz', 'same.jsonl.gz', 'same.zip'];

const issues = ({ dataset }: Awaited<ReturnType<typeof imported>>) =>
  Object.fromEntries(dataset.report!.issues.map(({ code, message, lines }) => [code, { message, lines }]));

describe('the same rows give the same dataset, whatever file they came in', async () => {
  const csv = await imported(fixture('same.csv'), 'same.csv');

  test('as a CSV they have the types they should', () => {
    expect(csv.types).toEqual({
      ...{ id: 'integer', amount: 'number', count: 'integer', seen: 'time', day: 'time', paid: 'boolean' },
      ...{ kind: 'category', remark: 'text', big: 'text' }
    });
  });

  test.each([...plain, ...parquet, ...packed])('%s', async (name) => {
    const other = await imported(fixture(name), name);
    expect(other.types).toEqual(csv.types);
    expect(other.rows).toEqual(csv.rows);
    expect(other.dataset.hash).toBe(csv.dataset.hash);
  });

  test('a workbook knows clock times only: said to be those of UTC, they are the same', async () => {
    const { dataset, types, rows } = await imported(fixture('same.xlsx'), 'same.xlsx');
    expect(types).toEqual(csv.types);
    expect(rows[1]!['seen']).toBe('2024-01-01T05:00:00.137');
    const zoned = dataset.columns.map((column) => (column.name === 'seen' ? { ...column, zone: 'UTC' } : column));
    expect(await hashOfDataset(dataset.rows, zoned)).toBe(csv.dataset.hash);
  });

  test('a read-me among pictures makes no box of tables, unless it is asked for', async () => {
    const pictures = { 'cat/1.png': strToU8('x'), 'cat/2.png': strToU8('y'), 'labels.csv': strToU8('file,label\n1.png,cat') };
    const zip = zipSync(pictures);
    await expect(imported(zip, 'cats.zip')).rejects.toMatchObject({ code: 'zip-of-images', hint: 'Import it as images.' });
    expect((await imported(zip, 'cats.zip', { table: 'labels.csv' })).rows).toEqual([{ file: '1.png', label: 'cat' }]);
    const fewer = zipSync({ 'logo.png': strToU8('x'), 'a.csv': strToU8('a\n1'), 'b.csv': strToU8('b\n1') });
    expect((await imported(fewer, 'tables.zip')).dataset.report).toMatchObject({ table: 'a.csv' });
  });

  test('a wrong name is told and not believed', async () => {
    const other = await imported(fixture('same.parquet'), 'table.csv');
    expect(other.dataset.hash).toBe(csv.dataset.hash);
    expect(other.dataset.notes[0]).toBe('The file is called “table.csv”, but it holds Parquet, and was read as such.');
    expect((await imported(fixture('same.csv'), 'table.json')).dataset.hash).toBe(csv.dataset.hash);
    expect((await imported(fixture('same.xlsx'), 'table.zip')).dataset.report).toMatchObject({ format: 'XLSX' });
  });

  test('of several tables the one that is asked for is read', async () => {
    const other = await imported(fixture('same.zip'), 'same.zip', { table: 'folder/same.parquet' });
    expect(other.dataset.hash).toBe(csv.dataset.hash);
    expect(other.dataset.report).toMatchObject({ format: 'Parquet in zip', table: 'folder/same.parquet', counts: 'row' });
    expect((await imported(fixture('same.xlsx'), 'same.xlsx', { table: 'Other' })).rows).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: 'y' }
    ]);
    await expect(imported(fixture('same.xlsx'), 'same.xlsx', { table: 'Third' })).rejects.toMatchObject({
      code: 'table-not-found',
      hint: 'Use one of: "Rows", "Other".'
    });
  });

  test('a type that is asked for goes before what the file says', async () => {
    const types = { id: 'category', count: 'text', paid: 'category' };
    const [a, b] = [
      await imported(fixture('same.csv'), 'a.csv', { types }),
      await imported(fixture('same.parquet'), 'a.parquet', { types })
    ];
    expect(b.types).toMatchObject(types);
    expect(b.dataset.hash).toBe(a.dataset.hash);
  });
});

describe.each(['odd.parquet', 'odd.arrow'])('%s', async (name) => {
  const odd = await imported(fixture(name), name);

  test('groups become columns, lists stay as text', () => {
    expect(odd.rows.map((row) => [row['point.x'], row['point.y.z'], row['tags']])).toEqual([
      [1, 'a', '["a","b"]'],
      [null, null, '[]'],
      [3, null, null]
    ]);
    expect(odd.dataset.notes[0]).toBe('“point” holds groups of values: each of them became a column.');
  });

  test('decimals are the nearest numbers, whole numbers beyond 2^53 keep every digit as text, with a note', () => {
    expect(odd.rows.map(({ price, huge, wide }) => [price, huge, wide])).toEqual([
      [1.1, '12345678901234567890', '18446744073709551615'],
      [-12345.67, null, '0'],
      [null, '-1', null]
    ]);
    expect(odd.dataset.notes.filter((note) => note.includes('9,007,199,254,740,991'))).toHaveLength(2);
  });

  test('times finer than a millisecond are cut, and counted', () => {
    expect(odd.rows.map(({ micro, nano, clock }) => [micro, nano, clock])).toEqual([
      ['1970-01-01', '1969-12-31T23:59:59.999', '13:05:00'],
      ['2023-11-14T22:13:20.123', '2023-11-14T22:13:20.123', '00:00:01.250000'],
      [null, null, null]
    ]);
    expect(odd.dataset.report!.issues.filter(({ code }) => code === 'time-cut').map(({ count, lines }) => [count, lines])).toEqual([
      [2, [1, 2]],
      [2, [1, 2]]
    ]);
  });

  test('small floats, unsigned numbers, bytes and columns of nothing', () => {
    expect(odd.rows.map(({ small, unsigned, raw, nothing, half }) => [small, unsigned, raw, nothing, half])).toEqual([
      [0.5, 255, 'abc', null, 1.5],
      [null, 0, '0xff00', null, -2],
      [null, null, null, null, null]
    ]);
    expect(issues(odd)['not-finite']?.lines).toEqual([3]);
  });
});

test('old times of 96 bits, and categories of pandas', async () => {
  expect((await imported(fixture('int96.parquet'), 'a.parquet')).rows[1]).toEqual({ micro: '2023-11-14T22:13:20.123' });
  expect((await imported(fixture('pandas-category.parquet'), 'a.parquet')).types).toEqual({ size: 'category', n: 'integer' });
});

test('the zone in which pandas had its moments', async () => {
  const { rows, dataset } = await imported(fixture('pandas-zone.parquet'), 'a.parquet');
  expect(dataset.columns.map(({ name, zone }) => [name, zone])).toEqual([
    ['at', 'Europe/Berlin'],
    ['n', undefined]
  ]);
  expect(rows.map(({ at }) => at)).toEqual(['2024-03-31T01:30:00+01:00', '2024-10-27T02:30:00+01:00', null]);
});

test('a workbook with a title, errors, formulas and merged cells is read with everything told by its row', async () => {
  const odd = await imported(fixture('odd.xlsx'), 'odd.xlsx');
  expect(odd.types).toEqual({ when: 'time', price: 'number', sum: 'boolean', who: 'category' });
  expect(odd.rows.slice(1, 4)).toEqual([
    { when: '2024-03-02', price: 1.1, sum: null, who: null },
    { when: '2024-03-03T12:00:00', price: 2.1, sum: true, who: null },
    { when: '2024-03-04', price: 3.1, sum: null, who: 'Bob <&>' }
  ]);
  expect(issues(odd)).toMatchObject({
    'formula-without-value': { lines: [4] },
    'cell-error': { lines: [5] },
    'missing-marker': { lines: [6] },
    'merged-cells': { lines: [1, 7] }
  });
  expect(odd.dataset.notes.slice(0, 2)).toEqual([
    'The sheet “Verkäufe & more” was read; 1 other is in the file.',
    '1 row above the table was left out: it begins in row 3.'
  ]);
});

test('a preview tells what the file is, its tables and its first rows, and stores nothing', async () => {
  const preview = await previewFile({ source: new Blob([fixture('same.xlsx')]), fileName: 'same.xlsx', options: {} }, context());
  expect(preview).toMatchObject({
    format: 'xlsx',
    label: 'XLSX',
    tables: ['Rows', 'Other'],
    table: 'Rows',
    isWhole: true,
    sampledRows: 300,
    counts: 'row'
  });
  expect(preview.rows[0]).toMatchObject({ id: 1, kind: 'naïve' });
  const gz = await previewFile({ source: new Blob([fixture('same.csv.gz')]), fileName: 'same.csv.gz', options: {} }, context());
  expect(gz).toMatchObject({ format: 'csv', label: 'CSV in gzip', delimiter: ',', sampledRows: 300 });
});

describe('empty texts, which a table does not tell from gaps, are told with their number', () => {
  const words = ['a', '', 'b', null, '', 'a'];
  const issue = {
    'empty-text': { message: '2 empty texts were read as missing in “word”, beside those that are not there at all.', lines: [2, 5] }
  };

  test('of Arrow', async () => {
    const table = tableFromArrays({ word: words, n: Float64Array.from(words, (_, i) => i) });
    const read = await imported(tableToIPC(table, 'file'), 'words.arrow');
    expect(read.rows.map(({ word }) => word)).toEqual(['a', null, 'b', null, null, 'a']);
    expect(issues(read)).toEqual(issue);
  });

  test('of Parquet', async () => {
    const columnData = [{ name: 'word', data: words, type: 'STRING' as const, nullable: true }];
    const read = await imported(new Uint8Array(parquetWriteBuffer({ columnData })), 'words.parquet');
    expect(read.rows.map(({ word }) => word)).toEqual(['a', null, 'b', null, null, 'a']);
    expect(issues(read)).toEqual(issue);
  });

  test('of JSON lines; nothing is told where a text is what it says', async () => {
    const lines = words.map((word, i) => JSON.stringify({ word, n: i })).join('\n');
    expect(issues(await imported(lines, 'words.jsonl'))).toMatchObject(issue);
    expect(issues(await imported(lines, 'words.jsonl', { quotedIsText: true }))).not.toHaveProperty('empty-text');
  });
});

test.each(['same.parquet', 'same.jsonl', 'same.arrow', 'same.xlsx', 'same.csv.gz'])(
  'an import of %s that is stopped leaves nothing',
  async (name) => {
    const { storage, services } = await openProject();
    for (const turns of [0, 1, 3, 6]) {
      const controller = new AbortController();
      let left = turns;
      const breathe = () => {
        if (left-- === 0) controller.abort();
        return Promise.resolve();
      };
      const job = { projectId: 'p', source: new Blob([fixture(name)]), fileName: name, options: {} };
      await expect(importFile(job, services, context({ signal: controller.signal, breathe }))).rejects.toMatchObject({
        name: 'AbortError'
      });
      expect(await storage.datasets.list('p')).toEqual([]);
      expect(await integrityCheck(storage)).toEqual([]);
    }
  }
);
