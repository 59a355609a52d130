import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type Table } from '../../../src/core/table.ts';
import { accumulatedEffects } from '../../../src/stages/explain/accumulated-effects.ts';
import { quiet } from '../evaluate/fixtures.ts';

const rows = 400;
const rng = createRng(6);
const first = Float64Array.from({ length: rows }, () => normal(rng));
const second = first.map((value) => value + 0.1 * normal(rng));
const tableOf = (x: Float64Array, z = second): Table => ({
  rows: x.length,
  columns: [
    { kind: 'number', name: 'x', values: x },
    { kind: 'number', name: 'z', values: z },
    categoryColumn('level', new Array<string>(x.length).fill('a'))
  ]
});
const valuesOf = (table: Table, name: string) => (findColumn(table, name) as { values: Float64Array }).values;
const curved = (table: Table) => valuesOf(table, 'x').map((x, i) => x * x + x * valuesOf(table, 'z')[i]!);
const ask = (more: object = {}) =>
  accumulatedEffects({ predict: curved, table: tableOf(first), column: 'x', intervals: 8, context: quiet, ...more });

/** The definition, row by row: changes over the row's own interval, summed over the intervals below, less the mean of what rows have at both ends. */
function byDefinition(grid: readonly number[]): number[] {
  const f = (x: number, z: number) => x * x + x * z;
  const isIn = (x: number, k: number) => (x > grid[k]! || (k === 0 && x >= grid[0]!)) && x <= grid[k + 1]!;
  const steps = grid.slice(1).map((upper, k) => {
    let [total, count] = [0, 0];
    first.forEach((x, i) => {
      if (!isIn(x, k)) return;
      total += f(upper, second[i]!) - f(grid[k]!, second[i]!);
      count++;
    });
    return total / count;
  });
  const raw = grid.map((_, k) => steps.slice(0, k).reduce((a, b) => a + b, 0));
  let centre = 0;
  first.forEach((x) => {
    const k = steps.findIndex((_, at) => isIn(x, at));
    centre += (raw[k]! + raw[k + 1]!) / 2 / rows;
  });
  return raw.map((value) => value - centre);
}

test('it is the definition, row by row', async () => {
  const found = await ask();
  expect(found.grid).toHaveLength(9);
  byDefinition(found.grid).forEach((value, k) => expect(found.average[k]).toBeCloseTo(value, 10));
  expect(found.counts.reduce((a, b) => a + b, 0)).toBe(rows);
});

test('of a column that the answer does not hang on it is nothing, however much goes with it', async () => {
  const found = await ask({ predict: (table: Table) => valuesOf(table, 'z').map((z) => 3 * z) });
  expect(found.average.every((value) => Math.abs(value) < 1e-12)).toBe(true);
});

test('of a straight line it is that line, known for sure', async () => {
  const found = await ask({ predict: (table: Table) => valuesOf(table, 'x').map((x) => 2 * x + 1) });
  found.grid.forEach((x, k) => expect(found.average[k]! - found.average[0]!).toBeCloseTo(2 * (x - found.grid[0]!), 10));
});

test('gaps are left out, one value is flat, few values have few intervals, and other kinds are refused', async () => {
  const gaps = first.map((x, i) => (i % 3 ? x : NaN));
  expect((await ask({ table: tableOf(gaps) })).rows).toBe(gaps.filter((x) => !Number.isNaN(x)).length);
  const flat = await ask({ table: tableOf(new Float64Array(rows).fill(2)) });
  expect(flat.average).toEqual([0, 0]);
  expect((await ask({ table: tableOf(first.map((_, i) => i % 3)) })).grid).toEqual([0, 1, 2]);
  await expect(ask({ column: 'level' })).rejects.toMatchObject({ code: 'column-not-varied' });
  await expect(ask({ column: 'none' })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(ask({ table: tableOf(new Float64Array(3).fill(NaN), new Float64Array(3)) })).rejects.toMatchObject({ code: 'too-few-rows' });
});
