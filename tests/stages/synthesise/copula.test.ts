import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { deviation, mean } from '../../../src/core/stats.ts';
import { categoryColumn, type CategoryColumn, type Column, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { chooseColumns, type ModelledColumn } from '../../../src/stages/synthesise/choose-columns.ts';
import { closenessOf } from '../../../src/stages/synthesise/closeness.ts';
import { columnDistance } from '../../../src/stages/synthesise/distance.ts';
import { drawRows } from '../../../src/stages/synthesise/draw-rows.ts';
import { fitCopula } from '../../../src/stages/synthesise/fit-copula.ts';
import { hermiteOf, latentCorrelation, triangleOf } from '../../../src/stages/synthesise/latent-correlation.ts';
import { levelMarginal, levelScores, numberMarginal, valueAt } from '../../../src/stages/synthesise/marginal.ts';
import { quiet } from '../prepare/context.ts';

/** Made by tests/reference/copula.py with NumPy and SciPy. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/copula.json'), 'utf8')) as {
  readonly tetrachoric: readonly {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly r: number;
    readonly covariance: number;
    readonly scores: readonly number[];
  }[];
  readonly true: readonly (readonly number[])[];
  readonly table: { readonly income: number[]; readonly age: number[]; readonly level: string[]; readonly flag: string[] };
};
const number = (name: string, values: ArrayLike<number>): NumberColumn => ({ kind: 'number', name, values: Float64Array.from(values) });
const levelsOf = (shares: readonly number[]) => levelMarginal([...shares.keys()], shares);

test.each(fixture.tetrachoric)(
  'the correlation behind two columns of levels is the one they were made with: $r',
  ({ a, b, r, covariance, scores }) => {
    [...levelScores(levelsOf(a))].forEach((score, i) => expect(score).toBeCloseTo(scores[i]!, 9));
    expect(latentCorrelation(covariance, hermiteOf(levelsOf(a)), hermiteOf(levelsOf(b)))).toBeCloseTo(r, 2);
  }
);

const { income, age, level, flag } = fixture.table;
const columns: readonly ModelledColumn[] = [
  number('income', income),
  number('age', age),
  categoryColumn('level', level, ['low', 'middle', 'high']),
  categoryColumn('flag', flag, ['no', 'yes'])
];
const ROWS = income.length;

test('a known copula is recovered from its rows', async () => {
  const { triangle, size, columns: fitted } = await fitCopula(columns, ROWS, quiet());
  const sign = fitted.map(({ marginal, name }) => {
    if (marginal.kind !== 'levels') return 1;
    const first = columns.find((column) => column.name === name) as CategoryColumn;
    return first.labels[marginal.values[0]!] === (name === 'level' ? 'low' : 'no') ? 1 : -1;
  });
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      let found = 0;
      for (let k = 0; k <= j; k++) found += triangle[i * size + k]! * triangle[j * size + k]!;
      expect(Math.abs(sign[i]! * sign[j]! * found - fixture.true[i]![j]!)).toBeLessThan(0.06);
    }
});

test('what is drawn lies as what was learned, in whole steps, and follows the seed', async () => {
  const copula = await fitCopula(columns, ROWS, quiet());
  const drawn = await drawRows(copula, ROWS, quiet(3));
  columns.forEach((column, i) => expect(columnDistance(column, drawn[i]!)).toBeLessThan(0.05));
  expect((drawn[0] as NumberColumn).values.every((value) => value % 100 === 0 && value >= 0)).toBe(true);
  expect((drawn[1] as NumberColumn).values.every(Number.isInteger)).toBe(true);
  expect(await drawRows(copula, ROWS, quiet(3))).toEqual(drawn);
  expect(await drawRows(copula, ROWS, quiet(4))).not.toEqual(drawn);
});

test('gaps come as often, and with what they came with', async () => {
  const rng = createRng(1);
  const base = Array.from({ length: 3000 }, () => normal(rng));
  const gappy = Float64Array.from(base, (x) => (x > 0.5 && rng() < 0.8 ? NaN : rng()));
  const drawn = await drawRows(await fitCopula([number('x', base), number('y', gappy)], 3000, quiet()), 3000, quiet(2));
  const [x, y] = drawn.map((column) => (column as NumberColumn).values) as [Float64Array, Float64Array];
  const share = (values: Float64Array) => values.filter(Number.isNaN).length / values.length;
  expect(Math.abs(share(y) - share(gappy))).toBeLessThan(0.03);
  const above = [...y.keys()].filter((row) => x[row]! > 0.5);
  expect(share(Float64Array.from(above, (row) => y[row]!))).toBeGreaterThan(0.55);
});

test('no value of a single row is in what is drawn: extremes are means of five, rare levels are left out', async () => {
  const rng = createRng(2);
  const values = Float64Array.from({ length: 500 }, () => Math.round(normal(rng) * 1e6) / 1e6);
  values[7] = 1000;
  const levels = Array.from({ length: 500 }, (_, i) => (i === 9 ? 'the only one' : i % 2 ? 'a' : 'b'));
  const drawn = await drawRows(await fitCopula([number('x', values), categoryColumn('c', levels)], 500, quiet()), 20_000, quiet(3));
  expect(Math.max(...(drawn[0] as NumberColumn).values)).toBeLessThan(400);
  const { codes, labels } = drawn[1] as CategoryColumn;
  expect(new Set([...codes].map((code) => labels[code]))).toEqual(new Set(['a', 'b']));
});

test('numbers that take few values keep them; a constant stays one', () => {
  const few = numberMarginal(
    number(
      'rooms',
      Array.from({ length: 100 }, (_, i) => [1, 2, 5][i % 3]!)
    )
  )!;
  expect(new Set([0.01, 0.3, 0.5, 0.7, 0.99].map((share) => valueAt(few, share)))).toEqual(new Set([1, 2, 5]));
  expect(valueAt(numberMarginal(number('one', new Array<number>(50).fill(4)))!, 0.3)).toBe(4);
  const tenths = numberMarginal(
    number(
      'x',
      Array.from({ length: 400 }, (_, i) => Math.round(i * 3.7) / 10)
    )
  )!;
  for (let share = 0.005; share < 1; share += 0.01) expect(String(valueAt(tenths, share))).toMatch(/^\d+(\.\d)?$/);
});

test('dates stay whole days', () => {
  const day = 86_400_000;
  const marginal = numberMarginal({
    kind: 'time',
    name: 'd',
    values: Float64Array.from({ length: 300 }, (_, i) => (19_000 + i * 3) * day)
  })!;
  for (let share = 0; share < 1; share += 0.013) expect(valueAt(marginal, share) % day).toBe(0);
});

test('texts, ids and groups are not made up', () => {
  const table: Table = {
    rows: 60,
    columns: [
      number(
        'id',
        Array.from({ length: 60 }, (_, i) => i)
      ),
      categoryColumn(
        'name',
        Array.from({ length: 60 }, (_, i) => `n${i}`)
      ),
      ...columns.slice(2, 3).map((column) => ({ ...column, codes: (column as CategoryColumn).codes.slice(0, 60) }) as Column)
    ]
  };
  const schema = [
    { name: 'id', type: 'integer', role: 'id' },
    { name: 'name', type: 'category', role: 'feature' },
    { name: 'level', type: 'category', role: 'feature' }
  ] as const;
  const choice = chooseColumns(table, schema);
  expect(choice.modelled.map(({ name }) => name)).toEqual(['level']);
  expect(choice.numbered).toEqual(['id']);
  expect(choice.leftOut).toEqual([{ name: 'name', why: 'most of its values are in fewer than 5 rows each' }]);
  const empty: Table = { rows: 60, columns: [{ kind: 'number', name: 'gone', values: new Float64Array(60).fill(NaN) }] };
  expect(chooseColumns(empty, [{ name: 'gone', type: 'number', role: 'feature' }]).leftOut).toEqual([
    { name: 'gone', why: 'it has no values' }
  ]);
});

const cloud = (rows: number, seed: number): Table => {
  const rng = createRng(seed);
  return {
    rows,
    columns: ['a', 'b', 'c'].map((name) =>
      number(
        name,
        Array.from({ length: rows }, () => normal(rng))
      )
    )
  };
};

test('rows that copy nobody are as near as rows held out', async () => {
  const found = await closenessOf(cloud(1000, 1), cloud(800, 2), cloud(200, 3), quiet());
  expect(found.nearerToLearned.ofReal).toBe(0.8);
  expect(found.nearerToLearned.low).toBeLessThan(0.8);
  expect(found.nearerToLearned.high).toBeGreaterThan(0.8);
  expect(Math.abs(found.nearestOverSecond.value - found.nearestOverSecond.ofReal)).toBeLessThan(0.06);
  expect(found.copied).toBe(0);
});

test('a planted leak: rows that are copies, or nearly, raise every alarm', async () => {
  const learned = cloud(800, 2);
  const copied: Table = { rows: 800, columns: learned.columns };
  const copies = await closenessOf(copied, learned, cloud(200, 3), quiet());
  expect(copies.copied).toBe(800);
  expect(copies.copies.low).toBeGreaterThan(0.99);
  expect(copies.nearerToLearned.low).toBeGreaterThan(0.9);
  const rng = createRng(9);
  const shaken = {
    rows: 800,
    columns: learned.columns.map(
      (column) => ({ ...column, values: (column as NumberColumn).values.map((x) => x + 0.01 * normal(rng)) }) as Column
    )
  };
  const near = await closenessOf(shaken, learned, cloud(200, 3), quiet());
  expect(near.copied).toBe(0);
  expect(near.nearerToLearned.low).toBeGreaterThan(0.9);
  expect(near.nearestOverSecond.high).toBeLessThan(near.nearestOverSecond.ofReal / 3);
});

test('the interval of the share holds the truth about as often as it says', async () => {
  let holds = 0;
  for (let i = 0; i < 100; i++) {
    const { nearerToLearned } = await closenessOf(cloud(150, 3 * i), cloud(120, 3 * i + 1), cloud(60, 3 * i + 2), quiet(i));
    if (nearerToLearned.low <= nearerToLearned.ofReal && nearerToLearned.ofReal <= nearerToLearned.high) holds++;
  }
  expect(holds).toBeGreaterThanOrEqual(89);
});

test('numbers of spread keep it', async () => {
  const drawn = (await drawRows(await fitCopula(columns, ROWS, quiet()), 8000, quiet(5)))[0] as NumberColumn;
  expect(deviation(drawn.values) / deviation(Float64Array.from(income))).toBeCloseTo(1, 1);
  expect(mean(drawn.values) / mean(Float64Array.from(income))).toBeCloseTo(1, 1);
});

/** Higham (2002), section 4: the nearest correlation matrix to a tridiagonal of 2 and -1, scaled here to ones: [[1, 1, 0], [1, 1, 1], [0, 1, 1]]. */
test('correlations that can not all be true give way to the nearest that can', () => {
  const { triangle: l, moved } = triangleOf(Float64Array.from([1, 1, 0, 1, 1, 1, 0, 1, 1]), 3);
  const at = (i: number, j: number) => l[i * 3]! * l[j * 3]! + l[i * 3 + 1]! * l[j * 3 + 1]! + l[i * 3 + 2]! * l[j * 3 + 2]!;
  expect(at(0, 1)).toBeCloseTo(0.7607, 3);
  expect(at(0, 2)).toBeCloseTo(0.1573, 3);
  expect(at(0, 0)).toBeCloseTo(1, 9);
  expect(moved).toBeCloseTo(0.2393, 3);
});
