import { describe, expect, test } from 'vitest';
import { read, type Cell } from './helper.ts';

type Table = Readonly<Record<string, readonly Cell[]>>;
type Case = readonly [what: string, text: string, table: Table];

const day = (text: string): number => Date.parse(`${text}Z`);

/** Each as its program writes it, with the table that a careful person reads. */
function readAlike(cases: readonly Case[]): void {
  test.each(cases)('%s', async (_, text, table) => expect((await read(text)).values).toEqual(table));
}

describe('what parts and protects fields', () => {
  readAlike([
    ['one space before one quote', 'a, b, c\n1, "x, y", 3\n2, z, 4\n', { a: [1, 2], b: ['x, y', 'z'], c: [3, 4] }],
    ['unit separators', 'A\x1fB\x1fC\n1\x1f2\x1f3\n4\x1f5\x1f6\n', { A: [1, 4], B: [2, 5], C: [3, 6] }],
    [
      'Ctrl-A, as Hive writes it',
      '1\x01Ann\x012.5\n2\x01Bo\x013.5\n3\x01Cy\x014.5\n',
      { column_1: [1, 2, 3], column_2: ['Ann', 'Bo', 'Cy'], column_3: [2.5, 3.5, 4.5] }
    ],
    ['the usual table of R', '"a" "b"\n"1" 5 "x y"\n"2" 6 "z w"\n', { column_1: [1, 2], a: [5, 6], b: ['x y', 'z w'] }],
    [
      'colons between single quotes',
      "'Harry''s':'IL'\n'Shark City':'IL'\n'Tommy':'IL'\n'Harbor':'IL'\n",
      { "Harry's": ['Shark City', 'Tommy', 'Harbor'], IL: ['IL', 'IL', 'IL'] }
    ],
    ['two byte order marks', '\ufeff\ufeffa,b\n1,2\n', { a: [1], b: [2] }],
    ['the mark that ends a text', 'a,b\n1,x\n2,y\n\x1a', { a: [1, 2], b: ['x', 'y'] }],
    [
      'what psql shows',
      ' id | name\n----+------\n  1 | Ann\n  2 | Bo\n  3 | Cy\n  4 | Di\n(4 rows)\n\n',
      { id: [1, 2, 3, 4], name: ['Ann', 'Bo', 'Cy', 'Di'] }
    ],
    [
      'what mysql shows',
      '+----+------+\n| id | name |\n+----+------+\n|  1 | Ann  |\n|  2 | Bo   |\n|  3 | Cy   |\n|  4 | Di   |\n+----+------+\n4 rows in set (0.00 sec)\n',
      { column_1: [null, null, null, null], id: [1, 2, 3, 4], name: ['Ann', 'Bo', 'Cy', 'Di'], column_4: [null, null, null, null] }
    ],
    ['a footnote', 'shop,qty\nA,1\nB,2\nC,3\nD,5\nE,6\n* provisional figures\n', { shop: ['A', 'B', 'C', 'D', 'E'], qty: [1, 2, 3, 5, 6] }]
  ]);
});

describe('what stands for no value', () => {
  const rest = [
    '.',
    '..',
    '---',
    '—',
    '*',
    'k.A.',
    '<NA>',
    '#N/A',
    '#N/A N/A',
    '-nan(ind)',
    '1.#QNAN',
    '(null)',
    '\\N',
    '#DIV/0!',
    '#REF!',
    '0000-00-00'
  ];
  readAlike(
    rest.map((marker): Case => [`${marker} among numbers`, `a,b\n1,x\n${marker},y\n3,z\n`, { a: [1, null, 3], b: ['x', 'y', 'z'] }])
  );
  readAlike([
    ['NaT among days', 'd\n2024-01-02\nNaT\n', { d: [day('2024-01-02'), null] }],
    ['a zero date', 'd\n0000-00-00\n2024-01-02\n', { d: [null, day('2024-01-02')] }],
    ['first in its column', 'a\n..\n2.5\n..\n', { a: [null, 2.5, null] }]
  ]);

  test('a point among words is one', async () =>
    expect((await read('token\nHello\n.\n*\n')).values).toEqual({ token: ['Hello', '.', '*'] }));

  test('is counted, and gone where a person gives the list', async () => {
    const text = 'a,b\n1,x\n..,y\n3,z\n..,w\n';
    expect((await read(text)).issue('missing-marker')).toMatchObject({ count: 2, lines: [3, 5] });
    expect((await read(text, { missing: ['x'] })).values['a']).toEqual(['1', '..', '3', '..']);
  });
});

describe('numbers', () => {
  readAlike([
    ['with the minus behind them, as SAP writes them', 'a;b\n1.234,50-;x\n12-;y\n3;z\n', { a: [-1234.5, -12, 3], b: ['x', 'y', 'z'] }]
  ]);
});

describe('days and times', () => {
  const written: readonly (readonly [string, string, string])[] = [
    ['2-2 digits of a year, points', '31.01.24', '2024-01-31'],
    ['Oracle', '31-JAN-24', '2024-01-31'],
    ['a weekday first', 'Wednesday, January 31, 2024', '2024-01-31'],
    ['mail', 'Wed, 31 Jan 2024 03:04:05 +0100', '2024-01-31T02:04:05'],
    ['ctime', 'Wed Jan 31 03:04:05 2024', '2024-01-31T03:04:05'],
    ['a web server', '31/Jan/2024:03:04:05 +0000', '2024-01-31T03:04:05'],
    ['JavaScript', 'Wed Jan 31 2024 03:04:05 GMT+0100 (CET)', '2024-01-31T02:04:05'],
    ['Java', '2024-01-31T03:04:05+01:00[Europe/Berlin]', '2024-01-31T02:04:05'],
    ['Stata', '31jan2024', '2024-01-31'],
    ['ISO without marks', '20240131T030405Z', '2024-01-31T03:04:05'],
    ['the end of a day', '2024-01-31 24:00:00', '2024-02-01'],
    ['French clocks', '31/01/2024 13h05', '2024-01-31T13:05'],
    ['points in the clock', '31.01.2024 13.05', '2024-01-31T13:05'],
    ['German', '31. Januar 2024', '2024-01-31'],
    ['German, short', '31. Mär. 2024', '2024-03-31'],
    ['French', '31 décembre 2024', '2024-12-31'],
    ['Spanish', '31 de enero de 2024', '2024-01-31'],
    ['Italian', '31 gennaio 2024', '2024-01-31'],
    ['Portuguese', '31 de março de 2024', '2024-03-31'],
    ['Dutch', '31 maart 2024', '2024-03-31'],
    ['Polish', '31 grudnia 2024', '2024-12-31'],
    ['Russian', '31 января 2024', '2024-01-31'],
    ['Japanese', '2024年1月31日', '2024-01-31'],
    ['a quarter', '2024-Q2', '2024-04-01'],
    ['a quarter, the year last', 'Q2 2024', '2024-04-01'],
    ['a week', '2024-W01', '2024-01-01'],
    ['the Sunday of a week', '2020-W53-7', '2021-01-03'],
    ['a month by name', 'Feb 2024', '2024-02-01'],
    ['a month before its year', '02/2024', '2024-02-01']
  ];
  test.each(written)('%s: %s', async (_, text, iso) => {
    const { types, values } = await read(`d;n\n"${text}";1\n"${text}";2\n`);
    expect([types['d'], values['d']![0]]).toEqual(['time', day(iso)]);
  });

  test.each(['2024-W54', '2023-W53', '2024-Q5', '31. Februar 2024', '2024-01-31 24:01', '99/2024', 'Mayor 2024', '31 Foo 2024'])(
    '%s is no time',
    async (text) => expect((await read(`d;n\n"${text}";1\n`)).types['d']).toBe('category')
  );
});

describe('a second line of the header', () => {
  test('of units is set aside, and the columns are counted in them', async () => {
    const { values, columns, quarantine } = await read('time,temp,name\n[s],[°C],\n1,20.5,a\n2,21,b\n3,22,c\n');
    expect(values).toEqual({ time: [1, 2, 3], temp: [20.5, 21, 22], name: ['a', 'b', 'c'] });
    expect(columns.map(({ unit }) => unit)).toEqual(['s', '°C', undefined]);
    expect(quarantine?.rows).toMatchObject([{ line: 2, code: 'header-more', text: '[s],[°C],' }]);
  });

  readAlike([
    ['one unit alone', 'date;rain\n;mm\n2024-01-01;5\n2024-01-02;7\n', { date: [day('2024-01-01'), day('2024-01-02')], rain: [5, 7] }],
    ['types', 'name,age,height\ntext,int,float\nBob,5,1.5\nAnn,6,1.75\n', { name: ['Bob', 'Ann'], age: [5, 6], height: [1.5, 1.75] }],
    [
      'the lower storey of the names',
      'Year,Sales,Sales,Costs,\n,Q1,Q2,Q1,Q2\n2020,1,2,3,4\n2021,5,6,7,8\n',
      { Year: [2020, 2021], 'Sales Q1': [1, 5], 'Sales Q2': [2, 6], 'Costs Q1': [3, 7], 'Costs Q2': [4, 8] }
    ],
    ['but a grade is a value', 'name,grade\nAnn,c\nBo,5\nCy,6\n', { name: ['Ann', 'Bo', 'Cy'], grade: ['c', '5', '6'] }],
    [
      'and so is one word for two gaps',
      'name,one,two\nAnn,absent,absent\nBo,5,6\nCy,7,8\n',
      { name: ['Ann', 'Bo', 'Cy'], one: ['absent', '5', '7'], two: ['absent', '6', '8'] }
    ]
  ]);

  test('is the same however the file is cut into pieces and with a kernel or without', async () => {
    const text = `a,b\n[m],[kg]\n${Array.from({ length: 300 }, (_, i) => `${i},${i / 2}`).join('\n')}\n`;
    const whole = await read(text);
    for (const pieceBytes of [7, 16, 100]) expect((await read(text, {}, { pieceBytes })).values).toEqual(whole.values);
    expect((await read(text, {}, { useKernel: false })).values).toEqual(whole.values);
  });
});

describe('a full last row that is the total of those above', () => {
  const rows = 'Laden;Menge;Betrag\nA;1;3,50\nB;2;4,25\nC;3;5,00\n';
  const table = { Laden: ['A', 'B', 'C'], Menge: [1, 2, 3], Betrag: [3.5, 4.25, 5] };

  test('is set aside with its reason, and is a row where a person says so', async () => {
    const { values, quarantine } = await read(`${rows}Gesamt;6;12,75\n`);
    expect(values).toEqual(table);
    expect(quarantine?.rows).toEqual([
      { line: 5, code: 'footer', reason: 'It is called “Gesamt”, and 6 is the sum of the 3 rows above.', text: 'Gesamt;6;12,75' }
    ]);
    expect((await read(`${rows}Gesamt;6;12,75\n`, { footerLines: 0 })).rows).toBe(4);
  });

  test.each([
    ['a sum that is none', 'Gesamt;7;13,75\n'],
    ['another name', 'Dora;6;12,75\n'],
    ['nothing but zeros', 'Gesamt;0;0\n']
  ])('%s stays a row', async (_, last) => expect((await read(`${rows}${last}`)).rows).toBe(4));
});

describe('texts in quotes that look missing', () => {
  readAlike([
    [
      'are texts where missing values are bare',
      'name,remark,n\na,"",1\nb,,2\nc,x,\nd,"NA",4\n',
      { name: ['a', 'b', 'c', 'd'], remark: ['', null, 'x', 'NA'], n: [1, 2, null, 4] }
    ],
    [
      'are texts where only what needs quotes has them',
      'name,remark\na,""\nb,x\nc,"y, z"\n',
      { name: ['a', 'b', 'c'], remark: ['', 'x', 'y, z'] }
    ],
    [
      'are texts beside a bare NA, as R writes them',
      '"name","remark"\n"a",""\n"b",NA\n"c","x"\n',
      { name: ['a', 'b', 'c'], remark: ['', null, 'x'] }
    ],
    [
      'are missing where every text stands in quotes',
      '"name","remark"\n"a",""\n"b","x"\n"c","NA"\n',
      { name: ['a', 'b', 'c'], remark: [null, 'x', null] }
    ],
    ['are missing among numbers', 'a,b\n1,""\n2,3\n3,\n', { a: [1, 2, 3], b: [null, 3, null] }]
  ]);
});

describe('short files in other encodings', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]) =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])));

  const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));

  test.each([
    [
      'shift_jis',
      fromHex('96bc914f2c93738e730a936392862c938c8b9e0a97e996d82c91e58de30a834a835e834a83692c8e4496790a'),
      { 名前: ['田中', '鈴木', 'カタカナ'], 都市: ['東京', '大阪', '札幌'] }
    ],
    [
      'windows-1254',
      bytes('ad,', [0xfe], 'ehir\nAy', [0xfe], 'e,', [0xdd], 'stanbul\nI', [0xfe, 0xfd], 'l,Eski', [0xfe], 'ehir\n'),
      { ad: ['Ayşe', 'Işıl'], şehir: ['İstanbul', 'Eskişehir'] }
    ],
    ['windows-874', bytes([0xaa, 0xd7, 0xe8, 0xcd], ',n\n', [0xca, 0xc1, 0xaa, 0xd2, 0xc2], ',1\n'), { ชื่อ: ['สมชาย'], n: [1] }],
    ['iso-2022-jp', bytes('n,', [0x1b], '$B5~', [0x1b], '(B\n1,', [0x1b], '$BEl', [0x1b], '(B\n'), { n: [1], 京: ['東'] }]
  ])('%s', async (label, file, table) => {
    const { encoding, values } = await read(file);
    expect([encoding, values]).toEqual([label, table]);
  });
});

describe('files that wear a reader out', () => {
  test('hundreds of thousands of blank lines are passed over in no time to speak of', async () => {
    expect((await read(`${'\n'.repeat(400_000)}a,b\n1,2\n`)).values).toEqual({ a: [1], b: [2] });
  });

  test('a line of delimiters is refused by its width', async () => {
    await expect(read(`${','.repeat(200_000)}\n1\n`)).rejects.toMatchObject({ code: 'file-too-wide' });
    expect((await read(`${'1,'.repeat(5000)}1\n${'2,'.repeat(5000)}2\n`)).columns).toHaveLength(5001);
  });
});
