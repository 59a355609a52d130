import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../../src/core/rule.ts';
import type { Column } from '../../../../src/core/table.ts';
import { ruleKinds } from '../../../../src/stages/ingest/rules/registry.ts';
import { tableOf } from '../../explore/read-sample.ts';
import { hold, holdOne, propose } from './hold.ts';

const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}`;

describe('each kind counts every row that breaks it, and names the first', () => {
  test.each<[string, Record<string, (string | null)[]>, Rule, { checked: number; rows: number[] }]>([
    ['not-null', { a: ['1', null, '3', null] }, { column: 'a', kind: 'not-null' }, { checked: 4, rows: [1, 3] }],
    ['range', { a: ['1', '9', null, '-4'] }, { column: 'a', kind: 'range', value: { min: 0, max: 5 } }, { checked: 3, rows: [1, 3] }],
    ['range of times', { a: [day(1), day(9)] }, { column: 'a', kind: 'range', value: { max: day(5) } }, { checked: 2, rows: [1] }],
    ['in-set', { a: ['x', 'y', null, 'z'] }, { column: 'a', kind: 'in-set', value: ['x', 'z'] }, { checked: 3, rows: [1] }],
    ['in-set of numbers', { a: ['1', '2', '3'] }, { column: 'a', kind: 'in-set', value: [1, 3] }, { checked: 3, rows: [1] }],
    ['pattern', { a: ['AB-1', 'AB-22', 'x'] }, { column: 'a', kind: 'pattern', value: '^AB-\\d+$' }, { checked: 3, rows: [2] }],
    ['length', { a: ['ab', 'abcd', 'a'] }, { column: 'a', kind: 'length', value: { min: 2, max: 3 } }, { checked: 3, rows: [1, 2] }],
    ['type', { a: ['1', 'x', '2.5'] }, { column: 'a', kind: 'type', value: 'integer' }, { checked: 3, rows: [1, 2] }],
    ['unique over pieces', { a: ['1', '2', '3', '4', '1'] }, { column: 'a', kind: 'unique' }, { checked: 5, rows: [4] }],
    [
      'unique together',
      { a: ['x', 'x', 'y', 'x'], b: ['1', '2', '1', '2'] },
      { column: 'a', kind: 'unique', columns: ['b'] },
      { checked: 4, rows: [3] }
    ],
    [
      'monotonic over pieces',
      { a: ['1', '2', '3', '2', '4'] },
      { column: 'a', kind: 'monotonic', value: { direction: 'rising' } },
      { checked: 5, rows: [3] }
    ],
    [
      'strictly falling',
      { a: ['4', '3', '3'] },
      { column: 'a', kind: 'monotonic', value: { direction: 'falling', strictly: true } },
      { checked: 3, rows: [2] }
    ],
    ['at-most', { a: ['1', '5', null], b: ['2', '4', '1'] }, { column: 'a', kind: 'at-most', columns: ['b'] }, { checked: 2, rows: [1] }],
    [
      'sum',
      { a: ['3', '7', '9'], b: ['1', '3', '4'], c: ['2', '4', '4'] },
      { column: 'a', kind: 'sum', columns: ['b', 'c'] },
      { checked: 3, rows: [2] }
    ],
    [
      'shares',
      { b: ['0.25', '0.5'], c: ['0.75', '0.6'] },
      { column: 'b', kind: 'sum', columns: ['c'], value: { total: 1, tolerance: 0.01 } },
      { checked: 2, rows: [1] }
    ],
    [
      'foreign-key',
      { a: ['a', 'b', 'c'] },
      { column: 'a', kind: 'foreign-key', value: { datasetId: 'other', column: 'id' } },
      { checked: 3, rows: [2] }
    ]
  ])('%s', async (_what, texts, rule, { checked, rows }) => {
    for (const size of [1, 2, 3, 100]) {
      const found = await holdOne(texts, rule, size);
      expect(found, `pieces of ${size}`).toMatchObject({ checked, failing: rows.length, passed: false, outcome: 'failed' });
      expect(found.examples.map(({ row }) => row)).toEqual(rows);
    }
  });

  test('a hundred broken rows are counted, and twenty named', async () => {
    const found = await holdOne({ a: Array.from({ length: 100 }, () => '9') }, { column: 'a', kind: 'range', value: { max: 1 } });
    expect([found.failing, found.examples.length, found.examples[0]]).toEqual([100, 20, { row: 0, value: '9' }]);
  });
});

describe('rules about a whole say what was met', () => {
  const numbers = (draw: (i: number) => number) => Array.from({ length: 400 }, (_, i) => String(draw(i)));

  test.each<[string, Record<string, (string | null)[]>, Rule, boolean, string]>([
    ['row-count', { a: ['1', '2'] }, { column: '', kind: 'row-count', value: { min: 3 } }, false, 'there are 2 rows'],
    [
      'missing-share',
      { a: ['1', null] },
      { column: 'a', kind: 'missing-share', value: { most: 0.5 } },
      true,
      '1 row of 2 rows (50 %) have none'
    ],
    [
      'missing-share',
      { a: ['1', null] },
      { column: 'a', kind: 'missing-share', value: { most: 0.4 } },
      false,
      '1 row of 2 rows (50 %) have none'
    ],
    ['fresh', { a: [day(1), day(20)] }, { column: 'a', kind: 'fresh', value: { days: 12 } }, true, 'the newest is 2024-01-20, 11 days old'],
    ['fresh', { a: [day(1), day(20)] }, { column: 'a', kind: 'fresh', value: { days: 10 } }, false, 'the newest is 2024-01-20, 11 days old']
  ])('%s', async (_what, texts, rule, passed, seen) => {
    expect(await holdOne(texts, rule)).toMatchObject({ passed, seen, checked: 1, failing: passed ? 0 : 1 });
  });

  test('a distribution that moved is told from one that did not, and from chance on few rows', async () => {
    const rule = (rows: number): Rule => ({
      column: 'a',
      kind: 'same-distribution',
      value: { edges: [25, 50, 75], shares: [0.25, 0.25, 0.25, 0.25], rows, most: 0.2 }
    });
    expect((await holdOne({ a: numbers((i) => (i * 37) % 100) }, rule(1000))).passed).toBe(true);
    expect((await holdOne({ a: numbers((i) => 40 + ((i * 37) % 60)) }, rule(1000))).passed).toBe(false);
    expect((await holdOne({ a: ['90', '10', '95', '99'] }, rule(1000))).passed).toBe(true);
  });
});

describe('moments are asked for, and told, by the clocks of their zone', () => {
  const zone = 'Europe/Berlin';
  const { table, schema } = tableOf({ a: ['2024-02-29T22:30:00Z', '2024-02-29T23:30:00Z', '2024-07-01T08:00:00Z'] });
  const zoned = {
    table: { ...table, columns: table.columns.map((column) => ({ ...column, zone }) as Column) },
    schema: schema.map((entry) => ({ ...entry, zone }))
  };
  const heldBy = async (rule: Omit<Rule, 'column'>) => (await hold(zoned, [{ column: 'a', ...rule }]))[0]!;

  test('a bound that says no zone', async () => {
    const { failing, examples } = await heldBy({ kind: 'range', value: { min: '2024-03-01' } });
    expect({ failing, examples }).toEqual({ failing: 1, examples: [{ row: 0, value: '2024-02-29T23:30:00+01:00' }] });
  });

  test('a list of moments', async () => {
    const value = ['2024-02-29T23:30:00+01:00', '2024-03-01 00:30', '2024-07-01T10:00:00'];
    expect((await heldBy({ kind: 'in-set', value })).passed).toBe(true);
  });

  test('the newest of them', async () => {
    expect((await heldBy({ kind: 'fresh', value: { days: 1 } })).seen).toMatch(/^the newest is 2024-07-01T10:00:00\+02:00/);
  });

  test('and what is proposed, which they keep', async () => {
    const rules = await propose(zoned);
    const range = rules.find(({ kind }) => kind === 'range')!;
    expect(range.value).toEqual({ min: '2024-02-29T23:30:00+01:00' });
    expect(range.because).toContain('to 2024-07-01T10:00:00+02:00');
    expect((await heldBy(range)).passed).toBe(true);
  });
});

describe('tolerance and severity', () => {
  const texts = { a: ['1', '1', '1', '1', '1', '1', '1', '1', '1', '7'] };
  const rule: Rule = { column: 'a', kind: 'range', value: { max: 5 } };

  test('nine of ten are mostly 90 %, and not mostly 95 %', async () => {
    expect(await holdOne(texts, { ...rule, mostly: 0.9 })).toMatchObject({ passed: true, outcome: 'passed', failing: 1 });
    expect(await holdOne(texts, { ...rule, mostly: 0.95 })).toMatchObject({ passed: false, outcome: 'failed' });
  });

  test('a warning warns', async () => {
    expect((await holdOne(texts, { ...rule, severity: 'warn' })).outcome).toBe('warned');
  });
});

test('every kind says in words what it asks', () => {
  const about = { min: 1, max: 2, most: 0.1, days: 3, table: 'shops', column: 'id', direction: 'falling', strictly: true };
  const values = { nothing: undefined, text: 'integer', list: ['x', 'y'], fields: about };
  const said = ruleKinds.all.map((kind) => kind.describe({ column: 'a', kind: kind.id, columns: ['b'], value: values[kind.value.holds] }));
  expect(said.map((words) => words.replaceAll('\u00a0', ' '))).toMatchInlineSnapshot(`
    [
      "is of the type integer",
      "has a value in every row",
      "lacks a value in at most 10 % of the rows",
      "lies between 1 and 2",
      "is one of “x” and “y”",
      "matches integer",
      "has between 1 and 2 characters",
      "and “b” never have the same values together twice",
      "is strictly falling from row to row",
      "is below “b”",
      "is the sum of “b”",
      "is found in “id” of “shops”",
      "has a newest time at most 3 days old",
      "has between 1 and 2 rows",
      "keeps its distribution (stability index at most 0.1)",
    ]
  `);
});

test.each<[string, Rule]>([
  ['a range without bounds', { column: 'n', kind: 'range' }],
  ['a range upside down', { column: 'n', kind: 'range', value: { min: 5, max: 1 } }],
  ['a range of words', { column: 'w', kind: 'range', value: { min: 1 } }],
  ['a list that is none', { column: 'w', kind: 'in-set', value: 'x' }],
  ['a list of nothing', { column: 'w', kind: 'in-set', value: [] }],
  ['a broken expression', { column: 'w', kind: 'pattern', value: '(' }],
  ['a share of 7', { column: 'n', kind: 'missing-share', value: { most: 7 } }],
  ['one column for two', { column: 'n', kind: 'at-most' }],
  ['a column with itself', { column: 'n', kind: 'at-most', columns: ['n'] }],
  ['a number beside a word', { column: 'n', kind: 'at-most', columns: ['w'] }],
  ['no parts', { column: 'n', kind: 'sum' }],
  ['a direction there is not', { column: 'n', kind: 'monotonic', value: { direction: 'sideways' } }],
  ['a table that is gone', { column: 'w', kind: 'foreign-key', value: { datasetId: 'gone', column: 'id' } }],
  ['a row count of a column', { column: 'n', kind: 'row-count', value: { min: 1 } }],
  ['a distribution without a reference', { column: 'n', kind: 'same-distribution', value: { most: 0.2 } }]
])('refused with what it needs: %s', async (_what, rule) => {
  const sample = tableOf({ n: ['1', '2'], w: ['x', 'y'] });
  await expect(hold(sample, [rule])).rejects.toMatchObject({ code: 'rule-invalid' });
});
