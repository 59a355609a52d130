import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

describe('shapes', () => {
  test.each([
    ['empty file', ''],
    ['byte order mark only', '\ufeff'],
    ['blank lines only', '\n\r\n  \n'],
    ['comments only', '# nothing\n']
  ])('%s is an error with a hint', async (_, csv) => {
    await expect(read(csv)).rejects.toMatchObject({ code: 'csv-empty', hint: expect.stringMatching(/./) as string });
  });

  test('header only is an error with a hint', async () => {
    await expect(read('a,b,c\n')).rejects.toMatchObject({ code: 'csv-no-rows', hint: expect.stringContaining('header') as string });
  });

  test('one row, one column', async () => {
    expect((await read('a\n1')).values).toEqual({ a: [1] });
    expect((await read('a,b\n1,x')).values).toEqual({ a: [1], b: ['x'] });
    expect((await read('text\nhello, world\nplain\nbye, now, then\n')).values['text']).toEqual(['hello, world', 'plain', 'bye, now, then']);
  });

  test('10,000 columns', async () => {
    const names = Array.from({ length: 10_000 }, (_, j) => `c${j}`);
    const row = (i: number) => names.map((_, j) => (j % 2 ? `${i + j}` : `w${i}`)).join(',');
    const result = await read(`${names.join(',')}\n${row(0)}\n${row(1)}\n${row(2)}\n`);
    expect(result.columns).toHaveLength(10_000);
    expect(result.values['c9999']).toEqual([9999, 10_000, 10_001]);
    expect(result.values['c9998']).toEqual(['w0', 'w1', 'w2']);
  });

  test('a header longer than the sample that is looked at first', async () => {
    const names = Array.from({ length: 3000 }, (_, j) => `${'long name '.repeat(12)}${j}`);
    const result = await read(`${names.join(';')}\n${names.map((_, j) => j).join(';')}\n${names.map((_, j) => j + 1).join(';')}\n`);
    expect(result.columns).toHaveLength(3000);
    expect(result.values[names[2999]!]).toEqual([2999, 3000]);
  });

  test('one million rows come back whole', async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => `${i},${i % 3 ? 'a' : 'b'}`).join('\n');
    const result = await read(`id,w\n${rows}\n`);
    expect(result.rows).toBe(1_000_000);
    expect(result.columns[0]).toMatchObject({ type: 'integer', role: 'id' });
    expect(result.columns[0]!.chunks).toHaveLength(16);
    expect(result.values['id']!.every((value, i) => value === i)).toBe(true);
    expect(result.values['w']!.filter((value) => value === 'b')).toHaveLength(333_334);
  });

  test('NUL bytes are kept in the value and counted', async () => {
    const result = await read('a,b\n1,x\0y\n2,z\n');
    expect(result.values['b']).toEqual(['x\0y', 'z']);
    expect(result.issue('nul-byte')).toMatchObject({ count: 1, lines: [2] });
  });

  test.each([true, false])(
    'every NUL byte in a value is counted, wherever its block ends, and no other (kernel: %s)',
    async (useKernel) => {
      const long = 'words that make this a text, for all its odd bytes '.repeat(20);
      const text = `a,b,c\n1,x\0y,"${long}"\n# no \0 row, of, this table\n2,"p""\0",v\n3,z\0\n4,\0,w\n5,q\0`;
      for (const pieceBytes of [1, 7, 16, 22, 40, 10_000]) {
        const { values, issue } = await read(text, { delimiter: ',', header: true }, { useKernel, pieceBytes });
        expect(values['b']).toEqual(['x\0y', 'p"\0', 'z\0', '\0', 'q\0']);
        expect(issue('nul-byte')).toMatchObject({ count: 5, lines: [2, 4, 5, 6, 7] });
      }
    }
  );

  test.each([';', '\t', '|', ','])('delimiter %j is found', async (delimiter) => {
    const result = await read(['a', 'b', 'c'].join(delimiter) + '\n' + ['1', 'x y', '2.5'].join(delimiter) + '\n');
    expect(result.delimiter).toBe(delimiter);
    expect(result.values).toEqual({ a: [1], b: ['x y'], c: [2.5] });
  });

  test('a delimiter that can not be one is refused', async () => {
    await expect(read('a', { delimiter: '|"|' })).rejects.toMatchObject({ code: 'csv-delimiter-wrong' });
  });
});
