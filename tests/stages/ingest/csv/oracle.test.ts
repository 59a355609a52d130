import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { categoryColumn, textColumn, type Column, type Table } from '../../../../src/core/table.ts';
import { csvText } from '../../../../src/stages/ingest/csv/csv-text.ts';
import { read, type Cell } from './helper.ts';

const field = fc.oneof(
  fc.stringMatching(/^[a-z ,;"\n\r|#é🙂-]{0,8}$/u),
  fc.constantFrom('', ' ', '"', '""', 'a,b', 'x\ny', 'x\r\ny', ' padded ', '#', '1', '-', 'ünï')
);

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const plainOrQuoted = (text: string, always: boolean) => (always || /["\r\n,]|^\s|\s$|^$|^#/.test(text) ? quoted(text) : text);

describe('against PapaParse, on text both understand', () => {
  test('the same fields, whatever the chunk edges', async () => {
    const grid = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(
        grid,
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 64 }),
        async (rows, always, end, pieceBytes) => {
          const width = rows[0]!.length;
          const names = rows[0]!.map((_, j) => `c${j}`);
          const text = [names, ...rows].map((row) => row.map((cell) => plainOrQuoted(cell, always)).join(',')).join(end);
          const oracle = Papa.parse<string[]>(text, { delimiter: ',', newline: end }).data.slice(1);
          const types = Object.fromEntries(names.map((name) => [name, 'text']));
          const own = await read(
            text,
            { delimiter: ',', header: true, skipLines: 0, footerLines: 0, missing: [], quotedIsText: true, types },
            { pieceBytes }
          );
          const table = Array.from({ length: own.rows }, (_, i) => names.map((name) => own.values[name]![i]));
          expect(table).toEqual(oracle);
          expect(table[0]).toHaveLength(width);
        }
      ),
      { numRuns: 300 }
    );
  });
});

describe('write, then read', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((value) => !/[\ud800-\udfff](?![\udc00-\udfff])/.test(value) || value === value.toWellFormed());
  const label = fc.oneof(text, fc.constantFrom('', 'NA', '?', '#', ' x', '=1+1', '"', '\r', 'true', '00123', '1e5'));
  const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }).filter((value) => value.trim() === value);
  const number = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.integer());

  const tables = fc
    .uniqueArray(name, { minLength: 1, maxLength: 5 })
    .chain((names) =>
      fc
        .integer({ min: 1, max: 12 })
        .chain((rows) => fc.tuple(...names.map((column) => columnOf(column, rows))).map((columns): Table => ({ rows, columns })))
    );

  function columnOf(column: string, rows: number): fc.Arbitrary<Column> {
    const many = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: rows, maxLength: rows });
    return fc.oneof(
      many(fc.option(number)).map((values): Column => ({
        kind: 'number',
        name: column,
        values: Float64Array.from(values, (value) => value ?? NaN)
      })),
      many(fc.option(fc.integer({ min: -60_000_000_000_000, max: 250_000_000_000_000 }))).map((values): Column => ({
        kind: 'time',
        name: column,
        values: Float64Array.from(values, (value) => value ?? NaN)
      })),
      many(fc.option(label)).map((values): Column => categoryColumn(column, values)),
      many(fc.option(label)).map((values): Column => textColumn(column, values))
    );
  }

  const cellsOf = (column: Column, rows: number): Cell[] =>
    Array.from({ length: rows }, (_, i) => {
      if (column.kind === 'category') return column.labels[column.codes[i]!] ?? null;
      if (column.kind === 'text')
        return column.missing[i]
          ? null
          : new TextDecoder('utf-8', { ignoreBOM: true }).decode(column.bytes.subarray(column.offsets[i], column.offsets[i + 1]));
      if (column.kind === 'image' || Number.isNaN(column.values[i])) return null;
      return column.values[i]!;
    });

  test('the same table comes back', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom(',', ';', '\t', '|'), async (table, delimiter) => {
        const types = Object.fromEntries(table.columns.map(({ name: column, kind }) => [column, kind]));
        const csv = [...csvText(table, { delimiter, pieceRows: 3 })].join('');
        const back = await read(csv, { delimiter, header: true, skipLines: 0, footerLines: 0, types, quotedIsText: true, decimal: '.' });
        expect(back.columns.map((column) => column.name)).toEqual(table.columns.map((column) => column.name));
        for (const column of table.columns) expect(back.values[column.name]).toEqual(cellsOf(column, table.rows));
      }),
      { numRuns: 500 }
    );
  });

  test('formulas are defused when asked for, numbers are left alone', () => {
    const table: Table = {
      rows: 6,
      columns: [
        textColumn('=n', ['=1+1', '+x', '-y', '@z', '\tq', '\rr']),
        { kind: 'number', name: 'v', values: Float64Array.of(-1, 2, 3, 4, 5, 6) }
      ]
    };
    const csv = [...csvText(table, { spreadsheetSafe: true })].join('');
    expect(csv).toBe(`'=n,v\r\n'=1+1,-1\r\n'+x,2\r\n'-y,3\r\n'@z,4\r\n'\tq,5\r\n"'\rr",6\r\n`);
  });
});

describe('small files, as the csv-spectrum has them', () => {
  test.each<[string, string, Record<string, Cell[]>]>([
    [
      'comma in quotes',
      'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123\n',
      { first: ['John'], last: ['Doe'], address: ['120 any st.'], city: ['Anytown, WW'], zip: ['08123'] }
    ],
    ['empty fields', 'a,b,c\n1,"",""\n2,3,4\n', { a: [1, 2], b: [null, 3], c: [null, 4] }],
    ['empty fields, CRLF', 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', { a: [1, 2], b: [null, 3], c: [null, 4] }],
    ['quotes escaped', 'a,b\n1,"ha ""ha"" ha"\n3,4\n', { a: [1, 3], b: ['ha "ha" ha', '4'] }],
    [
      'JSON in a field',
      'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
      { key: [1], val: ['{"type": "Point", "coordinates": [102.0, 0.5]}'] }
    ],
    ['newlines', 'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n', { a: ['1', 'Once upon \na time', '7'], b: [2, 5, 8], c: [3, 6, 9] }],
    [
      'newlines, CRLF',
      'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n',
      { a: ['1', 'Once upon \r\na time', '7'], b: [2, 5, 8], c: [3, 6, 9] }
    ],
    ['quotes and newlines', 'a,b\n1,"ha \n""ha"" \nha"\n3,4\n', { a: [1, 3], b: ['ha \n"ha" \nha', '4'] }],
    ['simple', 'a,b,c\n1,2,3\n', { a: [1], b: [2], c: [3] }],
    ['simple, CRLF', 'a,b,c\r\n1,2,3\r\n', { a: [1], b: [2], c: [3] }],
    ['UTF-8', 'a,b,c\n1,2,3\n4,5,ʤ\n', { a: [1, 4], b: [2, 5], c: ['3', 'ʤ'] }]
  ])('%s', async (_, csv, expected) => {
    expect((await read(csv)).values).toEqual(expected);
  });
});
