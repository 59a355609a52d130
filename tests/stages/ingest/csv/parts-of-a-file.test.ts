import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

describe('a first line that says what parts the fields', () => {
  test.each([
    ['sep=;\nkey;value\na;1\nb;2\n', ';'],
    ['\ufeffsep=;\r\nkey;value\r\na;1\r\nb;2\r\n', ';'],
    ['sep=\t\nkey\tvalue\na\t1\nb\t2\n', '\t'],
    ['"sep=|"\nkey|value\na|1\nb|2\n', '|']
  ])('%j is no row', async (text, delimiter) => {
    const { values, choices, notes } = await read(text);
    expect(values).toEqual({ key: ['a', 'b'], value: [1, 2] });
    expect(choices.find(({ what }) => what === 'delimiter')).toMatchObject({ value: delimiter, confidence: 1, isGiven: false });
    expect(notes.join()).toContain('The first line says what parts the fields');
  });

  test('is no row either where another mark is asked for', async () => {
    expect((await read('sep=;\nkey,value\na,1\n', { delimiter: ',' })).values).toEqual({ key: ['a'], value: [1] });
  });

  test('a column called sep stays one', async () => {
    expect((await read('sep=a,n\nx,1\ny,2\n')).values).toEqual({ 'sep=a': ['x', 'y'], n: [1, 2] });
  });
});

describe('two tables of equal width in one file', () => {
  const two = 'region,sales\nN,10\nS,20\n\nmonth,cost\nJan,5\nFeb,6\n';

  test('are two: the first is read, the other told and offered', async () => {
    const { values, issue, choices } = await read(two);
    expect(values).toEqual({ region: ['N', 'S'], sales: [10, 20] });
    expect(issue('other-table')).toMatchObject({ lines: [5] });
    expect(choices.find(({ what }) => what === 'table')).toMatchObject({ value: '1', isGiven: false });
    expect((await read(two, { table: 2 })).values).toEqual({ month: ['Jan', 'Feb'], cost: [5, 6] });
  });

  test('with the same names too', async () => {
    const same = two.replace('month,cost', 'region,sales');
    expect((await read(same)).values).toEqual({ region: ['N', 'S'], sales: [10, 20] });
    expect((await read(same, { table: 2 })).values).toEqual({ region: ['Jan', 'Feb'], sales: [5, 6] });
  });

  const far = `${Array.from({ length: 60_000 }, (_, i) => `N${i % 7},${i}`).join('\n')}\n`;

  test.each([7000, 1 << 18])('are two however far down the second stands, in pieces of %i', async (pieceBytes) => {
    const text = `region,sales\n${far}\n\nmonth,cost\nJan,5,\n\nFeb,6,more\n`;
    const { rows, types, issue, quarantine, issues } = await read(text, {}, { pieceBytes });
    expect([rows, types]).toEqual([60_000, { region: 'category', sales: 'integer' }]);
    expect(issue('later-table')).toMatchObject({ lines: [60_004] });
    expect(issue('later-table')!.message).toContain('skip the first 60003 lines');
    expect(issue('blank-line')).toMatchObject({ count: 2 });
    expect([issues.length, quarantine]).toEqual([2, null]);
    expect((await read(text, { skipLines: 60_003 })).rows).toBe(2);
  });

  test('are one where blank lines part rows, in the middle and far down', async () => {
    const { values } = await read('region,sales\nN,10\n\nS,20\n\nmonth,NA\nW,n/a\nE,5\n');
    expect(values['sales']).toEqual([10, 20, null, null, 5]);
    const { rows, issue } = await read(`region,sales\n${far}\nX,5\n\nY,\n\nZ,-\nW,7\n`);
    expect([rows, issue('later-table')]).toEqual([60_004, undefined]);
  });

  test('are one where no column holds numbers', async () => {
    expect((await read('name,city\nann,rome\nbob,oslo\n\ncat,bern\ndan,graz\n')).rows).toBe(4);
  });
});
