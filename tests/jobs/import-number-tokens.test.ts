import 'fake-indexeddb/auto';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fixture, imported } from './formats-helper.ts';

type Value = string | number;

const inJson = (rows: readonly Readonly<Record<string, Value>>[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** The same rows as a sheet: numbers as numeric cells, texts as inline texts. */
function inWorkbook(rows: readonly Readonly<Record<string, Value>>[]): Uint8Array {
  const names = Object.keys(rows[0]!);
  const cell = (value: Value) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]!))];
  const data = lines.map((line) => `<row>${line.map(cell).join('')}</row>`).join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const sheet = strToU8(`<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`);
  const parts = Object.entries(unzipSync(fixture('same.xlsx')));
  return zipSync(Object.fromEntries(parts.map(([path, bytes]) => [path, path.endsWith('sheet1.xml') ? sheet : bytes])));
}

describe.each([
  ['a.jsonl', inJson],
  ['a.xlsx', inWorkbook]
] as const)('numbers that are no texts are written with a point: %s', (fileName, written) => {
  const read = (rows: readonly Readonly<Record<string, Value>>[], options = {}) => imported(written(rows), fileName, options);
  const column = ({ rows }: Awaited<ReturnType<typeof imported>>, name: string) => rows.map((row) => row[name]);

  test('beside texts with decimal commas', async () => {
    const found = await read([
      { a: '1,5', b: 1.125, c: '1.234' },
      { a: '2,5', b: 2.345, c: '2.345' },
      { a: '7,25', b: -3.125, c: '5' }
    ]);
    expect(found.types).toEqual({ a: 'number', b: 'number', c: 'integer' });
    expect(column(found, 'a')).toEqual([1.5, 2.5, 7.25]);
    expect(column(found, 'b')).toEqual([1.125, 2.345, -3.125]);
    // Texts alone say how texts are written.
    expect(column(found, 'c')).toEqual([1234, 2345, 5]);
  });

  test('in one column with texts', async () => {
    const found = await read([
      { a: '1,5', b: '2,5', c: '0,5', d: 2 },
      { a: 2.345, b: 2, c: '1.250,5', d: '1,5' },
      { a: 3.125, b: 3, c: 1.125, d: 3 }
    ]);
    expect(found.types).toEqual({ a: 'category', b: 'number', c: 'category', d: 'number' });
    expect(column(found, 'a')).toEqual(['1,5', '2.345', '3.125']);
    expect(column(found, 'b')).toEqual([2.5, 2, 3]);
    expect(column(found, 'd')).toEqual([2, 1.5, 3]);
    const forced = await read([{ a: '1,5', b: '7,5' }, { a: 2.345, b: '8,5' }], { types: { a: 'number' } }); // prettier-ignore
    expect(column(forced, 'a')).toEqual([null, 2.345]);
    expect(forced.dataset.report!.issues).toContainEqual(expect.objectContaining({ code: 'does-not-fit', count: 1 }));
  });

  test('whatever marks are given', async () => {
    const rows = [
      { a: '1.234', b: 1.125 },
      { a: '2.345', b: 2.345 }
    ];
    for (const given of [{ decimal: ',' }, { thousands: '.' }, { formats: { a: { decimal: ',' }, b: { thousands: '.' } } }]) {
      const found = await read(rows, given);
      expect(column(found, 'a')).toEqual([1234, 2345]);
      expect(column(found, 'b')).toEqual([1.125, 2.345]);
    }
    const many = [...rows, { a: '5', b: 99.5 }];
    expect(column(await read(many, { decimal: ',' }), 'b')).toEqual([1.125, 2.345, 99.5]);
  });

  test('also where the first of them comes in a later chunk', async () => {
    const late = (i: number) => (i === 65_990 ? 1.125 : i === 65_991 ? '7' : i);
    const rows = Array.from({ length: 66_000 }, (_, i) => ({ a: `${i},5`, b: late(i) }));
    const { dataset, services } = await read(rows);
    expect(dataset.columns.map(({ type }) => type)).toEqual(['number', 'number']);
    const { columns } = await services.storage.datasets.readRows(dataset.id, 65_989, 3, ['a', 'b']);
    expect(columns).toMatchObject([
      { values: Float64Array.of(65_989.5, 65_990.5, 65_991.5) },
      { values: Float64Array.of(65_989, 1.125, 7) }
    ]);
  });
});
