import { describe, expect, test } from 'vitest';
import { read } from './helper.ts';

const lines = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join('\n');
const report = async (content: string, ...more: [options?: object, settings?: object]) => {
  const result = await read(content, ...more);
  return {
    types: result.types,
    notes: result.notes,
    issues: result.issues.filter(({ code }) => code === 'few-misfits'),
    columns: result.columns
  };
};

describe('a few bad cells make text of a column of numbers', () => {
  test('the report says which column, how many, which and where, and offers to make them missing', async () => {
    const { types, issues, notes } = await report(
      `x,y\n${lines(200, (i) => `${i === 15 ? 'unknown' : i === 40 ? 'n.a.' : i === 41 ? 'unknown' : i % 30},${i}`)}\n`
    );
    expect(types['x']).toBe('category');
    expect(issues).toEqual([
      {
        code: 'few-misfits',
        message: '“x” was kept as category: 3 values of 200 are no numbers: “unknown” (line 17), “n.a.” (line 42).',
        count: 3,
        lines: [17, 42],
        offer: { column: 'x', type: 'integer', missing: 3, values: ['unknown', 'n.a.'] }
      }
    ]);
    expect(notes).toContain(
      '“x”: kept as category: 3 values of 200 are no numbers: “unknown” (line 17), “n.a.” (line 42). With the type integer they become missing.'
    );
  });

  test('the type that is offered, and the values named as missing, both give numbers', async () => {
    const content = `x,y\n${lines(50, (i) => `${i === 7 ? 'unknown' : i + 0.5},${i}`)}\n`;
    const { issues } = await report(content);
    expect(issues[0]!.offer).toMatchObject({ type: 'number', missing: 1 });
    const typed = await read(content, { types: { x: 'number' } });
    const marked = await read(content, { missing: ['unknown'] });
    for (const { types, values, columns } of [typed, marked]) {
      expect(types['x']).toBe('number');
      expect(columns[0]!.missing).toBe(1);
      expect(values['x']!.slice(6, 9)).toEqual([6.5, null, 8.5]);
    }
  });

  test('dates with a day that is none, and amounts with a comma', async () => {
    const date = (i: number) => (i === 90 ? '2024-02-30' : `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`);
    const amount = (i: number) => (i === 3 ? 'on request' : `"${1 + (i % 40)},50 €"`);
    const { issues } = await report(`t,p\n${lines(100, (i) => `${date(i)},${amount(i)}`)}\n`);
    expect(issues.map(({ offer }) => offer)).toEqual([
      { column: 't', type: 'time', missing: 1, values: ['2024-02-30'] },
      { column: 'p', type: 'number', missing: 1, values: ['on request'] }
    ]);
  });

  test('over 10,000 different values: counted to the last row, wherever the bad ones stand', async () => {
    for (const bad of [[5], [12_000], [3, 9999, 29_999]]) {
      const { issues, types } = await report(`x\n${lines(30_000, (i) => (bad.includes(i) ? `bad ${i}` : String(i * 7 + 0.25)))}\n`);
      expect(types['x']).toBe('text');
      expect(issues[0]).toMatchObject({ count: bad.length, lines: bad.map((i) => i + 2), offer: { type: 'number', missing: bad.length } });
    }
  });

  test('the same report and the same table, whatever the pieces of the file', async () => {
    const content = `x,w\n${lines(12_500, (i) => `${i % 1000 === 999 ? 'gap' : i + 0.5},"a\nb"`)}\n`;
    const whole = await read(content);
    expect(whole.issue('few-misfits')).toMatchObject({ count: 12, lines: [2000] });
    for (const settings of [{ pieceBytes: 1000, chunkRows: 100 }, { pieceBytes: 40_000 }, { chunkRows: 999 }]) {
      const pieces = await read(content, {}, settings);
      expect(pieces.issues).toEqual(whole.issues);
      expect(pieces.values['x']).toEqual(whole.values['x']);
    }
  });
});

describe('what is said only where it is true', () => {
  test('one value in five, codes, ordinary categories, names and types that were given are left alone', async () => {
    const columns = {
      share: (i: number) => (i % 5 === 0 ? 'x' : String(i)),
      zip: (i: number) => (i === 4 ? 'AB1' : `0${1000 + i}`),
      word: (i: number) => ['red', 'blue'][i % 2]!,
      name: (i: number) => `name ${i}`,
      given: (i: number) => (i === 4 ? 'x' : String(i)),
      mixed: (i: number) => (i === 4 ? 'x' : `${i} ${i % 2 ? '€' : '$'}`)
    };
    const content = `${Object.keys(columns).join(',')}\n${lines(100, (i) => Object.values(columns).map((of) => of(i)).join(','))}\n`; // prettier-ignore
    expect((await report(content, { types: { given: 'category' } })).issues).toEqual([]);
  });

  test('many names in a long table cost no more than a look at the first ones', async () => {
    const { issues, types } = await report(`name\n${lines(15_000, (i) => `person ${i}`)}\n`);
    expect([types['name'], issues]).toEqual(['text', []]);
  });
});
