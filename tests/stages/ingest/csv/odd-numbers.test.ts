import { describe, expect, test } from 'vitest';
import { losesDigits } from '../../../../src/kernels/csv/lost-digits.ts';
import { read } from './helper.ts';

describe('numbers in brackets', () => {
  test('are below zero where the others are numbers, and told', async () => {
    const { values, types, issue, notes } = await read('a;b\n10;$5.00\n(20);($3.50)\n(20);"$(1,234.50)"\n0;(0)\n'.replaceAll(';', '\t'));
    expect(types).toEqual({ a: 'integer', b: 'number' });
    expect(values).toEqual({ a: [10, -20, -20, 0], b: [5, -3.5, -1234.5, 0] });
    expect(issue('bracket-minus')).toMatchObject({
      count: 2,
      lines: [3, 4],
      message: '“a”: 2 numbers in brackets were read as below zero: “(20)” is -20.'
    });
    expect(notes).toContain('“b”: numbers in brackets were read as below zero, as bookkeepers write them.');
    expect(notes).toContain('“b”: amounts in $ were stored as numbers.');
  });

  test('far down, in a column of more values than are remembered', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => (i === 11_990 ? '(7.25)' : `${i}.5`));
    const { types, values, issue } = await read(`n\n${many.join('\n')}\n`);
    expect([types['n'], values['n']![11_990]]).toEqual(['number', -7.25]);
    expect(issue('bracket-minus')).toMatchObject({ count: 1, lines: [11_992] });
  });

  test('in every value are kept as written, with the way to read them said', async () => {
    const text = 'n\n(1)\n(2.5)\n(3)\n';
    const { types, notes } = await read(text);
    expect(types).toEqual({ n: 'category' });
    expect(notes.filter((note) => note.includes('brackets'))).toEqual([
      '“n”: kept as category, because every number stands in brackets, which may be no minus; with the type number each is read as below zero.'
    ]);
    expect((await read(text, { types: { n: 'number' } })).values['n']).toEqual([-1, -2.5, -3]);
  });

  test.each(['(1)\n(2)', '(a)\n1', '(1)x\n1', '((1))\n1', '(-1)\n1', '(1\n1', '1)\n1', '()\n1'])(
    '%j is kept as written',
    async (column) => {
      const { types, values } = await read(`n\n${column}\n`);
      expect([types['n'], values['n']]).toEqual(['category', column.split('\n')]);
    }
  );
});

describe('what a number column cannot hold', () => {
  test('is counted and told with its line', async () => {
    const { values, issues } = await read(
      'x,v\n1e-400,0.1234567890123456789\n5.5,12345678901234567891\n0e-400,1.5\n-1e-330,0.1000000000000000055511\n'
    );
    expect(values).toEqual({ x: [0, 5.5, 0, -0], v: [0.12345678901234568, 12345678901234567000, 1.5, 0.1] });
    expect(issues.map(({ code, message, lines }) => [code, message, lines])).toEqual([
      ['became-zero', '“x”: 2 numbers were too near to zero to be told from it: “1e-400” became 0.', [2, 5]],
      [
        'digits-lost',
        '“v”: 1 number was rounded, as a column holds about 16 digits: “0.1234567890123456789” became 0.12345678901234568.',
        [2]
      ],
      ['number-rounded', '“v”: 1 whole number beyond 9,007,199,254,740,991 was rounded; kept as text it stays exact.', [3]]
    ]);
  });

  test('is told of odd spellings too', async () => {
    const { issue, values } = await read('v;w\n1,5;a\n12.345.678.901.234.567.891;b\n');
    expect(values['v']).toEqual([1.5, 12345678901234567000]);
    expect(issue('number-rounded')).toMatchObject({ count: 1, lines: [3] });
    expect(issue('digits-lost')).toBeUndefined();
  });

  test('is nothing of what a program wrote in full', async () => {
    const lines = [0.1, 1 / 3, 2 ** 70, 5e-324, 1.7976931348623157e308, 123456789.12345678].flatMap((x) => [
      String(x),
      x.toExponential(18),
      x.toPrecision(40)
    ]);
    const { issues } = await read(`v\n${lines.join('\n')}\n`);
    expect(issues).toEqual([]);
  });
});

/** As Python 3 formats the double with as many digits, f'{x:.{n-1}e}'. */
test.each([
  ['12345678901234567891', 12345678901234567000, true],
  ['12345678901234567168', 12345678901234567000, false],
  ['90071992547409935', 9007199254740994, true],
  ['01', 0.1, false],
  ['1000000000000000055511', 0.1, false],
  ['15', 1.5e-323, false],
  ['17', 1.5e-323, true],
  ['1', 0, true],
  ['000', 0, false]
])('%s as %d loses digits: %s', (digits, value, isLost) => expect(losesDigits(digits, value)).toBe(isLost));

describe('a note on how numbers are written says what parts their thousands, as the report does', () => {
  test.each([
    ["n\n1'234.5\n2'345.6\n", 'n', 'numbers were read with a point as the decimal mark; apostrophes part the thousands.'],
    ['n\n10.5%\n20%\n', 'n', 'numbers were read with a point as the decimal mark.'],
    ['n;m\n1.234,5;a\n2,5;b\n', 'n', 'numbers were read with a comma as the decimal mark; points part the thousands.'],
    ['n\n"1,234.5"\n2.5\n', 'n', 'numbers were read with a point as the decimal mark; commas part the thousands.']
  ])('%j', async (text, name, note) => {
    expect((await read(text)).notes).toContain(`“${name}”: ${note}`);
  });
});
