import { describe, expect, test } from 'vitest';
import type { CsvOptions } from '../../../../src/core/csv-options.ts';
import type { DialectChoice } from '../../../../src/core/dialect-choice.ts';
import { read, type ReadBack } from './helper.ts';

const choice = ({ choices }: ReadBack, what: DialectChoice['what']) => choices.find((one) => one.what === what);

/** Every size of the pieces from 1 to 64 bytes, with and without a kernel, gives the table that the whole file gives. */
async function readSwept(csv: string, options: CsvOptions = {}): Promise<ReadBack> {
  const whole = await read(csv, options);
  for (let pieceBytes = 1; pieceBytes <= 64; pieceBytes++) {
    const cut = await read(csv, options, { pieceBytes, useKernel: pieceBytes % 2 === 0 });
    const { values, issues, quarantine } = cut;
    expect({ pieceBytes, values, issues, quarantine }).toEqual({
      pieceBytes,
      values: whole.values,
      issues: whole.issues,
      quarantine: whole.quarantine
    });
  }
  return whole;
}

describe('quotes', () => {
  test('single quotes around fields with delimiters in them', async () => {
    const result = await readSwept("id,name\n1,'Rome, Italy'\n2,'It''s far'\n3,'two\r\nlines'\n");
    expect(result.values['name']).toEqual(['Rome, Italy', "It's far", 'two\r\nlines']);
    expect(choice(result, 'quote')).toMatchObject({ value: "'", isGiven: false });
    expect(choice(result, 'quote')!.confidence).toBeGreaterThan(0.8);
  });

  test.each([
    ['apostrophes in names', "who,age\nO'Brien,3\n't Hooft,4\nd'Arc',5\n", ["O'Brien", "'t Hooft", "d'Arc'"]],
    ['one word in single quotes', "who,age\n'quoted',3\nplain,4\nother,5\n", ["'quoted'", 'plain', 'other']]
  ])('%s are data', async (_, csv, who) => {
    const result = await read(csv);
    expect(result.values['who']).toEqual(who);
    expect(choice(result, 'quote')!.value).toBe('"');
  });

  test('a backslash before quotes', async () => {
    const result = await readSwept('id,said,n\n1,"He said \\"hi, you\\"",2\n2,"back\\\\slash",3\n3,plain,4\n');
    expect(result.values['said']).toEqual(['He said "hi, you"', 'back\\slash', 'plain']);
    expect(choice(result, 'escape')!.value).toBe('\\');
  });

  test('a backslash before a delimiter and a line end outside of quotes', async () => {
    const result = await readSwept('id,said,n\n1,a\\,b,2\n2,c\\\nd,3\n3,e,4\n');
    expect(result.values['said']).toEqual(['a,b', 'c\nd', 'e']);
    expect(result.values['n']).toEqual([2, 3, 4]);
  });

  test('a folder of Windows at the end of a field is no escape', async () => {
    const result = await read('id,path\n1,"C:\\data\\"\n2,"C:\\temp\\"\n');
    expect(result.values['path']).toEqual(['C:\\data\\', 'C:\\temp\\']);
  });

  test('spaces before quotes', async () => {
    const result = await readSwept('id, name, n\n1, "a, b", 2\n2, "c", 3\n');
    expect(result.values).toEqual({ id: [1, 2], name: ['a, b', 'c'], n: [2, 3] });
  });

  test('quotes that never close are characters', async () => {
    const result = await readSwept('part\tsize\n"A" pipe\t1\n"B" pipe\t2\n"C" pipe\t3\n"D" pipe\t4\n');
    expect(result.values['part']).toEqual(['"A" pipe', '"B" pipe', '"C" pipe', '"D" pipe']);
    expect(choice(result, 'quote')!.value).toBe('');
  });

  test('what is given is not asked', async () => {
    expect((await readSwept('a,b\n^x,y^,1\n', { quoteChar: '^' })).values).toEqual({ a: ['x,y'], b: [1] });
    expect((await readSwept('a,b\n"x",1\n', { quoteChar: '' })).values['a']).toEqual(['"x"']);
    expect((await readSwept('a,b\n"x!"y",1\n', { escapeChar: '!' })).values['a']).toEqual(['x"y']);
    expect(choice(await read('a,b\n"x",1\n', { quoteChar: '' }), 'quote')).toMatchObject({ confidence: 1, isGiven: true });
  });
});

describe('comments', () => {
  test('another mark than # is found at the head of the file', async () => {
    const result = await readSwept('% made by hand\n% twice\na,b\n1,x\n% half way\n2,y\n');
    expect(result.values).toEqual({ a: [1, 2], b: ['x', 'y'] });
    expect(result.issue('comment-line')).toMatchObject({ count: 3, lines: [1, 2, 5] });
    expect(choice(result, 'comment')!.value).toBe('%');
  });

  test('words that begin with # in the one column are data', async () => {
    expect((await readSwept('tag\n#one\n#two\n#three\n')).values['tag']).toEqual(['#one', '#two', '#three']);
  });

  test('it can be given, and taken away', async () => {
    expect((await readSwept('a,b\nREM no\n1,x\n', { comment: 'REM' })).values).toEqual({ a: [1], b: ['x'] });
    expect((await read('a,b\n# 1,x\n2,y\n', { comment: '' })).values['a']).toEqual(['# 1', '2']);
  });
});

describe('columns set under one another, whose fields hold single blanks', () => {
  const names = 'name        amount\nAnn Lee       12,50\nBob            3,25\nCarla Diaz   100,00\n';

  test('are parted by two blanks and more', async () => {
    const { values, types, choices } = await readSwept(names);
    expect(values).toEqual({ name: ['Ann Lee', 'Bob', 'Carla Diaz'], amount: [12.5, 3.25, 100] });
    expect(types['amount']).toBe('number');
    expect(choices.find(({ what }) => what === 'delimiter')).toMatchObject({ value: '\\s\\s+', isGiven: false });
    expect((await read('city      pop\nBern      134794\nGeneva    203856\nZurich    421878\n')).values['pop']).toEqual([134_794, 203_856, 421_878]); // prettier-ignore
  });

  test('are none in a text with wide blanks, or beside another mark in all lines', async () => {
    expect(Object.keys((await read('text\nI am  here now\nyou are  there\nwe are  not 5\n')).values)).toEqual(['text']);
    expect(Object.keys((await read('a  b,n\nc  d,1\ne  f,2\ng  h,3\n')).values)).toEqual(['a  b', 'n']);
  });

  test('given, a tab parts them too, and one blank does not', async () => {
    expect((await read('a b  c\n1 2\tx y\n', { delimiter: '\\s\\s+' })).values).toEqual({ 'a b': ['1 2'], c: ['x y'] });
  });
});

describe('columns set under one another with blanks', () => {
  const aligned = '  mpg  cyl  name\n 18.0    8   "chevrolet  chevelle"\n  9.5   10\t"ford"  \n\n 24.25   4   "toyota ""corona"""\n';

  test('are parted by blanks in any number, but for those in quotes', async () => {
    const result = await readSwept(aligned);
    expect(result.values).toEqual({ mpg: [18, 9.5, 24.25], cyl: [8, 10, 4], name: ['chevrolet  chevelle', 'ford', 'toyota "corona"'] });
    expect(choice(result, 'delimiter')).toMatchObject({ value: '\\s+', isGiven: false });
  });

  test('numbers alone, and decimal commas', async () => {
    const numbers = await readSwept('   1.5   2\n  10.5  30\n 100.5 400\n');
    expect(Object.values(numbers.values)).toEqual([
      [1.5, 10.5, 100.5],
      [2, 30, 400]
    ]);
    expect((await read('x    y    n\n1,5   2,5  1\n10,5  3,5  2\n2,5   4,5  3\n')).values).toEqual({
      x: [1.5, 10.5, 2.5],
      y: [2.5, 3.5, 4.5],
      n: [1, 2, 3]
    });
  });

  test('sentences with two blanks in them stay one column', async () => {
    const { values } = await read('what was said\nwell  then go\nwho  is that\nI  do not\n');
    expect(values['what was said']).toHaveLength(3);
  });

  test('they can be asked for, and a row that lacks a field is told as it stands', async () => {
    const result = await readSwept('a b c\n1  x  2\n3  y\n4 z 5 6\n', { delimiter: '\\s+' });
    expect(result.values).toEqual({ a: [1, 3, 4], b: ['x', 'y', 'z'], c: [2, null, 5] });
    expect(result.quarantine?.rows.map(({ text }) => text)).toEqual(['4 z 5 6']);
  });
});

describe('a line drawn under the names', () => {
  test.each([
    ['by psql', ' id | name\n----+------\n  1 | ann\n  2 | bob\n'],
    ['by Markdown', 'id|name\n---:|:---\n1|ann\n2|bob\n'],
    ['under columns parted by blanks', 'id   name  n\n===  ====  =\n1    ann   3\n20   bob   4\n']
  ])('%s is no row', async (_, csv) => {
    const result = await readSwept(csv);
    expect(result.values['name']).toEqual(['ann', 'bob']);
    expect(result.types['id']).toBe('integer');
    expect(result.issue('comment-line')).toMatchObject({ count: 1, lines: [2] });
  });

  test('a row of dashes that stand for missing is one, where other rows begin alike', async () => {
    expect((await read('a|b\n---|---\n---|3\n1|2\n')).rows).toBe(3);
  });
});

describe('what stands above the table', () => {
  test('title lines and blank lines are skipped and told', async () => {
    const result = await readSwept('Sales of 2024\r\nall shops\r\n\r\nshop,day,sum\r\nA,2024-01-01,3\r\nB,2024-01-02,4\r\n');
    expect(result.values).toMatchObject({ shop: ['A', 'B'], sum: [3, 4] });
    expect(result.issue('title-line')).toMatchObject({ count: 2, lines: [1, 2] });
    expect(choice(result, 'preamble')).toMatchObject({ value: '3' });
  });

  test('a title that a spreadsheet has padded', async () => {
    const result = await readSwept('Sales,,\n,,\nshop,n,sum\nA,1,3\nB,2,4\n');
    expect(Object.keys(result.values)).toEqual(['shop', 'n', 'sum']);
  });

  test('names and values above the table', async () => {
    const result = await readSwept(
      'station;Berlin\nheight;34\n\nday;low;high\n2024-01-01;1;3\n2024-01-02;2;4\n2024-01-03;2;4\n2024-01-04;2;4\n'
    );
    expect(Object.keys(result.values)).toEqual(['day', 'low', 'high']);
  });

  test('the number of lines can be given', async () => {
    const result = await readSwept('x,y\r\r\na,b\r\n1,"l\r\nm"\r\n', { skipLines: 2 });
    expect(result.values).toEqual({ a: [1], b: ['l\r\nm'] });
    expect((await read('a,b\n"open,1\n2,3\n', { skipLines: 0 })).issue('unclosed-quote')).toMatchObject({ lines: [2] });
    expect((await read('t\na,b\n1,"open\n', { skipLines: 1 })).issue('unclosed-quote')).toMatchObject({ lines: [3] });
    await expect(read('a,b\n1,2\n', { skipLines: 9 })).rejects.toMatchObject({ code: 'csv-empty' });
  });
});

describe('several tables in one file', () => {
  const two = 'Shops\nname,n\nA,1\nB,2\n\nPeople\nwho,age,town\nX,3,"Rome\n\nItaly"\nY,4,Oslo\n';

  test('the first is read and the others are told; another can be asked for', async () => {
    const result = await readSwept(two);
    expect(result.values).toEqual({ name: ['A', 'B'], n: [1, 2] });
    expect(result.issue('other-table')).toMatchObject({ count: 1, lines: [7] });
    expect(choice(result, 'table')).toMatchObject({ value: '1' });
    expect((await readSwept(two, { table: 2 })).values).toEqual({ who: ['X', 'Y'], age: [3, 4], town: ['Rome\n\nItaly', 'Oslo'] });
    await expect(read(two, { table: 3 })).rejects.toMatchObject({ code: 'csv-table-absent' });
  });

  test('a blank line within one table is none between two', async () => {
    expect((await read('a,b\n1,x\n2,y\n\n3,z\n4,w\n')).rows).toBe(4);
  });
});

describe('a line of totals', () => {
  test('is noticed where it ends the table', async () => {
    const result = await readSwept('shop,sum\nA,3\nB,4\nTotal,7\n');
    expect(result.rows).toBe(3);
    expect(result.issue('totals-line')).toMatchObject({ count: 1, lines: [4] });
    expect((await read('shop,sum\nTotal,7\nA,3\n')).issue('totals-line')).toBeUndefined();
  });
});

describe('decimal and thousands marks', () => {
  test('of the file', async () => {
    expect((await readSwept('a\tb\n1.234\t2,5\n2.000\t3,5\n', { thousands: '.' })).values).toEqual({ a: [1234, 2000], b: [2.5, 3.5] });
    expect((await read('a;b\n1,234;2\n12,345;3\n', { thousands: ',' })).values['a']).toEqual([1234, 12_345]);
    expect((await read('a;b\n1 234;2\n12 345;3\n', { thousands: '' })).types['a']).toBe('category');
    expect((await read('a;b\n1_234;2\n12_345;3\n', { thousands: '_' })).values['a']).toEqual([1234, 12_345]);
    expect((await read('a;b\n12,34,567;2\n1,00,000;3\n', { thousands: ',' })).values['a']).toEqual([1_234_567, 100_000]);
  });

  test('of one column', async () => {
    const result = await readSwept('a\tb\td\n1.234\t2.5\t01/02/2024\n2.000\t3.5\t03/04/2024\n', {
      formats: { a: { thousands: '.' }, d: { dateOrder: 'day-first' } }
    });
    expect(result.values).toEqual({ a: [1234, 2000], b: [2.5, 3.5], d: [Date.UTC(2024, 1, 1), Date.UTC(2024, 3, 3)] });
  });

  test('told with how sure they are', async () => {
    const result = await read('a;b\n1,5;x\n2,25;y\n');
    expect(choice(result, 'decimal')).toMatchObject({ value: ',', isGiven: false });
    expect(choice(await read('a,b\n1,x\n'), 'decimal')!.confidence).toBeLessThan(0.8);
  });
});

describe('options that no file can be read by are refused', () => {
  test.each([
    ['quoteChar', { quoteChar: '""' }],
    ['escapeChar', { escapeChar: 'é' }],
    ['comment', { comment: 'a\nb' }],
    ['skipLines', { skipLines: -1 }],
    ['table', { table: 0 }],
    ['thousands', { thousands: '.', decimal: '.' }],
    ['thousands', { formats: { a: { thousands: 'x' } } }]
  ])('%s', async (param, options) => {
    await expect(read('a,b\n1,2\n', options as CsvOptions)).rejects.toMatchObject({ code: 'csv-option-wrong', context: { param } });
  });
});
