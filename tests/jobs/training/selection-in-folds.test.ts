import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { allRows, categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { crossValidate } from '../../../src/jobs/training/cross-validate.ts';
import { scoreFolds } from '../../../src/jobs/training/fold-scores.ts';
import { planRun } from '../../../src/jobs/training/plan-run.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { experimentOf, firstRows } from '../experiment-of.ts';
import { quiet } from '../support.ts';

const ROWS = 100;
const FOLDS = 5;

/** Columns of noise, and answers that chance gave. */
function noise(columns: number, seed: number): Table {
  const rng = createRng(seed);
  const own = Array.from({ length: columns }, (_, j): Column => ({
    kind: 'number',
    name: `x${j}`,
    values: Float64Array.from({ length: ROWS }, () => normal(rng))
  }));
  const answers = Array.from({ length: ROWS }, (_, i) => (i % 2 ? 'yes' : 'no'));
  return { rows: ROWS, columns: [...own, categoryColumn('y', answers)] };
}

const outside = { ...quiet, openEngine: () => Promise.reject(new Error('none')), onCurve: () => undefined };

/** The cross-validated area under the curve of a logistic regression behind some steps. */
async function auc(table: Table, recipe: readonly RecipeStep[]) {
  const experiment = experimentOf(table, 'y', 'classification');
  const plan = planRun({ ...experiment, project: { ...experiment.project, recipe } }, firstRows(ROWS, ROWS), {
    model: modelTypes.get('logistic'),
    params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord,
    seed: 0,
    randomLabels: false,
    split: { kind: 'random' }
  });
  const foldOf = (row: number) => Math.floor(row / 2) % FOLDS;
  const folds = Array.from({ length: FOLDS }, (_, k) => ({
    train: allRows(ROWS).filter((row) => foldOf(row) !== k),
    validation: allRows(ROWS).filter((row) => foldOf(row) === k)
  }));
  const outcomes = await crossValidate(plan, folds, plan.rows, plan.scoring, outside);
  return (await scoreFolds(outcomes, 1, quiet)).cv['roc_auc']!;
}

const SELECTIONS: readonly (readonly [RecipeStep, number])[] = [
  [{ kind: 'select-best', columns: [], params: { k: 10 } }, 2000],
  [{ kind: 'select-by-model', columns: [], params: { alpha: 0.25, maxFeatures: 10 } }, 500],
  [{ kind: 'eliminate', columns: [], params: { nFeaturesToSelect: 10, step: 0.3 } }, 200]
];

test.each(SELECTIONS)('the best of noise, chosen within the folds, tell nothing of shuffled answers: $kind', async (step, columns) => {
  const { value, low } = await auc(noise(columns, 7), [step]);
  expect(low).toBeLessThanOrEqual(0.5);
  expect(value).toBeLessThan(0.65);
});

test('the same choice made over all rows first would be taken for knowledge', async () => {
  const table = noise(2000, 7);
  const inputs = { rows: ROWS, columns: table.columns.slice(0, -1) };
  const { target } = experimentOf(table, 'y', 'classification').rows;
  const { table: chosen } = await fitRecipe([SELECTIONS[0]![0]], inputs, { ...quiet, rng: createRng(1), target });
  const { value } = await auc({ rows: ROWS, columns: [...chosen.columns, table.columns.at(-1)!] }, []);
  expect(value).toBeGreaterThan(0.8);
});

test('a column that is the answer is found among two thousand of noise', async () => {
  const table = noise(2000, 9);
  const codes = (table.columns.at(-1) as { codes: Int32Array }).codes;
  const leak: Column = { kind: 'number', name: 'leak', values: Float64Array.from(codes) };
  const { value } = await auc({ rows: ROWS, columns: [leak, ...table.columns] }, [{ kind: 'select-best', columns: [], params: { k: 1 } }]);
  expect(value).toBe(1);
});
