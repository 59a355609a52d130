import { describe, expect, test } from 'vitest';
import type { CsvOptions } from '../../../../src/core/csv-options.ts';
import { read, type Cell } from './helper.ts';

type Table = Record<string, Cell[]>;

/** The cases of csv-spectrum, written anew: the same names, shapes and traps. `location_coordinates` contradicts itself there and is left out. */
const spectrum: readonly (readonly [name: string, csv: string, table: Table])[] = [
  [
    'comma_in_quotes',
    'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123\n',
    { first: ['John'], last: ['Doe'], address: ['120 any st.'], city: ['Anytown, WW'], zip: ['08123'] }
  ],
  ['empty', 'a,b,c\n1,"",""\n2,3,4\n', { a: [1, 2], b: [null, 3], c: [null, 4] }],
  ['empty_crlf', 'a,b,c\r\n1,"",""\r\n2,3,4\r\n', { a: [1, 2], b: [null, 3], c: [null, 4] }],
  ['escaped_quotes', 'a,b\n1,"ha ""ha"" ha"\n3,4\n', { a: [1, 3], b: ['ha "ha" ha', '4'] }],
  [
    'json',
    'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
    { key: [1], val: ['{"type": "Point", "coordinates": [102.0, 0.5]}'] }
  ],
  ['newlines', 'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n', { a: ['1', 'Once upon \na time', '7'], b: [2, 5, 8], c: [3, 6, 9] }],
  [
    'newlines_crlf',
    'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n',
    { a: ['1', 'Once upon \r\na time', '7'], b: [2, 5, 8], c: [3, 6, 9] }
  ],
  ['quotes_and_newlines', 'a,b\n1,"ha \n""ha"" \nha"\n3,4\n', { a: [1, 3], b: ['ha \n"ha" \nha', '4'] }],
  ['simple', 'a,b,c\n1,2,3\n', { a: [1], b: [2], c: [3] }],
  ['simple_crlf', 'a,b,c\r\n1,2,3\r\n', { a: [1], b: [2], c: [3] }],
  ['utf8', 'a,b,c\n1,2,3\n4,5,ʤ\n', { a: [1, 4], b: [2, 5], c: ['3', 'ʤ'] }]
];

describe('csv-spectrum', () => {
  test.each(spectrum)('%s', async (_, csv, table) => {
    expect((await read(csv)).values).toEqual(table);
    for (let pieceBytes = 1; pieceBytes <= 64; pieceBytes++) expect((await read(csv, {}, { pieceBytes })).values).toEqual(table);
  });
});

const rows = [
  ['DATE', 'TIME', 'Qty', 'PRODUCTID', 'Price', 'ProductType', 'Comment'],
  ['2024-01-02', '10:30', '1', 'P-100', '12.5', 'a-type', 'first; of, many'],
  ['2024-01-03', '11:00', '2', 'P-200', '7.25', 'b-type', 'plain'],
  ['2024-01-04', '12:15', '3', 'P-300', '100', 'a-type', 'he said "no"'],
  ['2024-01-05', '13:45', '4', 'P-400', '0.5', 'c-type', 'last one']
];

interface Form {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly end?: string;
  readonly always?: boolean;
}

/** The polluted table of Pollock's benchmark, in small, written in one form. */
function written({ delimiter = ',', quote = '"', escape = quote, end = '\r\n', always = false }: Form): string {
  const field = (text: string) => {
    const needs = always || [delimiter, quote, escape, '\n', '\r'].some((mark) => text.includes(mark));
    return needs ? `${quote}${text.replaceAll(quote, escape + quote)}${quote}` : text;
  };
  return rows.map((row) => row.map(field).join(delimiter) + end).join('');
}

const plain = written({});
const table = { Qty: [1, 2, 3, 4], Price: [12.5, 7.25, 100, 0.5], Comment: ['first; of, many', 'plain', 'he said "no"', 'last one'] };

describe('variations of one table in the manner of Pollock', () => {
  test.each<[string, string, CsvOptions?]>([
    ['as it should be', plain],
    ['semicolons', written({ delimiter: ';' })],
    ['tabs', written({ delimiter: '\t' })],
    ['bars', written({ delimiter: '|' })],
    ['tildes', written({ delimiter: '~' })],
    ['carets', written({ delimiter: '^' })],
    ['comma and space', written({ delimiter: ', ' })],
    ['spaces', written({ delimiter: ' ', always: true }), { delimiter: ' ' }],
    ['single quotes', written({ quote: "'" })],
    ['single quotes around all', written({ quote: "'", always: true })],
    ['quotes around all', written({ always: true })],
    ['backslashes', written({ escape: '\\' })],
    ['backslashes around all', written({ escape: '\\', always: true })],
    ['LF', written({ end: '\n' })],
    ['CR', written({ end: '\r' })],
    ['no last line end', plain.replace(/\r\n$/, '')],
    ['two line ends at the end', `${plain}\r\n\r\n`],
    ['a byte order mark', `\ufeff${plain}`],
    ['a title', `Products of the shop\r\n${plain}`],
    ['titles and a blank line', `Products\r\nall of them\r\n\r\n${plain}`],
    ['a padded title', `Products,,,,,,\r\n${plain}`],
    ['a comment above', `# written by hand, "open\r\n${plain}`],
    ['delimiters behind every row', plain.replaceAll('\r\n', ',\r\n')],
    ['no header', plain.slice(plain.indexOf('\r\n') + 2), { header: false }]
  ])('%s', async (name, csv, options = {}) => {
    for (const pieceBytes of [1, 2, 3, 5, 8, 13, 21, 34, 64, 1 << 20]) {
      const { values, quarantine } = await read(csv, options, { pieceBytes });
      const columns = Object.values(values);
      const named = name === 'no header' ? { Qty: columns[2], Price: columns[4], Comment: columns[6] } : values;
      expect(named).toMatchObject(table);
      expect(quarantine).toBeNull();
    }
  });

  test('one field too many in one row: the row is told and kept apart', async () => {
    const { values, quarantine } = await read(plain.replace('b-type,', 'b-type,more,'));
    expect(values['Qty']).toEqual([1, 2, 3, 4]);
    expect(quarantine!.rows).toEqual([
      { line: 3, code: 'too-many-fields', reason: '8 fields where 7 are due.', text: '2024-01-03,11:00,2,P-200,7.25,b-type,more,plain' }
    ]);
  });

  test('the header once more, wherever it stands: it is told and set aside, and the types are those of the rows', async () => {
    const head = plain.slice(0, plain.indexOf('\r\n') + 2);
    for (const pieceBytes of [1, 7, 64, 1 << 20]) {
      const { values, quarantine, issue } = await read(head + plain + plain, {}, { pieceBytes });
      expect(values).toMatchObject({ Qty: [...table.Qty, ...table.Qty], Price: [...table.Price, ...table.Price] });
      expect(issue('header-again')).toMatchObject({ count: 2, lines: [2, 7] });
      expect(quarantine!.rows.map(({ line, code }) => [line, code])).toEqual([
        [2, 'header-again'],
        [7, 'header-again']
      ]);
    }
    expect((await read('a\nb\na\nc\n', { header: true })).values).toEqual({ a: ['b', 'a', 'c'] });
  });

  test('one column only', async () => {
    expect((await read('Qty\r\n1\r\n2\r\n')).values).toEqual({ Qty: [1, 2] });
    expect((await read('Comment\r\n"a, b"\r\n"c, d"\r\n')).values).toEqual({ Comment: ['a, b', 'c, d'] });
  });
});

describe('marks that few use, around texts full of those that many use', () => {
  const header = ['DATE', 'TIME', 'PRODUCTID', 'Price', 'Quantity', 'ProductDescription', 'New'];
  const rowOf = (i: number) => [
    `${(i % 9) + 13}/01/2018`,
    `0${i % 10}:15`,
    `MG-${1000 + 37 * i}`,
    `${10 + i}.25`,
    `${i % 7}`,
    `These, made for feet${i % 3 === 0 ? ', and hands' : ''}; won't let you down, "never" (${i}).`,
    `${i % 2}`
  ];
  const lines = [header, ...Array.from({ length: 30 }, (_, i) => rowOf(i))];

  test.each(['~', '^', ':', ' ', '#', ', ', '::', '||', '\t\t', '\\t', '§', '~|~'])('%j', async (delimiter) => {
    for (const always of [false, true]) {
      const field = (text: string) => (always || text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
      if (delimiter === '~|~' && !always) continue;
      const csv = lines.map((row) => row.map(field).join(delimiter) + '\n').join('');
      for (const pieceBytes of [1, 2, 3, 17, 1 << 20]) {
        const { values, quarantine } = await read(csv, {}, { pieceBytes });
        expect(Object.keys(values)).toEqual(header);
        expect(values['Price']).toEqual(lines.slice(1).map((row) => Number(row[3])));
        expect(values['ProductDescription']).toEqual(lines.slice(1).map((row) => row[5]));
        expect(quarantine).toBeNull();
      }
    }
  });

  test('a long mark can be given, stands in texts, and is kept in what is set aside', async () => {
    const csv = 'a<=>b\n1<=>"x<=>y"\n2<=>z<=>3\n4<=>"un ""said"""\n';
    for (const pieceBytes of [1, 2, 3, 5, 64]) {
      const { values, quarantine } = await read(csv, { delimiter: '<=>' }, { pieceBytes });
      expect(values).toEqual({ a: [1, 2, 4], b: ['x<=>y', 'z', 'un "said"'] });
      expect(quarantine!.rows).toEqual([{ line: 3, code: 'too-many-fields', reason: '3 fields where 2 are due.', text: '2<=>z<=>3' }]);
    }
  });

  test('two commas in a row are an empty field, not a mark', async () => {
    expect((await read('a,,b,,c\n1,,2,x,3\n4,,5,,6\n')).columns).toHaveLength(5);
  });
});
