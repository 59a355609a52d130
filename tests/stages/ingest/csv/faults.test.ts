import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Uint8Array => {
  const units = [...(mark ? '\ufeff' : ''), ...text].flatMap((char) => Array.from({ length: char.length }, (_, i) => char.charCodeAt(i)));
  return Uint8Array.from(units.flatMap((unit) => (order === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('encodings', () => {
  const awkward = 'name,größe,"two\r\nlines"\r\nÅsa,1.5,"ein ""Wort"", 日本\r\n語"\r\n🙂 smile,-2,plain\nО́лег,,"x"\n';

  test('a multi-byte character across any chunk edge gives the same result', async () => {
    const whole = await read(awkward);
    expect(whole.values['name']).toEqual(['Åsa', '🙂 smile', 'О́лег']);
    expect(whole.values['two\r\nlines']).toEqual(['ein "Wort", 日本\r\n語', 'plain', 'x']);
    for (let pieceBytes = 1; pieceBytes <= 64; pieceBytes++) {
      const cut = await read(awkward, {}, { pieceBytes });
      expect({ size: pieceBytes, values: cut.values, issues: cut.issues }).toEqual({
        size: pieceBytes,
        values: whole.values,
        issues: whole.issues
      });
    }
  });

  test('a byte order mark is no part of the first name', async () => {
    const result = await read('\ufeffa,b\n1,2\n');
    expect(Object.keys(result.types)).toEqual(['a', 'b']);
    expect(result.encoding).toBe('utf-8');
  });

  test.each([
    ['le', true],
    ['be', true],
    ['le', false],
    ['be', false]
  ] as const)('UTF-16%s, mark: %s, in pieces of any size', async (order, mark) => {
    for (const pieceBytes of [1, 2, 3, 7, 1 << 20]) {
      const result = await read(utf16('name,größe\nÅsa,1\n🙂,2\n', order, mark), {}, { pieceBytes });
      expect(result.encoding).toBe(`utf-16${order}`);
      expect(result.values).toMatchObject({ name: ['Åsa', '🙂'], größe: [1, 2] });
    }
  });

  test('Latin-1 is read as Windows-1252, and said so', async () => {
    const result = await read(latin1('name,city\nJosé,Málaga\nZoë,Köln\n'));
    expect(result.encoding).toBe('windows-1252');
    expect(result.values['name']).toEqual(['José', 'Zoë']);
    expect(result.notes.join()).toContain('Windows-1252');
  });

  test('Latin-1 that begins late in the file is noticed all the same', async () => {
    const head = 'id,word\n' + Array.from({ length: 40_000 }, (_, i) => `${i},plain text\n`).join('');
    const result = await read(latin1(head + '40000,café\n'), {}, { pieceBytes: 65_536 });
    expect(result.rows).toBe(40_001);
    expect(result.encoding).toBe('windows-1252');
    expect(result.values['word']!.at(-1)).toBe('café');
  });

  test('a given encoding that the bytes are not in is an error, not replacement characters', async () => {
    await expect(read(latin1('a\né\n'), { encoding: 'utf-8' })).rejects.toMatchObject({ code: 'csv-encoding-wrong' });
    await expect(read('a\n1\n', { encoding: 'klingon' })).rejects.toMatchObject({ code: 'csv-encoding-unknown' });
    expect((await read(latin1('a,b\né,1\n'), { encoding: 'latin1' })).values['a']).toEqual(['é']);
  });
});

describe('line ends', () => {
  test.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n']
  ])('%s', async (_, end) => {
    const result = await read(['a,b', '1,x', '2,y', ''].join(end));
    expect(result.values).toMatchObject({ a: [1, 2], b: ['x', 'y'] });
    expect(result.issues).toEqual([]);
  });

  test('mixed line ends part rows alike, whatever the chunk edge', async () => {
    for (let pieceBytes = 1; pieceBytes < 16; pieceBytes++) {
      const result = await read('a,b\r\n1,x\n2,y\r3,z\r\n4,w', {}, { pieceBytes });
      expect(result.values).toMatchObject({ a: [1, 2, 3, 4], b: ['x', 'y', 'z', 'w'] });
    }
  });
});

describe('quotes', () => {
  test('quotes with newlines, delimiters and doubled quotes inside', async () => {
    const result = await read('a,b\n"one\ntwo\r\nthree","x,y"\n"say ""hi""",""""\n');
    expect(result.values).toMatchObject({ a: ['one\ntwo\r\nthree', 'say "hi"'], b: ['x,y', '"'] });
  });

  test('an unclosed quote swallows nothing: it is taken as a character, with its line', async () => {
    const result = await read('a,b\n1,x\n2,"y\n3,z\n4,w\n');
    expect(result.rows).toBe(4);
    expect(result.values).toMatchObject({ a: [1, 2, 3, 4], b: ['x', '"y', 'z', 'w'] });
    expect(result.issue('unclosed-quote')).toMatchObject({ count: 1, lines: [3] });
  });

  test('text behind a closing quote is kept and counted', async () => {
    const result = await read('a,b\n1,"x"y\n2,"p" \n3,q"r"\n');
    expect(result.values['b']).toEqual(['xy', 'p', 'q"r"']);
    expect(result.issue('stray-quote')).toMatchObject({ count: 1, lines: [2] });
  });

  test('lines are counted through quoted newlines', async () => {
    const result = await read('a,b\n"1\n2\n3",x\n5,6,7\n');
    expect(result.issue('long-row')).toMatchObject({ count: 1, lines: [5] });
  });
});

describe('ragged rows, blank and comment lines', () => {
  test('short rows get missing values, long ones lose the extra fields, both are counted with lines', async () => {
    const result = await read('a,b,c\n1,2,3\n4,5\n6\n7,8,9,10\n11,12,13,,\n');
    expect(result.values).toEqual({ a: [1, 4, 6, 7, 11], b: [2, 5, null, 8, 12], c: [3, null, null, 9, 13] });
    expect(result.issue('short-row')).toMatchObject({ count: 2, lines: [3, 4] });
    expect(result.issue('long-row')).toMatchObject({ count: 1, lines: [5] });
    expect(result.issue('extra-delimiter')).toMatchObject({ count: 1, lines: [6] });
  });

  test('a header one name short, as R writes it, belongs to the columns behind the row names', async () => {
    const result = await read('mpg,cyl\nMazda,21,6\nDatsun,22.8,4\n');
    expect(result.values).toEqual({ column_1: ['Mazda', 'Datsun'], mpg: [21, 22.8], cyl: [6, 4] });
  });

  test('blank and comment lines are skipped and counted', async () => {
    const result = await read('# made by hand, "really\n\na,b\n1,x\n   \n# half way\n2,y\n\n');
    expect(result.values).toMatchObject({ a: [1, 2], b: ['x', 'y'] });
    expect(result.issue('comment-line')).toMatchObject({ count: 2, lines: [1, 6] });
    expect(result.issue('blank-line')).toMatchObject({ count: 3, lines: [2, 5, 8] });
  });

  test('a # that begins a whole row is data', async () => {
    const result = await read('#id,colour\n1,#ff0000\n#2,#00ff00\n');
    expect(result.values).toMatchObject({ '#id': ['1', '#2'], colour: ['#ff0000', '#00ff00'] });
  });
});

describe('headers', () => {
  test('duplicate and empty headers get names of their own, and that is told', async () => {
    const result = await read('x,x,,x_2,x\n1,2,3,4,5\n');
    expect(Object.keys(result.types)).toEqual(['x', 'x_3', 'column_3', 'x_2', 'x_4']);
    expect(result.issue('duplicate-header')).toMatchObject({ count: 2, lines: [1] });
    expect(result.issue('empty-header')).toMatchObject({ count: 1 });
  });

  test('10 kB, emoji, right-to-left and prototype headers are kept as they are', async () => {
    const long = 'n'.repeat(10_240);
    const names = [long, '🙂👩‍👩‍👧', 'שם', '__proto__', 'constructor', 'toString'];
    for (const pieceBytes of [1000, 1 << 20]) {
      const result = await read(`${names.join(',')}\r\n1,2,3,4,5,6\r\n`, {}, { pieceBytes });
      expect(result.columns.map(({ name }) => name)).toEqual(names);
      expect(result.values['__proto__']).toEqual([4]);
    }
  });

  test('a first row that looks like the data is data', async () => {
    const result = await read('5.1,3.5,setosa\n4.9,3.0,setosa\n6.2,3.4,virginica\n');
    expect(result.rows).toBe(3);
    expect(Object.keys(result.types)).toEqual(['column_1', 'column_2', 'column_3']);
    expect((await read('1,2\n3,4\n', { header: true })).rows).toBe(1);
    expect((await read('a,b\nc,d\n', { header: false })).rows).toBe(2);
  });

  test('years are names of columns', async () => {
    expect((await read('country,2019,2020,2021\nA,1,2,3\nB,4,5,6\n')).rows).toBe(2);
  });
});

describe('numbers', () => {
  test('integers over 2^53 are kept exactly, as text, with a note', async () => {
    const result = await read('k\n9007199254740993\n9007199254740995\n12\n');
    expect(result.values['k']).toEqual(['9007199254740993', '9007199254740995', '12']);
    expect(result.notes.join()).toContain('can’t be stored exactly');
  });

  test('leading zeros are kept, with a note', async () => {
    const late = Array.from({ length: 30_000 }, (_, i) => `${10_000 + (i % 40)}`).join('\n');
    for (const csv of ['zip\n00123\n10001\n', `zip\n${late}\n00123\n`]) {
      const result = await read(csv, {}, { pieceBytes: 4096 });
      expect(result.types['zip']).toBe('category');
      expect(result.values['zip']).toContain('00123');
      expect(result.notes.join()).toContain('zero');
    }
  });

  test('1e400 and Inf are no finite numbers: missing, counted with lines', async () => {
    const result = await read('x\n1\n1e400\n-Inf\n2.5\nInfinity\n');
    expect(result.values['x']).toEqual([1, null, null, 2.5, null]);
    expect(result.issue('not-finite')).toMatchObject({ count: 3, lines: [3, 4, 6] });
  });

  test('1.234,5 and 1,234.5 are the same number in files of different habits', async () => {
    expect((await read('a;b\n1.234,5;x\n12,25;y\n-7;x\n')).values['a']).toEqual([1234.5, 12.25, -7]);
    expect((await read('a\tb\n1,234.5\tx\n12.25\ty\n-7\tx\n')).values['a']).toEqual([1234.5, 12.25, -7]);
  });

  test('a column that could be read both ways follows the file', async () => {
    expect((await read('a;b\n1.234;0,5\n2.000;1,25\n')).values['a']).toEqual([1234, 2000]);
    expect((await read('a;b\n1.234;0.5\n2.000;1.25\n')).values['a']).toEqual([1.234, 2]);
    expect((await read('a;b\n1,234;x\n2,000;y\n', { decimal: ',' })).values['a']).toEqual([1.234, 2]);
    expect((await read('a;b\n1,234;x\n2,000;y\n', { decimal: '.' })).values['a']).toEqual([1234, 2000]);
  });

  test('percent and currency become numbers with a note', async () => {
    const result = await read('p;c;d\n12%;$5.50;5 €\n3.5%;-$1,000.00;6 €\n');
    expect(result.values).toEqual({ p: [12, 3.5], c: [5.5, -1000], d: [5, 6] });
    expect(result.notes.join(' ')).toMatch(/percent.*\$.*€/);
  });

  test('percent signs on some numbers only are not guessed about', async () => {
    const result = await read('p\n12%\n0.5\n');
    expect(result.values['p']).toEqual(['12%', '0.5']);
    expect(result.notes.join()).toContain('percent');
  });

  test('digits beyond a double, exponents and signs are read as the engine reads them', async () => {
    const texts = [
      '0.1',
      '-0.30000000000000004',
      '1e-7',
      '2.5E+10',
      '+3',
      '.5',
      '5.',
      '123456789012345.678',
      '0.1234567890123456789',
      '4.9e-324',
      '1.7976931348623157e308'
    ];
    expect((await read(`x\n${texts.join('\n')}\n`)).values['x']).toEqual(texts.map(Number));
  });
});

describe('dates', () => {
  const day = (iso: string) => Date.parse(iso);

  test('ISO dates and times with zones', async () => {
    const result = await read('t\n2024-02-29\n2024-02-29T12:30\n2024-02-29 12:30:15.5\n2024-02-29T12:30:00+02:00\n');
    expect(result.values['t']).toEqual([
      day('2024-02-29'),
      day('2024-02-29T12:30Z'),
      day('2024-02-29T12:30:15.5Z'),
      day('2024-02-29T10:30Z')
    ]);
  });

  test('day-first and month-first dates are told apart by any value of the column', async () => {
    const head = Array.from({ length: 5000 }, () => '01/02/2024').join('\n');
    expect((await read(`t\n${head}\n13/02/2024\n`)).values['t']!.slice(-2)).toEqual([day('2024-02-01'), day('2024-02-13')]);
    expect((await read(`t\n${head}\n02/13/2024\n`)).values['t']!.slice(-2)).toEqual([day('2024-01-02'), day('2024-02-13')]);
  });

  test('ambiguous dates follow a stated rule, and say so', async () => {
    const slashed = await read('t\n01/02/2024\n03/04/2024\n');
    expect(slashed.values['t']).toEqual([day('2024-01-02'), day('2024-03-04')]);
    expect(slashed.notes.join()).toContain('both ways');
    expect((await read('t\n01.02.2024\n03.04.2024\n')).values['t']).toEqual([day('2024-02-01'), day('2024-04-03')]);
    expect((await read('t\n01/02/2024\n', { dateOrder: 'day-first' })).values['t']).toEqual([day('2024-02-01')]);
    expect((await read('t,u\n01/02/2024,31/12/2023\n')).values['t']).toEqual([day('2024-02-01')]);
  });

  test('days that no calendar has are no dates', async () => {
    expect((await read('t\n2024-02-30\n2023-02-29\n')).types['t']).toBe('category');
    expect((await read('t\n31/04/2024\n01/04/2024\n')).types['t']).toBe('category');
  });
});

describe('missing values', () => {
  test('NaN, NA, null, - and ? are missing, counted by marker', async () => {
    const markers = ['NaN', 'NA', 'null', '-', '?', '', 'n/a', 'None', 'NULL'];
    const result = await read(`x,w\n1,a\n${markers.map((marker) => `${marker},${marker}`).join('\n')}\n2.5,b\n`);
    expect(result.types).toEqual({ x: 'number', w: 'category' });
    expect(result.columns.map(({ missing }) => missing)).toEqual([9, 9]);
    expect(
      result.issues
        .filter(({ code }) => code === 'missing-marker')
        .map(({ count }) => count)
        .reduce((a, b) => a + b)
    ).toBe(16);
    expect(result.issues.find(({ message }) => message.startsWith('“?”'))).toMatchObject({ count: 2, lines: [7] });
  });

  test('a list of markers replaces the usual one', async () => {
    expect((await read('x\n1\n-999\nnone\n', { missing: ['-999', 'none'] })).values['x']).toEqual([1, null, null]);
    expect((await read('x\nNA\nb\n', { missing: [] })).values['x']).toEqual(['NA', 'b']);
  });

  test('a column with every value missing is a number column without values, and that is told', async () => {
    const result = await read('a,b\n,1\nNA,2\n');
    expect(result.columns[0]).toMatchObject({ type: 'number', missing: 2, distinct: 0 });
    expect(result.notes.join()).toContain('no value');
  });
});
