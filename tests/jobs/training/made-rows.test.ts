import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { allRows, categoryColumn, gather, type NumberColumn, type Table } from '../../../src/core/table.ts';
import { gatherTarget } from '../../../src/core/target.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { crossValidate } from '../../../src/jobs/training/cross-validate.ts';
import { takeRows } from '../../../src/jobs/experiment/labelled-rows.ts';
import { scoreFit } from '../../../src/jobs/training/score-fit.ts';
import { fitPlan } from '../../../src/jobs/training/fit-plan.ts';
import { planRun } from '../../../src/jobs/training/plan-run.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../support.ts';
import { experimentOf, firstRows, packageOf } from '../experiment-of.ts';

const ROWS = 400;
const defaults = defaultsOf(modelTypes.get('logistic').params) as PlainRecord;
const steps = [
  { kind: 'scale', columns: [] },
  { kind: 'smote', columns: [] }
];

/** One in ten is "yes", told a little by the number. */
function rare(): Table {
  const rng = createRng(4);
  const answers = Array.from({ length: ROWS }, (_, i) => (i % 10 === 0 ? 'yes' : 'no'));
  const values = Float64Array.from(answers, (answer) => normal(rng) + (answer === 'yes' ? 1 : 0));
  return { rows: ROWS, columns: [{ kind: 'number', name: 'x', values }, categoryColumn('y', answers)] };
}

const planOf = (table: Table) => {
  const experiment = experimentOf(table, 'y', 'classification');
  return planRun({ ...experiment, project: { ...experiment.project, recipe: steps } }, firstRows(ROWS, 300), {
    model: modelTypes.get('logistic'),
    params: defaults,
    seed: 0,
    randomLabels: false,
    split: { kind: 'random' }
  });
};
const outside = { ...quiet, openEngine: () => Promise.reject(new Error('none')), onCurve: () => undefined };

test('rows left out of a fold are judged as they are, in their number, and none was a parent', async () => {
  const plan = planOf(rare());
  const fold = { train: allRows(ROWS).slice(0, 200), validation: allRows(ROWS).slice(200, 300) };
  const [judged] = await crossValidate(plan, [fold], plan.rows, plan.scoring, outside);
  const outcome = judged!.outcome;
  if (outcome.kind !== 'classes') throw new Error('Classes were asked for.');
  expect(outcome.actual).toHaveLength(100);
  expect([...outcome.actual]).toEqual([...(gatherTarget(plan.rows.target, fold.validation) as { codes: Int32Array }).codes]);
});

test('a planted leak: what is outside the training part changes nothing of what is learned', async () => {
  const table = rare();
  const spoiled: Table = {
    rows: ROWS,
    columns: table.columns.map((column) =>
      column.kind === 'number' ? { ...column, values: column.values.map((value, i) => (i < 300 ? value : 1e6)) } : column
    )
  };
  const recipes = await Promise.all(
    [table, spoiled].map(async (rows) => {
      const plan = planOf(rows);
      const inputs = gather(plan.rows.inputs, plan.parts.train);
      const target = gatherTarget(plan.rows.target, plan.parts.train);
      return fitRecipe(plan.steps, inputs, { ...quiet, rng: createRng(1), target });
    })
  );
  expect(recipes[1]!.table).toEqual(recipes[0]!.table);
  expect(Math.max(...(recipes[1]!.table.columns[0] as NumberColumn).values)).toBeLessThan(10);
  const every = planOf(spoiled).rows;
  const all = await fitRecipe(steps, every.inputs, { ...quiet, rng: createRng(1), target: every.target });
  expect(all.table).not.toEqual(recipes[0]!.table);
});

test('a package holds no step about rows, and the run says that its probabilities are no chances', async () => {
  const experiment = experimentOf(rare(), 'y', 'classification');
  const chosen = { ...experiment, project: { ...experiment.project, recipe: steps } };
  const { pkg, notes, fit } = await packageOf(chosen, firstRows(ROWS, 300), { model: 'logistic', params: defaults });
  expect(pkg.recipe.map(({ kind }) => kind)).not.toContain('smote');
  expect(notes.map(({ code }) => code)).toContain('made-rows-uncalibrated');
  expect(fit.notes.map(({ code }) => code)).toContain('rows-made');
});

test('made-up rows raise the chances of the rare class', async () => {
  const plan = planOf(rare());
  const rows = takeRows(plan.rows, plan.parts.train);
  const meanChance = async (one: typeof plan) => {
    const outcome = await scoreFit(one, await fitPlan(one, rows, outside), rows, one.scoring, outside);
    if (outcome.kind !== 'classes') throw new Error('Classes were asked for.');
    return outcome.probabilities.filter((_, i) => i % 2 === 1).reduce((sum, chance) => sum + chance, 0) / rows.inputs.rows;
  };
  expect(await meanChance({ ...plan, steps: steps.slice(0, 1) })).toBeCloseTo(0.1, 3);
  expect(await meanChance(plan)).toBeGreaterThan(0.3);
});
