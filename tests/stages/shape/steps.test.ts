import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aggregate, ShapeStep } from '../../../src/core/shape-step.ts';
import { checkSteps } from '../../../src/stages/shape/check-steps.ts';
import { shapeFindings } from '../../../src/stages/shape/findings.ts';
import { frameFrom, rowsOf, shaped, type Rows } from './helper.ts';

const people = frameFrom({ name: 'text', age: 'integer', town: 'category', 'is member': 'boolean' }, [
  { name: 'Ada', age: 36, town: 'London', 'is member': 'true' },
  { name: 'Bo', age: null, town: 'Oslo', 'is member': 'false' },
  { name: 'Cy', age: 20, town: null, 'is member': null },
  { name: 'Di', age: 36, town: 'Oslo', 'is member': 'true' }
]);

const names = async (steps: readonly ShapeStep[]) => (await rowsOf((await shaped(people, steps)).frame)).map(({ name }) => name);

describe('each step', () => {
  test('a filter keeps the rows for which the condition is true, and no others', async () => {
    expect(await names([{ kind: 'filter', where: 'age > 30' }])).toEqual(['Ada', 'Di']);
    expect(await names([{ kind: 'filter', where: 'not (age > 30)' }])).toEqual(['Cy']);
    expect(await names([{ kind: 'filter', where: "`is member` and town = 'Oslo'" }])).toEqual(['Di']);
  });

  test('a formula adds a column of the type it gives, or replaces one where it stands', async () => {
    const { frame } = await shaped(people, [
      { kind: 'derive', column: 'age', formula: 'age / 8' },
      { kind: 'derive', column: 'label', formula: "concat(lower(town), '!')" },
      { kind: 'derive', column: 'old', formula: 'age > 3' }
    ]);
    expect(frame.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'name text',
      'age number',
      'town category',
      'is member boolean',
      'label category',
      'old boolean'
    ]);
    expect((await rowsOf(frame))[0]).toEqual({ name: 'Ada', age: 4.5, town: 'London', 'is member': 'true', label: 'london!', old: 'true' });
    expect((await rowsOf(frame))[1]).toMatchObject({ age: null, old: null });
  });

  test('columns are kept, dropped, renamed and put in order', async () => {
    const { frame, outcomes } = await shaped(people, [
      { kind: 'rename', from: 'is member', to: 'member' },
      { kind: 'drop', columns: ['town'] },
      { kind: 'reorder', columns: ['member'] },
      { kind: 'keep', columns: ['name', 'member'] }
    ]);
    expect(frame.columns.map(({ name }) => name)).toEqual(['member', 'name']);
    expect(outcomes.map(({ said }) => said)).toEqual([
      'Renamed “is member” to “member”.',
      'Dropped “town”.',
      'Put “member” first.',
      'Kept the columns “name” and “member”.'
    ]);
  });

  test('rows are sorted with missing values last both ways, and rows that are alike keep their order', async () => {
    expect(await names([{ kind: 'sort', by: [{ column: 'age' }] }])).toEqual(['Cy', 'Ada', 'Di', 'Bo']);
    expect(
      await names([
        {
          kind: 'sort',
          by: [
            { column: 'age', descending: true },
            { column: 'town', descending: true }
          ]
        }
      ])
    ).toEqual(['Di', 'Ada', 'Cy', 'Bo']);
    expect(await names([{ kind: 'sort', by: [{ column: 'name', descending: true }] }])).toEqual(['Di', 'Cy', 'Bo', 'Ada']);
  });

  test('a group has one row, missing keys are a group, and aggregates leave missing values out', async () => {
    const group: ShapeStep = {
      kind: 'group',
      by: ['town'],
      aggregates: [
        { how: 'count' },
        { how: 'count', column: 'age' },
        { how: 'mean', column: 'age' },
        { how: 'first', column: 'age' },
        { how: 'last', column: 'name', as: 'who' },
        { how: 'distinct', column: 'age' }
      ]
    };
    const { frame } = await shaped(people, [group]);
    expect(await rowsOf(frame)).toEqual([
      { town: 'London', rows: 1, count_age: 1, mean_age: 36, first_age: 36, who: 'Ada', distinct_age: 1 },
      { town: 'Oslo', rows: 2, count_age: 1, mean_age: 36, first_age: 36, who: 'Di', distinct_age: 1 },
      { town: null, rows: 1, count_age: 1, mean_age: 20, first_age: 20, who: 'Cy', distinct_age: 1 }
    ]);
    const each = await rowsOf(
      (
        await shaped(people, [
          { ...group, keepRows: true },
          { kind: 'keep', columns: ['name', 'rows'] }
        ])
      ).frame
    );
    expect(each.map(({ rows }) => rows)).toEqual([1, 2, 1, 2]);
  });

  test('grouped by nothing, all rows are one', async () => {
    const { frame } = await shaped(people, [{ kind: 'group', by: [], aggregates: [{ how: 'sum', column: 'age' }] }]);
    expect(await rowsOf(frame)).toEqual([{ sum_age: 92 }]);
  });

  test('a sample is the same for the same seed, keeps the order, and has the same share of each value when asked to', async () => {
    const many = frameFrom(
      { n: 'integer', side: 'category' },
      Array.from({ length: 1000 }, (_, n) => ({ n, side: n % 10 === 0 ? 'rare' : 'common' }))
    );
    const draw = async (seed: number) => await rowsOf((await shaped(many, [{ kind: 'sample', share: 0.1, by: 'side', seed }])).frame);
    const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one.filter(({ side }) => side === 'rare')).toHaveLength(10);
    expect(one.map(({ n }) => n)).toEqual(one.map(({ n }) => n).sort((a, b) => Number(a) - Number(b)));
    expect((await shaped(many, [{ kind: 'sample', rows: 137 }])).frame.rows).toBe(137);
  });
});

describe('what can not be done is said, with the number of the step', () => {
  test.each<[ShapeStep, string, string]>([
    [{ kind: 'filter', where: 'agee > 3' }, 'expression-invalid', 'Did you mean age?'],
    [{ kind: 'drop', columns: ['x'] }, 'column-not-found', 'The columns are'],
    [{ kind: 'rename', from: 'age', to: 'name' }, 'shape-step-invalid', 'Choose another name'],
    [{ kind: 'drop', columns: ['name', 'age', 'town', 'is member'] }, 'shape-step-invalid', 'Keep one'],
    [{ kind: 'sample', rows: 9 }, 'shape-step-invalid', 'at most 4'],
    [
      { kind: 'group', by: ['town'], aggregates: [{ how: 'mean', column: 'name' }] },
      'shape-step-invalid',
      'count, distinct, first and last'
    ],
    [{ kind: 'group', by: ['town'], aggregates: [{ how: 'count', as: 'town' }] }, 'shape-step-invalid', 'a name of its own']
  ])('%j', async (step, code, hint) => {
    const failed = shaped(people, [{ kind: 'reorder', columns: ['age'] }, step]);
    await expect(failed).rejects.toMatchObject({ code, context: { step: 1 } });
    await expect(failed).rejects.toHaveProperty('hint', expect.stringContaining(hint));
  });

  test.each([
    [{ kind: 'filtr', where: 'true' }, 'Did you mean "filter"?'],
    [{ kind: 'filter' }, ''],
    [{ kind: 'sample', rows: 3, share: 0.5 }, ''],
    [{ kind: 'group', by: [], aggregates: [{ how: 'mode', column: 'x' }] }, ''],
    [{ kind: 'join', datasetId: 'd', how: 'outer', on: [{ left: 'a' }] }, ''],
    [null, '']
  ])('a step a script got wrong: %j', (step, hint) => {
    expect(() => checkSteps([step])).toThrow(
      expect.objectContaining({ code: 'shape-step-invalid', hint: expect.stringContaining(hint) as string })
    );
  });
});

const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });
const number = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
const table = fc.array(fc.record({ k: value, t: value, n: number }), { maxLength: 12 });

test('groups and sorts of any table are those of the plain twins', async () => {
  const how = fc.constantFrom<Aggregate>('sum', 'mean', 'median', 'min', 'max', 'count', 'distinct', 'first', 'last');
  await fc.assert(
    fc.asyncProperty(table, how, async (rows, aggregate) => {
      const frame = frameFrom({ k: 'category', t: 'text', n: 'number' }, rows);
      const step: ShapeStep = { kind: 'group', by: ['k', 't'], aggregates: [{ how: aggregate, column: 'n', as: 'x' }] };
      expect(await rowsOf((await shaped(frame, [step])).frame)).toEqual(plainGroups(rows, aggregate));
      const sorted = await rowsOf(
        (await shaped(frame, [{ kind: 'sort', by: [{ column: 't' }, { column: 'n', descending: true }] }])).frame
      );
      expect(sorted).toEqual(plainSort(rows));
    }),
    { numRuns: 300 }
  );
});

function plainGroups(rows: Rows, how: Aggregate): unknown[] {
  const groups = new Map<string, Rows[number][]>();
  for (const row of rows)
    groups.set(JSON.stringify([row['k'], row['t']]), [...(groups.get(JSON.stringify([row['k'], row['t']])) ?? []), row]);
  return [...groups.values()].map((group) => {
    const there = group.flatMap(({ n }) => (n === null ? [] : [n as number]));
    const ordered = [...there].sort((a, b) => a - b);
    const middle = ordered.length >> 1;
    const answers: Record<Aggregate, number | null | undefined> = {
      count: there.length,
      distinct: new Set(there).size,
      sum: there.reduce((sum, n) => sum + n, 0),
      mean: there.reduce((sum, n) => sum + n, 0) / there.length,
      median: ordered.length % 2 ? ordered[middle] : (ordered[middle - 1]! + ordered[middle]!) / 2,
      min: ordered[0],
      max: ordered.at(-1),
      first: there[0],
      last: there.at(-1)
    };
    const isCount = how === 'count' || how === 'distinct';
    return { k: group[0]!['k'], t: group[0]!['t'], x: there.length === 0 && !isCount ? null : (answers[how] ?? null) };
  });
}

function plainSort(rows: Rows): unknown[] {
  const last = (a: unknown, b: unknown) => Number(a === null) - Number(b === null);
  return [...rows].sort((a, b) => {
    const [s, t] = [a['t'] as string, b['t'] as string];
    if (s !== t) return last(s, t) || (s < t ? -1 : 1);
    const [x, y] = [a['n'] as number, b['n'] as number];
    return x === y ? 0 : last(x, y) || y - x;
  });
}

describe('columns that leak', () => {
  const houses = frameFrom({ price: 'number', street: 'category', area: 'number' }, [
    { price: 1, street: 'a', area: 2 },
    { price: 3, street: 'a', area: 4 }
  ]);
  const found = async (steps: readonly ShapeStep[], target = 'price', others = {}) => {
    const { frame, outcomes } = await shaped(houses, steps, others);
    return shapeFindings(houses, frame, outcomes, target).map(({ code, columns }) => `${code} ${columns.join()}`);
  };
  const meanPrice: ShapeStep = { kind: 'group', by: ['street'], aggregates: [{ how: 'mean', column: 'price' }], keepRows: true };

  test('an aggregate of the target beside its rows is a blocker, whatever it is called afterwards', async () => {
    expect(await found([meanPrice])).toEqual(['aggregate-of-target mean_price']);
    expect(
      await found([meanPrice, { kind: 'derive', column: 'x', formula: 'mean_price * 2' }, { kind: 'drop', columns: ['mean_price'] }])
    ).toEqual(['aggregate-of-target x']);
    expect(await found([meanPrice, { kind: 'rename', from: 'price', to: 'cost' }], 'cost')).toEqual(['aggregate-of-target mean_price']);
  });

  test('and so it is when it comes back by a join', async () => {
    const grouped = (await shaped(houses, [{ kind: 'group', by: ['street'], aggregates: [{ how: 'mean', column: 'price' }] }])).frame;
    const join: ShapeStep = { kind: 'join', datasetId: 'by street', on: [{ left: 'street' }], how: 'left' };
    expect(await found([join], 'price', { 'by street': grouped })).toEqual(['aggregate-of-target mean_price']);
  });

  test('an aggregate of something else is worth a note, a formula of the target is a blocker', async () => {
    expect(await found([{ ...meanPrice, aggregates: [{ how: 'mean', column: 'area' }] }])).toEqual(['aggregate-over-rows mean_area']);
    expect(await found([{ kind: 'derive', column: 'x', formula: 'price > 2' }])).toEqual(['made-of-target x']);
    expect(await found([{ kind: 'derive', column: 'x', formula: 'area > 2' }])).toEqual([]);
  });

  test('rows chosen by the target, a target that is gone, and copied rows are told', async () => {
    expect(await found([{ kind: 'filter', where: 'price > 2' }])).toEqual(['filter-by-target price']);
    expect(await found([{ kind: 'filter', where: 'not isMissing(price)' }])).toEqual([]);
    expect(await found([{ kind: 'drop', columns: ['price'] }])).toEqual(['target-gone price']);
    const join: ShapeStep = { kind: 'join', datasetId: 'o', on: [{ left: 'street' }], how: 'inner' };
    const twice = frameFrom({ street: 'category', x: 'number' }, [
      { street: 'a', x: 1 },
      { street: 'a', x: 2 }
    ]);
    expect(await found([join], 'price', { o: twice })).toEqual(['join-copies-rows street']);
  });
});
