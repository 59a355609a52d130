import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRng, shuffled } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type NumberColumn, type Table } from '../../../src/core/table.ts';
import type { Target } from '../../../src/core/target.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { fitRecipe, type RecipeContext } from '../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from './context.ts';

const oracle = JSON.parse(readFileSync(new URL('../../reference/encode-levels.json', import.meta.url), 'utf8')) as {
  readonly levels: string[];
  readonly number: number[];
  readonly classes: string[];
  readonly test: string[];
  readonly texts: string[];
} & Record<'numberAuto' | 'number3' | 'twoAuto' | 'threeAuto' | 'hashed' | 'hashedPlain', number[][]>;

const tableOf = (levels: readonly (string | null)[]): Table => ({ rows: levels.length, columns: [categoryColumn('level', levels)] });
const numbers = (values: readonly number[]): Target => ({ kind: 'numbers', name: 'y', values: Float64Array.from(values) });
const classes = (values: readonly string[]): Target => {
  const { codes, labels } = categoryColumn('y', values);
  return { kind: 'classes', name: 'y', codes, labels };
};
const rowsOf = (table: Table) =>
  Array.from({ length: table.rows }, (_, i) => table.columns.map((column) => (column as NumberColumn).values[i]!));
const valuesOf = (table: Table, j = 0) => [...(table.columns[j] as NumberColumn).values];

const encode = (levels: readonly (string | null)[], target: Target, params = {}, more: Partial<RecipeContext> = {}) =>
  fitRecipe([{ kind: 'target-encode', columns: [], params }], tableOf(levels), { ...quiet(), target, ...more });

function expectClose(rows: readonly (readonly number[])[], wanted: readonly (readonly number[])[]) {
  rows.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(wanted[i]![j]!, 12)));
  expect(rows.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
}

test.each([
  ['numberAuto', numbers(oracle.number), {}],
  ['number3', numbers(oracle.number), { smooth: 'rows', smoothRows: 3 }],
  ['twoAuto', classes(oracle.number.map((value) => (value > 0 ? 'yes' : 'no'))), {}],
  ['threeAuto', classes(oracle.classes), {}]
] as const)('the mean answer of a level agrees with scikit-learn: %s', async (name, target, params) => {
  const { fitted } = await encode(oracle.levels, target, { minRows: 1, ...params });
  expectClose(rowsOf(applyRecipe(fitted, tableOf(oracle.test))), oracle[name]);
});

test('hashed levels agree with scikit-learn, the empty one and those beyond ASCII too', async () => {
  for (const [signed, wanted] of [
    [true, oracle.hashed],
    [false, oracle.hashedPlain]
  ] as const) {
    const { fitted } = await fitRecipe([{ kind: 'hash-levels', columns: [], params: { buckets: 8, signed } }], tableOf(['a']), quiet());
    expect(rowsOf(applyRecipe(fitted, tableOf(oracle.texts)))).toEqual(wanted.map((row) => row.map((value) => value + 0)));
  }
});

test('no training row is told its own answer', async () => {
  const levels = Array.from({ length: 200 }, (_, i) => `level ${i % 20}`);
  const values = levels.map((_, i) => Math.sin(i * 7.3));
  const changed = values.map((value, i) => (i === 33 ? 1000 : value));
  const [before, after] = [await encode(levels, numbers(values)), await encode(levels, numbers(changed))];
  expect(valuesOf(after.table)[33]).toBe(valuesOf(before.table)[33]);
  expect(valuesOf(after.table)[13]).not.toBe(valuesOf(before.table)[13]);
});

/** How well values tell which of two classes a row has; 0.5 = not at all. */
function auc(values: readonly number[], codes: Int32Array): number {
  let [won, pairs] = [0, 0];
  values.forEach((a, i) =>
    values.forEach((b, j) => {
      if (codes[i] !== 1 || codes[j] !== 0) return;
      pairs++;
      won += a > b ? 1 : a === b ? 0.5 : 0;
    })
  );
  return won / pairs;
}

test('500 levels of nothing, on random answers: training rows see chance, where their own answers would have looked like knowledge', async () => {
  const rows = 1500;
  const rng = createRng(5);
  const levels = Array.from({ length: rows }, () => `level ${Math.floor(rng() * 500)}`);
  const codes = shuffled(
    Int32Array.from({ length: rows }, (_, i) => i % 2),
    rng
  );
  const { table, fitted } = await encode(levels, { kind: 'classes', name: 'y', codes, labels: ['no', 'yes'] }, { minRows: 1 });
  expect(Math.abs(auc(valuesOf(table), codes) - 0.5)).toBeLessThan(0.06);
  expect(auc(valuesOf(applyRecipe(fitted, tableOf(levels))), codes)).toBeGreaterThan(0.75);
});

test('levels that do tell something are told to training rows too', async () => {
  const levels = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 'low' : i % 4 === 1 ? 'high' : 'middle'));
  const { table } = await encode(levels, numbers(levels.map((level, i) => ({ low: 0, middle: 5, high: 10 })[level]! + Math.sin(i))));
  valuesOf(table).forEach((value, i) => expect(Math.abs(value - { low: 0, middle: 5, high: 10 }[levels[i]!]!)).toBeLessThan(0.5));
});

test('rows of a group are told what other groups say', async () => {
  const of = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 4));
  const levels = [...of].map((_, i) => `level ${i % 3}`);
  const values = [...of].map((group) => (group === 7 ? 1000 : 0));
  const { table } = await encode(levels, numbers(values), {}, { kinship: { kind: 'groups', of } });
  [28, 29, 30, 31].forEach((row) => expect(valuesOf(table)[row]).toBe(0));
});

test('where rows are divided by time, a row is told by earlier ones alone', async () => {
  const at = Float64Array.from({ length: 120 }, (_, i) => 119 - i);
  const values = [...at].map((when) => (when > 60 ? 1000 : 0));
  const { table } = await encode(
    [...at].map(() => 'a'),
    numbers(values),
    { cv: 3 },
    { kinship: { kind: 'order', at } }
  );
  at.forEach((when, row) => when < 60 && expect(valuesOf(table)[row]).toBe(0));
});

test('levels of few rows, unseen ones and gaps without a row get the mean of all; gaps that are there are a level', async () => {
  const levels = [...Array<string>(10).fill('common'), ...Array<null>(6).fill(null), 'rare'];
  const { fitted, notes } = await encode(levels, numbers(levels.map((level) => (level === 'common' ? 1 : level === null ? 4 : 90))), {
    smooth: 'rows',
    smoothRows: 0
  });
  const mean = (10 + 24 + 90) / 17;
  expect(valuesOf(applyRecipe(fitted, tableOf(['common', null, 'rare', 'new'])))).toEqual([1, 4, mean, mean]);
  expect(notes.map(({ message }) => message)).toEqual([
    '1 level of “level” has fewer than 5 training rows and gets the mean of all answers.'
  ]);
});

test('a column without a level, a single row, and ten thousand levels', async () => {
  expect(valuesOf((await encode([null, null], numbers([1, 3]))).table).every(Number.isFinite)).toBe(true);
  expect(valuesOf((await encode(['a'], numbers([3]))).table)).toEqual([3]);
  const many = Array.from({ length: 20_000 }, (_, i) => `level ${i % 10_000}`);
  const { table, fitted } = await encode(many, numbers(many.map((_, i) => i)), { minRows: 1 });
  expect(valuesOf(table).every(Number.isFinite)).toBe(true);
  expect((fitted[0]!.state as { levels: string[][] }).levels[0]).toHaveLength(10_000);
});

test('without answers it is refused', async () => {
  const step = { kind: 'target-encode', columns: [] };
  await expect(fitRecipe([step], tableOf(['a']), quiet())).rejects.toMatchObject({ code: 'step-needs-target' });
});

test('a level counts as it was in training, whatever is scored', async () => {
  const { fitted } = await fitRecipe([{ kind: 'level-counts', columns: [] }], tableOf(['a', 'a', 'b', null]), quiet());
  const later = applyRecipe(fitted, tableOf(['b', 'b', 'b', 'a', 'new', null]));
  expect([...(findColumn(later, 'level') as NumberColumn).values]).toEqual([0.25, 0.25, 0.25, 0.5, 0, 0.25]);
});
