import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, gather, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from './context.ts';

const tableOf = (times: readonly number[], x: readonly number[], shops?: readonly (string | null)[]): Table => ({
  rows: times.length,
  columns: [
    { kind: 'time', name: 'at', values: Float64Array.from(times) },
    { kind: 'number', name: 'x', values: Float64Array.from(x) },
    ...(shops ? [categoryColumn('shop', shops)] : [])
  ]
});
const fit = (table: Table, params = {}) => fitRecipe([{ kind: 'earlier-values', columns: ['x'], params }], table, quiet());
const added = (table: Table) =>
  table.columns.filter(({ name }) => name.startsWith('x:')).map((column) => [...(column as NumberColumn).values]);

test('a training row is told the last known values before it, whatever the order of the rows', async () => {
  const { table } = await fit(tableOf([3, 1, 2, 4, 5], [30, 10, 20, NaN, 50]), { lags: [1, 2] });
  expect(added(table)).toEqual([
    [20, NaN, 10, 30, 30],
    [10, NaN, NaN, 20, 20]
  ]);
});

test('a window is told once it is full, as a shifted rolling mean of pandas', async () => {
  const { table } = await fit(tableOf([1, 2, 3, 4, 5], [2, 4, 6, 8, 100]), { lags: [], window: 3 });
  expect(added(table)).toEqual([[NaN, NaN, NaN, 4, 6]]);
  const figure = async (statistic: string) =>
    added((await fit(tableOf([1, 2, 3, 4], [3, 1, 5, 9]), { lags: [], window: 2, statistic })).table)[0]!.at(-1);
  expect([await figure('min'), await figure('max'), await figure('sum'), await figure('deviation')]).toEqual([1, 5, 6, 2]);
});

test('each shop has a past of its own; rows without a shop or a time have none', async () => {
  const { table } = await fit(tableOf([1, 1, 2, 2, 3, NaN], [1, 10, 2, 20, 3, 99], ['a', 'b', 'a', 'b', null, 'a']), { by: 'shop' });
  expect(added(table)).toEqual([[NaN, NaN, 1, 10, NaN, NaN]]);
});

test('rows of one moment see none of each other', async () => {
  expect(added((await fit(tableOf([1, 2, 2, 3], [1, 2, 3, 4]))).table)).toEqual([[NaN, 1, 1, 3]]);
});

test('a planted future: whatever later rows hold, nothing of it reaches an earlier one', async () => {
  const rng = createRng(2);
  const times = Array.from({ length: 200 }, () => Math.floor(rng() * 60));
  const x = times.map(() => normal(rng));
  const shops = times.map(() => `shop ${Math.floor(rng() * 4)}`);
  const spoiled = x.map((value, i) => (times[i]! >= 30 ? 1e9 : value));
  const params = { lags: [1, 2, 5], window: 4, by: 'shop' };
  const [before, after] = [await fit(tableOf(times, x, shops), params), await fit(tableOf(times, spoiled, shops), params)];
  added(before.table).forEach((values, k) =>
    values.forEach((value, i) => times[i]! <= 30 && expect(added(after.table)[k]![i]).toBe(value))
  );
});

test('a row that is scored is told the last values of training before its time, alone as among others', async () => {
  const { fitted } = await fit(tableOf([1, 2, 3], [10, 20, 30], ['a', 'a', 'b']), { lags: [1, 2], by: 'shop' });
  const later = tableOf([9, 9, 2, 9, NaN], [0, 0, 0, 0, 0], ['a', 'b', 'a', 'new', 'a']);
  const together = added(applyRecipe(fitted, later));
  expect(together).toEqual([
    [20, 30, 10, NaN, NaN],
    [10, NaN, NaN, NaN, NaN]
  ]);
  expect(added(applyRecipe(fitted, gather(later, [0])))).toEqual([[20], [10]]);
});

test('only as many values are kept as are asked for', async () => {
  const { fitted } = await fit(tableOf(Array.from({ length: 100 }, (_, i) => i), Array.from({ length: 100 }, (_, i) => i)), { lags: [1, 3] }); // prettier-ignore
  expect((fitted[0]!.state as { values: Float64Array[] }).values[0]).toEqual(Float64Array.of(97, 98, 99));
});

test('without a time it is refused, and rows that are not divided by time are told of', async () => {
  const { columns } = tableOf([1], [1]);
  await expect(fit({ rows: 1, columns: columns.slice(1) })).rejects.toMatchObject({ code: 'step-needs-time' });
  await expect(fit(tableOf([1], [1]), { time: 'x' })).rejects.toMatchObject({ code: 'column-kind-mismatch' });
  await expect(fit(tableOf([1], [1]), { by: 'shop' })).rejects.toMatchObject({ code: 'column-not-found' });
  expect((await fit(tableOf([1], [1]))).notes.map(({ code }) => code)).toEqual(['lags-need-time']);
});
