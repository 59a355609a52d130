import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JoinHow, ShapeStep } from '../../../src/core/shape-step.ts';
import { frameFrom, rowsOf, shaped, type Rows } from './helper.ts';

const orders = frameFrom({ id: 'integer', who: 'category', sum: 'number' }, [
  { id: 1, who: 'ada', sum: 10 },
  { id: 2, who: 'bo', sum: 20 },
  { id: 3, who: 'Cy ', sum: 30 },
  { id: 4, who: null, sum: 40 }
]);
const people = frameFrom({ name: 'text', town: 'category', sum: 'number' }, [
  { name: 'ada', town: 'London', sum: 1 },
  { name: 'ada', town: 'Paris', sum: 2 },
  { name: 'cy', town: 'Oslo', sum: 3 },
  { name: null, town: 'Rome', sum: 4 }
]);
const join = (how: JoinHow): ShapeStep => ({ kind: 'join', datasetId: 'people', on: [{ left: 'who', right: 'name' }], how });
const joined = async (how: JoinHow) => await shaped(orders, [join(how)], { people });

describe('a join', () => {
  test('keeps matched rows, all of the left, all of both, or those without a match', async () => {
    const pairs = async (how: JoinHow) =>
      (await rowsOf((await joined(how)).frame)).map((row) => [row['id'] ?? null, row['who'] ?? null, row['town'] ?? null]);
    const matches = [
      [1, 'ada', 'London'],
      [1, 'ada', 'Paris']
    ];
    const alone = [
      [2, 'bo', null],
      [3, 'Cy ', null],
      [4, null, null]
    ];
    expect(await pairs('inner')).toEqual(matches);
    expect(await pairs('left')).toEqual([...matches, ...alone]);
    expect(await pairs('full')).toEqual([...matches, ...alone, [null, 'cy', 'Oslo'], [null, null, 'Rome']]);
    expect(await pairs('anti')).toEqual(alone);
  });

  test('calls columns of the same name after their table', async () => {
    expect((await joined('left')).frame.columns.map(({ name }) => name)).toEqual(['id', 'who', 'sum', 'town', 'sum (people)']);
  });

  test('is reported before it is done: matches, keys that repeat, gaps, near misses, rows before and after', async () => {
    const { join: report } = (await joined('left')).outcomes[0]!;
    expect(report).toEqual({
      left: { rows: 4, matched: 1, unmatched: 3, missingKeys: 1, keys: 3, repeatedKeys: 0, examples: ['bo', 'Cy '] },
      right: { rows: 4, matched: 2, unmatched: 2, missingKeys: 1, keys: 2, repeatedKeys: 1, examples: ['cy'] },
      kind: 'one-to-many',
      largestFanOut: 2,
      nearMatches: 1,
      rows: { inner: 2, left: 5, full: 7, anti: 3 }
    });
  });

  test('by keys of different types is refused with a way out', async () => {
    const step: ShapeStep = { kind: 'join', datasetId: 'people', on: [{ left: 'id', right: 'name' }], how: 'left' };
    await expect(shaped(orders, [step], { people })).rejects.toMatchObject({
      code: 'join-keys-differ',
      message: 'The key “id” is of the type integer and “name” of the type text: no row would match.',
      hint: expect.stringContaining('toText(x)') as string
    });
  });

  test('that would make more rows than anyone wants is refused before it is done', async () => {
    const many = frameFrom(
      { k: 'integer' },
      Array.from({ length: 5000 }, () => ({ k: 1 }))
    );
    const step: ShapeStep = { kind: 'join', datasetId: 'many', on: [{ left: 'k' }], how: 'inner' };
    await expect(shaped(many, [step], { many })).rejects.toMatchObject({ code: 'table-too-large', context: { rows: 25_000_000 } });
  });
});

const key = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
const part = fc.option(fc.integer({ min: 0, max: 1 }), { nil: null });
const side = (name: string) => fc.array(fc.record({ k: key, p: part, [name]: fc.nat(9) }), { maxLength: 7 });

test('joins of any two tables by two keys are those of the nested loops', async () => {
  await fc.assert(
    fc.asyncProperty(side('l'), side('r'), fc.constantFrom<JoinHow>('inner', 'left', 'full', 'anti'), async (left, right, how) => {
      const step: ShapeStep = { kind: 'join', datasetId: 'other', on: [{ left: 'k' }, { left: 'p' }], how };
      const other = frameFrom({ k: 'text', p: 'integer', r: 'integer' }, right as Rows);
      const { frame, outcomes } = await shaped(frameFrom({ k: 'category', p: 'number', l: 'integer' }, left as Rows), [step], { other });
      const expected = nested(left as Rows, right as Rows, how);
      expect(await rowsOf(frame)).toEqual(expected);
      expect(outcomes[0]!.join!.rows[how]).toBe(expected.length);
    }),
    { numRuns: 500 }
  );
});

function nested(left: Rows, right: Rows, how: JoinHow): unknown[] {
  const fits = (a: Rows[number], b: Rows[number]) => a['k'] !== null && a['p'] !== null && a['k'] === b['k'] && a['p'] === b['p'];
  const out: unknown[] = [];
  for (const a of left) {
    const matches = right.filter((b) => fits(a, b));
    if (how === 'anti') out.push(...(matches.length === 0 ? [{ k: a['k'], p: a['p'], l: a['l'] }] : []));
    else if (matches.length > 0) out.push(...matches.map((b) => ({ k: a['k'], p: a['p'], l: a['l'], r: b['r'] })));
    else if (how !== 'inner') out.push({ k: a['k'], p: a['p'], l: a['l'], r: null });
  }
  if (how === 'full') for (const b of right) if (!left.some((a) => fits(a, b))) out.push({ k: b['k'], p: b['p'], l: null, r: b['r'] });
  return out;
}
