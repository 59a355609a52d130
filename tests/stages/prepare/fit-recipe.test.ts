import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import { categoryColumn, gather, textColumn, type Column, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from './context.ts';

const number = (name: string, values: readonly number[]): Column => ({ kind: 'number', name, values: Float64Array.from(values) });
const time = (name: string, values: readonly number[]): Column => ({ kind: 'time', name, values: Float64Array.from(values) });
const table = (...columns: Column[]): Table => ({
  rows: columns[0]!.kind === 'category' ? columns[0]!.codes.length : (columns[0] as NumberColumn).values.length,
  columns
});
const valuesOf = (result: Table, name: string) => [...(result.columns.find((column) => column.name === name) as NumberColumn).values];
const names = (result: Table) => result.columns.map((column) => column.name);

const WHOLE: readonly RecipeStep[] = [
  { kind: 'date-parts', columns: [] },
  { kind: 'impute', columns: [], params: { indicator: true } },
  { kind: 'scale', columns: [] },
  { kind: 'rare-levels', columns: [] },
  { kind: 'one-hot', columns: [] }
];

test('what is learned comes from the rows given and from no other', async () => {
  const row = fc.record({
    x: fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    gap: fc.boolean(),
    level: fc.constantFrom('a', 'b', 'c', 'd'),
    at: fc.integer({ min: 0, max: 2e12 })
  });
  const tableOf = (rows: readonly { x: number; gap: boolean; level: string; at: number }[]) =>
    table(
      number(
        'x',
        rows.map(({ x, gap }) => (gap ? NaN : x))
      ),
      categoryColumn(
        'level',
        rows.map(({ level }) => level)
      ),
      time(
        'at',
        rows.map(({ at }) => at)
      )
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 4, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 8 }),
      async (train, others) => {
        const rows = Uint32Array.from(train, (_, i) => i);
        const alone = await fitRecipe(WHOLE, gather(tableOf(train), rows), quiet());
        const beside = await fitRecipe(WHOLE, gather(tableOf([...train, ...others]), rows), quiet());
        expect(beside.fitted).toEqual(alone.fitted);
      }
    ),
    { numRuns: 50 }
  );
});

test('a recipe leaves the table it is fitted on, and the one it is applied to, as they were', async () => {
  const given = table(number('x', [1, NaN, 3]), categoryColumn('c', ['a', null, 'b']), time('t', [0, NaN, 86_400_000]));
  const copy = structuredClone(given);
  const { fitted } = await fitRecipe(WHOLE, given, quiet());
  applyRecipe(fitted, given);
  expect(given).toEqual(copy);
});

test('a level that training did not see is 0 in every column, and other codes for the same labels change nothing', async () => {
  const { fitted } = await fitRecipe([{ kind: 'one-hot', columns: [] }], table(categoryColumn('c', ['a', 'b', 'a'])), quiet());
  const served = applyRecipe(fitted, table(categoryColumn('c', ['b', 'new', null, 'a'], ['new', 'b', 'a'])));
  expect(valuesOf(served, 'c = a')).toEqual([0, 0, 0, 1]);
  expect(valuesOf(served, 'c = b')).toEqual([1, 0, 0, 0]);
});

test('levels are found alike for a few rows and for many', async () => {
  const { fitted } = await fitRecipe([{ kind: 'ordinal', columns: [] }], table(categoryColumn('c', ['a', 'b', 'c'])), quiet());
  const many = Array.from({ length: 40 }, (_, i) => ['c', 'x', null, 'a'][i % 4]!);
  const together = valuesOf(applyRecipe(fitted, table(categoryColumn('c', many))), 'c');
  const alone = many.map((level) => valuesOf(applyRecipe(fitted, table(categoryColumn('c', [level]))), 'c')[0]!);
  expect(together).toEqual(alone);
  expect(alone.slice(0, 4)).toEqual([2, NaN, NaN, 0]);
});

test('one row is enough to fit on', async () => {
  const { table: after } = await fitRecipe(WHOLE, table(number('x', [4]), categoryColumn('c', ['a']), time('t', [0])), quiet());
  expect(valuesOf(after, 'x')).toEqual([0]);
  expect(valuesOf(after, 'c = a')).toEqual([1]);
});

test('a column without any value is defined, and told of', async () => {
  const { table: after, notes } = await fitRecipe(
    WHOLE,
    table(number('x', [NaN, NaN]), categoryColumn('c', [null, null]), time('t', [NaN, NaN])),
    quiet()
  );
  for (const column of after.columns) expect([...(column as NumberColumn).values].every(Number.isFinite), column.name).toBe(true);
  expect(notes.map(({ code }) => code)).toContain('column-all-missing');
});

test('a column that does not vary is shifted, not divided by zero', async () => {
  for (const method of ['standard', 'min-max', 'robust']) {
    const { table: after, notes } = await fitRecipe(
      [{ kind: 'scale', columns: [], params: { method } }],
      table(number('x', [0.1, 0.1, 0.1])),
      quiet()
    );
    expect(valuesOf(after, 'x').every((x) => Math.abs(x) < 1e-12)).toBe(true);
    expect(notes.map(({ code }) => code)).toEqual(['column-constant']);
  }
});

test('where a value was missing is kept in a column of its own, only for columns with gaps in training', async () => {
  const { fitted, table: after } = await fitRecipe(
    [{ kind: 'impute', columns: [], params: { indicator: true } }],
    table(number('x', [1, NaN, 3]), number('y', [1, 2, 3])),
    quiet()
  );
  expect(names(after)).toEqual(['x', 'x is missing', 'y']);
  expect(valuesOf(after, 'x is missing')).toEqual([0, 1, 0]);
  expect(valuesOf(applyRecipe(fitted, table(number('x', [NaN]), number('y', [NaN]))), 'y')).toEqual([2]);
});

test('a new column never takes the name of another', async () => {
  const given = table(categoryColumn('c', ['a', 'b']), number('c = a', [7, 8]));
  const { table: after } = await fitRecipe([{ kind: 'one-hot', columns: ['c'] }], given, quiet());
  expect(names(after)).toEqual(['c = a (2)', 'c = b', 'c = a']);
  expect(valuesOf(after, 'c = a')).toEqual([7, 8]);
});

test('levels called like parts of an object are levels like others', async () => {
  const given = table(categoryColumn('__proto__', ['constructor', '__proto__', 'toString']));
  const { table: after } = await fitRecipe([{ kind: 'one-hot', columns: [] }], given, quiet());
  expect(names(after)).toEqual(['__proto__ = __proto__', '__proto__ = constructor', '__proto__ = toString']);
});

test('rare levels become one, as do later ones; missing stays missing', async () => {
  const { fitted, table: after } = await fitRecipe(
    [{ kind: 'rare-levels', columns: [], params: { minCount: 2, minShare: 0 } }],
    table(categoryColumn('c', ['a', 'a', 'b', 'b', 'z', null])),
    quiet()
  );
  expect(after.columns[0]).toMatchObject({ labels: ['a', 'b', 'other'], codes: Int32Array.of(0, 0, 1, 1, 2, -1) });
  expect(applyRecipe(fitted, table(categoryColumn('c', ['new', 'b']))).columns[0]).toMatchObject({ codes: Int32Array.of(2, 1) });
});

test('dates fall apart in UTC', async () => {
  const at = Date.UTC(2024, 11, 31, 23, 30); // a Tuesday, day 366 of a leap year
  const params = { day: true, hour: true, dayOfYear: true };
  const { table: after } = await fitRecipe(
    [{ kind: 'date-parts', columns: [], params }],
    table(time('t', [at, NaN, at - 86_400_000])),
    quiet()
  );
  const first = Object.fromEntries(after.columns.map((column) => [column.name, (column as NumberColumn).values[0]]));
  expect(first).toEqual({
    't: year': 2024,
    't: month': 12,
    't: day': 31,
    't: weekday': 1,
    't: hour': 23,
    't: day-of-year': 366,
    't: days': 1
  });
  expect(after.columns.every((column) => Number.isNaN((column as NumberColumn).values[1]))).toBe(true);
});

test('cyclic parts put December beside January', async () => {
  const months = [Date.UTC(2024, 0, 1), Date.UTC(2024, 11, 1), Date.UTC(2024, 6, 1)];
  const params = { cyclic: true, year: false, weekday: false, days: false };
  const { table: after } = await fitRecipe([{ kind: 'date-parts', columns: [], params }], table(time('t', months)), quiet());
  expect(names(after)).toEqual(['t: sin:month', 't: cos:month']);
  const [sin, cos] = [valuesOf(after, 't: sin:month'), valuesOf(after, 't: cos:month')];
  const distance = (i: number, j: number) => Math.hypot(sin[i]! - sin[j]!, cos[i]! - cos[j]!);
  expect(distance(0, 1)).toBeLessThan(distance(0, 2) / 3);
});

test('a column that is not there, one of the wrong kind, and a bad parameter are refused by name', async () => {
  const given = table(number('x', [1, 2]), categoryColumn('c', ['a', 'b']));
  const fit = (step: RecipeStep) => fitRecipe([step], given, quiet());
  await expect(fit({ kind: 'scale', columns: ['z'] })).rejects.toMatchObject({ code: 'column-not-found', context: { column: 'z' } });
  await expect(fit({ kind: 'scale', columns: ['c'] })).rejects.toMatchObject({ code: 'column-kind-mismatch' });
  await expect(fit({ kind: 'scale', columns: [], params: { method: 'odd' } })).rejects.toMatchObject({ code: 'param-out-of-range' });
  await expect(fit({ kind: 'scale', columns: [], params: { methd: 'robust' } })).rejects.toMatchObject({ code: 'unknown-param' });
  await expect(fit({ kind: 'wash', columns: [] })).rejects.toMatchObject({ code: 'unknown-id' });
});

test('a step stops when it is told to', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(fitRecipe(WHOLE, table(number('x', [1])), { ...quiet(), signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError'
  });
});

test('dropping names what it drops', async () => {
  const given = table(number('x', [1]), textColumn('note', ['hi']));
  expect(names((await fitRecipe([{ kind: 'drop', columns: ['note'] }], given, quiet())).table)).toEqual(['x']);
  expect(names((await fitRecipe([{ kind: 'drop', columns: [] }], given, quiet())).table)).toEqual(['x', 'note']);
});
