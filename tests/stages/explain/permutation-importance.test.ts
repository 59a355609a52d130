import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type Table } from '../../../src/core/table.ts';
import { association, correlatedGroups } from '../../../src/stages/explain/correlated-groups.ts';
import { permutationImportance } from '../../../src/stages/explain/permutation-importance.ts';
import { quiet } from '../evaluate/fixtures.ts';

const ROWS = 400;

function makeTable(): Table {
  const rng = createRng(1);
  const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
  const strong = draw();
  return {
    rows: ROWS,
    columns: [
      { kind: 'number', name: 'strong', values: strong },
      { kind: 'number', name: 'twin', values: strong.map((value) => value * 2 + 1) },
      { kind: 'number', name: 'weak', values: draw() },
      { kind: 'number', name: 'unused', values: draw() },
      categoryColumn(
        'level',
        Array.from({ length: ROWS }, () => (rng() < 0.5 ? 'a' : 'b'))
      )
    ]
  };
}

const table = makeTable();
const numbers = (from: Table, name: string) => (findColumn(from, name) as { values: Float64Array }).values;
const codes = (from: Table) => (findColumn(from, 'level') as { codes: Int32Array }).codes;
/** A known function of the columns, which stands for a fitted model. */
const formula = (from: Table) => numbers(from, 'strong').map((value, row) => 3 * value + numbers(from, 'weak')[row]! + codes(from)[row]!);
const actual = formula(table);
const score = (from: Table): Outcome => ({ kind: 'numbers', actual, predicted: formula(from), weights: null });
const meanSquare = {
  id: 'mse',
  higherIsBetter: false,
  valueOf: (outcome: Outcome) =>
    Array.from(outcome.actual, (value, row) => (value - outcome.predicted[row]!) ** 2).reduce((a, b) => a + b) / ROWS
};
const names = table.columns.map((column) => column.name);
const request = () => ({ score, table, columns: names, repeats: 8, metric: meanSquare, rng: createRng(2), context: quiet });

describe('shuffling one column at a time', () => {
  test('ranks the columns as the formula uses them, with the size the theory gives', async () => {
    const { base, columns } = await permutationImportance(request());
    expect(base).toBe(0);
    expect(columns.map((column) => column.columns[0])).toEqual(['strong', 'weak', 'level', 'twin', 'unused']);
    // Shuffling x in b x costs 2 b^2 var(x).
    expect(columns[0]!.drop.value).toBeGreaterThan(2 * 9 * 0.8);
    expect(columns[0]!.drop.value).toBeLessThan(2 * 9 * 1.2);
    expect(columns[0]!.drop.low).toBeLessThan(columns[0]!.drop.value);
    expect(columns[0]!.deviation).toBeGreaterThan(0);
    expect(columns[0]!.drops).toHaveLength(8);
    expect(columns[0]!.drop.method).toBe('t over 8 shuffles');
    expect(columns.at(-1)!.drop).toMatchObject({ value: 0, low: 0, high: 0, n: ROWS });
  });

  test('is the same for the same seed', async () => {
    expect(await permutationImportance(request())).toEqual(await permutationImportance(request()));
  });

  test('leaves the table as it was', async () => {
    const before = structuredClone(table);
    await permutationImportance(request());
    expect(table).toEqual(before);
  });

  test('a metric that is better when higher drops too', async () => {
    const metric = { id: 'negated', higherIsBetter: true, valueOf: (outcome: Outcome) => -meanSquare.valueOf(outcome) };
    const { columns } = await permutationImportance({ ...request(), metric });
    expect(columns[0]!.drop.value).toBeGreaterThan(10);
  });
});

test('a group is shuffled together, so twins that the model shares do not hide each other', async () => {
  const half = (from: Table) => numbers(from, 'strong').map((value, row) => value + (numbers(from, 'twin')[row]! - 1) / 2);
  const shared = {
    ...request(),
    score: (from: Table): Outcome => ({ kind: 'numbers', actual: half(table), predicted: half(from), weights: null })
  };
  const alone = await permutationImportance({ ...shared, columns: ['strong', 'twin'] });
  const together = await permutationImportance({ ...shared, columns: [['strong', 'twin']] });
  expect(together.columns[0]!.columns).toEqual(['strong', 'twin']);
  expect(together.columns[0]!.drop.value).toBeGreaterThan(3 * alone.columns[0]!.drop.value);
});

test('columns that say the same are found', () => {
  expect(correlatedGroups(table, names)).toEqual([['strong', 'twin'], ['weak'], ['unused'], ['level']]);
});

test('association is 1 for what one fixes of the other, and near 0 for strangers', () => {
  const level = findColumn(table, 'level')!;
  const renamed = categoryColumn(
    'again',
    Array.from(codes(table), (code) => (code ? 'x' : 'y'))
  );
  const spread = { kind: 'number', name: 'n', values: Float64Array.from(codes(table)) } as const;
  expect(association(level, renamed)).toBeCloseTo(1, 12);
  expect(association(level, spread)).toBeCloseTo(1, 12);
  expect(association(findColumn(table, 'strong')!, findColumn(table, 'twin')!)).toBeCloseTo(1, 12);
  expect(association(findColumn(table, 'strong')!, findColumn(table, 'weak')!)).toBeLessThan(0.15);
  expect(association(level, findColumn(table, 'weak')!)).toBeLessThan(0.15);
});

describe('what is refused', () => {
  test('a column that is not there', async () => {
    await expect(permutationImportance({ ...request(), columns: ['colour'] })).rejects.toMatchObject({ code: 'column-not-found' });
  });

  test('a single row', async () => {
    await expect(permutationImportance({ ...request(), table: { rows: 1, columns: [] }, columns: [] })).rejects.toMatchObject({
      code: 'too-few-rows'
    });
  });
});

test('it stops when told to, and tells how far it is', async () => {
  const controller = new AbortController();
  const shares: number[] = [];
  const context = {
    signal: controller.signal,
    breathe: () => Promise.resolve(),
    onProgress: (share: number) => {
      shares.push(share);
      if (shares.length === 10) controller.abort();
    }
  };
  await expect(permutationImportance({ ...request(), context })).rejects.toThrow(/abort/i);
  expect(shares).toHaveLength(10);
  expect(shares[9]).toBeCloseTo(9 / 40, 12);
});
