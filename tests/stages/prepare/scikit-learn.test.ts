import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { categoryColumn, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { applyRecipe } from '../../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from './context.ts';

type Rows = readonly (readonly (number | null)[])[];
const oracle = JSON.parse(readFileSync(new URL('../../reference/prepare-steps.json', import.meta.url), 'utf8')) as Record<string, Rows> & {
  levelsTrain: (string | null)[];
  levelsTest: string[];
};

const numbers = (rows: Rows): Table => ({
  rows: rows.length,
  columns: rows[0]!.map((_, j) => ({ kind: 'number', name: `x${j}`, values: Float64Array.from(rows, (row) => row[j] ?? NaN) }))
});
const levels = (values: readonly (string | null)[]): Table => ({ rows: values.length, columns: [categoryColumn('level', values)] });
const rowsOf = (table: Table) =>
  Array.from({ length: table.rows }, (_, i) => table.columns.map((column) => (column as NumberColumn).values[i]!));

/** One column lies around 1e8: there scikit-learn's `x * scale + offset` of min-max loses digits that subtracting first keeps, hence 1e-8. */
function expectClose(table: Table, expected: Rows) {
  rowsOf(table).forEach((row, i) =>
    row.forEach((value, j) => {
      const want = expected[i]![j]!;
      if (want === null) expect(value, `row ${i}, column ${j}`).toBeNaN();
      else
        expect(Math.abs(value - want), `row ${i}, column ${j}: ${value} against ${want}`).toBeLessThanOrEqual(
          1e-8 * Math.max(1, Math.abs(want))
        );
    })
  );
  expect(table.columns.length).toBe(expected[0]!.length);
}

async function through(kind: string, params: Record<string, unknown>, train: Table, rows: Table) {
  const { fitted } = await fitRecipe([{ kind, columns: [], params }], train, quiet());
  return applyRecipe(fitted, rows);
}

test.each(['standard', 'min-max', 'robust'])('scaling by "%s" agrees with scikit-learn', async (method) => {
  expectClose(await through('scale', { method }, numbers(oracle['train']!), numbers(oracle['test']!)), oracle[method]!);
});

test.each(['median', 'mean', 'mode', 'constant'])('filling gaps by "%s" agrees with scikit-learn', async (strategy) => {
  const params = strategy === 'constant' ? { strategy, fillValue: -7.5 } : { strategy };
  expectClose(await through('impute', params, numbers(oracle['train']!), numbers(oracle['test']!)), oracle[strategy]!);
});

test('one-hot agrees with scikit-learn', async () => {
  const [train, rows] = [levels(oracle.levelsTrain), levels(oracle.levelsTest)];
  expectClose(await through('one-hot', {}, train, rows), oracle['oneHot']!);
  expectClose(await through('one-hot', { drop: 'first' }, train, rows), oracle['oneHotFirst']!);
});

test('ordinal agrees with scikit-learn', async () => {
  expectClose(await through('ordinal', {}, levels(oracle.levelsTrain), levels(oracle.levelsTest)), oracle['ordinal']!);
});
