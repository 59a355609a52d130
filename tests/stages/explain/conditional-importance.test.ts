import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type Table } from '../../../src/core/table.ts';
import { conditionalCells } from '../../../src/stages/explain/conditional-cells.ts';
import { permutationImportance } from '../../../src/stages/explain/permutation-importance.ts';
import { quiet } from '../evaluate/fixtures.ts';

const ROWS = 1000;

/** The answer hangs on `cause` and `other`; `twin` is `cause` with some noise, `level` tells whether `cause` is above 0. */
function makeTable(): Table {
  const rng = createRng(11);
  const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
  const cause = draw();
  const noise = draw();
  return {
    rows: ROWS,
    columns: [
      { kind: 'number', name: 'cause', values: cause },
      { kind: 'number', name: 'twin', values: cause.map((value, i) => value + 0.15 * noise[i]!) },
      { kind: 'number', name: 'other', values: draw() },
      categoryColumn(
        'level',
        Array.from(cause, (value, i) => (i % 50 === 0 ? null : value > 0 ? 'up' : 'down'))
      )
    ]
  };
}

const table = makeTable();
const names = table.columns.map(({ name }) => name);
const numbers = (from: Table, name: string) => (findColumn(from, name) as { values: Float64Array }).values;
const actual = numbers(table, 'cause').map((value, i) => value + numbers(table, 'other')[i]!);
/** A model that shares its trust out between the twins, as one with a penalty does. */
const model = (from: Table) =>
  numbers(from, 'cause').map((value, i) => 0.5 * value + 0.5 * numbers(from, 'twin')[i]! + numbers(from, 'other')[i]!);
const score = (from: Table): Outcome => ({ kind: 'numbers', actual, predicted: model(from), weights: null });
const meanSquare = {
  id: 'mse',
  higherIsBetter: false,
  valueOf: ({ actual: truth, predicted }: Outcome) =>
    Array.from(truth, (value, i) => (value - predicted[i]!) ** 2).reduce((a, b) => a + b) / ROWS
};
const cellsOf = (column: string) => conditionalCells({ table, column, others: names });
const measure = async (within: ReadonlyMap<string, Int32Array>) => {
  const found = await permutationImportance({
    score,
    table,
    columns: names,
    within,
    metric: meanSquare,
    rng: createRng(2),
    context: quiet
  });
  return Object.fromEntries(found.columns.map(({ columns, drop }) => [columns[0]!, drop]));
};

describe('cells', () => {
  test('are of what goes together with a column, and tell most of it', () => {
    const cells = cellsOf('twin');
    expect(cells.given).toEqual(['cause', 'level']);
    expect(cells.known).toBeGreaterThan(0.95);
    const sizes = new Map<number, number>();
    cells.cellOf.forEach((cell) => sizes.set(cell, (sizes.get(cell) ?? 0) + 1));
    expect(sizes.size).toBe(cells.count);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(10);
  });

  test('of a category, with gaps, are made alike', () => {
    const cells = cellsOf('level');
    expect(cells.given).toEqual(expect.arrayContaining(['cause', 'twin']));
    expect(cells.known).toBeGreaterThan(0.8);
  });

  test('are one where nothing goes together with the column, or it is of a kind that has no such measure', () => {
    expect(cellsOf('other')).toMatchObject({ given: [], count: 1, known: 0 });
    expect(conditionalCells({ table, column: 'twin', others: ['twin'] }).count).toBe(1);
  });
});

describe('shuffling within cells', () => {
  test('shows that a twin says next to nothing beyond the other, which shuffling alone does not', async () => {
    const alone = await measure(new Map());
    const within = await measure(new Map(names.map((name) => [name, cellsOf(name).cellOf])));
    // Shuffling b x among all rows costs 2 b^2 var(x).
    expect(alone['twin']!.value).toBeGreaterThan(0.4);
    expect(within['twin']!.value).toBeLessThan(0.05 * alone['twin']!.value);
    expect(within['other']!.value).toBeGreaterThan(0.9 * alone['other']!.value);
    expect(within['level']!.value).toBe(0);
  });

  test('stays in the cells and moves each value once', async () => {
    const cellOf = Int32Array.from({ length: ROWS }, (_, i) => i % 7);
    const seen: Float64Array[] = [];
    await permutationImportance({
      score: (from) => (seen.push(numbers(from, 'other')), score(from)),
      ...{
        table,
        columns: ['other'],
        within: new Map([['other', cellOf]]),
        repeats: 1,
        metric: meanSquare,
        rng: createRng(3),
        context: quiet
      }
    });
    const [before, after] = seen as [Float64Array, Float64Array];
    for (let cell = 0; cell < 7; cell++)
      expect(after.filter((_, i) => i % 7 === cell).sort()).toEqual(before.filter((_, i) => i % 7 === cell).sort());
    expect(after).not.toEqual(before);
  });
});
