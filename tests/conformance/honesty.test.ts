import * as kit from 'virtual:predict-runtime';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { createRng, normal, type Rng } from '../../src/core/rng.ts';
import { categoryColumn, gather, type Column, type Table } from '../../src/core/table.ts';
import type { LearningTask } from '../../src/core/target.ts';
import { takeRows } from '../../src/jobs/experiment/labelled-rows.ts';
import { outcomeOf } from '../../src/jobs/experiment/outcome-of.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { encodePackage, readPackage } from '../../src/predict/package-file.ts';
import { plainRows } from '../../src/predict/plain-rows.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import type { Scores } from '../../src/predict/scores.ts';
import { judge } from '../../src/stages/evaluate/judge.ts';
import { exportModel } from '../../src/stages/export/export-model.ts';
import { experimentOf, firstRows, packageOf } from '../jobs/experiment-of.ts';
import { planRun } from '../../src/jobs/training/plan-run.ts';
import { quiet } from '../jobs/support.ts';
import { cpuEngine } from '../neural/cpu-engine.ts';

/**
 * Every model there is, through the whole of a run: recipe, folds, fit, package. What no learner may find, what none may miss, what none may touch,
 * and that its answers are the same wherever it is asked.
 */
const cases = modelTypes.all.flatMap((model) => model.tasks.map((task) => [model.id, task] as const));

/** What would take long at its defaults, and shows the same with less. */
const SMALL: Readonly<Record<string, PlainRecord>> = {
  forest: { nEstimators: 30 },
  'extra-trees': { nEstimators: 30 },
  'quantile-forest': { nEstimators: 30 },
  boosting: { maxIter: 40 },
  'gaussian-process': { maxIter: 8 },
  'explainable-boosting': { outerBags: 2, maxIter: 60 },
  mlp: { hiddenLayerSizes: [8], maxIter: 60, learningRateInit: 0.02, batchSize: 50 },
  cnn: { filters: [4], denseUnits: 8, dropout: 0, maxIter: 12, learningRateInit: 0.04, batchSize: 50 }
};
const trainedBy = (model: string) => ({
  model,
  params: { ...(defaultsOf(modelTypes.get(model).params) as PlainRecord), ...SMALL[model] },
  openEngine: () => cpuEngine()
});

const EDGE = 4;
/** Small pictures whose brightness is what there is to learn. */
function pictures(light: readonly number[], rng: Rng): Column {
  const pixels = Uint8Array.from({ length: light.length * EDGE * EDGE }, (_, i) =>
    Math.max(0, Math.min(255, 128 + 40 * light[Math.floor(i / (EDGE * EDGE))]! + 20 * normal(rng)))
  );
  return { kind: 'image', name: 'picture', width: EDGE, height: EDGE, channels: 1, pixels };
}

/** Numbers with gaps, a category, or pictures, as the model takes them; the answer goes with one signal among them. */
function tableFor(model: string, task: LearningTask, rows: number, seed: number, noise = 0.3): Table {
  const rng = createRng(seed);
  const draw = () => Array.from({ length: rows }, () => normal(rng));
  const signal = draw();
  const said = signal.map((value) => value + noise * normal(rng));
  const answer: Column =
    task === 'regression'
      ? { kind: 'number', name: 'answer', values: Float64Array.from(said) }
      : categoryColumn('answer', said.map((value) => (value > 0 ? 'yes' : 'no'))); // prettier-ignore
  if (modelTypes.get(model).takes === 'image') return { rows, columns: [pictures(signal, rng), answer] };
  const gappy = draw().map((value, i) => (i % 7 === 3 ? NaN : value));
  const level = categoryColumn('level', signal.map((_, i) => ['red', 'green', 'blue'][(i * 7) % 3]!)); // prettier-ignore
  const numbers = [signal, draw(), gappy].map((values, j): Column => ({
    kind: 'number',
    name: `x${j}`,
    values: Float64Array.from(values)
  }));
  return { rows, columns: [...numbers, level, answer] };
}

const ROWS = 240;
const TRAIN = 140;
const parts = firstRows(ROWS, TRAIN);

/** The score on rows kept out, of a model on real or on shuffled answers. */
async function scoreOf(model: string, task: LearningTask, table: Table, randomLabels: boolean) {
  const experiment = experimentOf(table, 'answer', task);
  const given = { ...trainedBy(model), randomLabels };
  const { pkg } = await packageOf(experiment, parts, given);
  const plan = planRun(experiment, parts, { ...given, model: modelTypes.get(model), seed: 0, split: { kind: 'random' } });
  const rows = takeRows(plan.rows, parts.validation);
  const outcome = outcomeOf(createScorer(pkg).scoreTable(rows.inputs), rows, plan.scoring.positive);
  const id = task === 'regression' ? 'r2' : 'roc_auc';
  return (await judge(outcome, { seed: 1, context: quiet, metrics: [id] }))[id]!;
}

describe.each(cases)('%s, %s', { timeout: 240_000 }, (model, task) => {
  const chance = task === 'regression' ? 0 : 0.5;

  test('finds nothing in shuffled answers', async () => {
    const { value, low } = await scoreOf(model, task, tableFor(model, task, ROWS, 11), true);
    expect(low).toBeLessThanOrEqual(chance);
    expect(value).toBeLessThan(chance + 0.12);
  });

  test('nothing of rows kept out of the fit gets into the package: neither their inputs nor their answers', async () => {
    const table = tableFor(model, task, ROWS, 13);
    const other = tableFor(model, task, ROWS, 14);
    const mixed = { rows: ROWS, columns: table.columns.map((column, i) => joined(column, other.columns[i]!)) };
    const [one, two] = [table, mixed].map((each) => packageOf(experimentOf(each, 'answer', task), parts, trainedBy(model)));
    const learned = async (made: typeof one) => {
      const { pkg } = await made!;
      const { recipe, model: fitted, uncertainty, calibration, inputs, reference } = pkg;
      return { recipe, fitted, uncertainty, calibration, inputs, columns: reference.columns };
    };
    expect(await learned(two)).toEqual(await learned(one));
  });

  test('answers a row alone, in a batch, from its file and from an exported file alike', async () => {
    const table = tableFor(model, task, ROWS, 15);
    const { pkg } = await packageOf(experimentOf(table, 'answer', task), parts, trainedBy(model));
    const bytes = encodePackage(pkg);
    const scorer = createScorer(readPackage(bytes));
    const held = gather({ rows: ROWS, columns: table.columns.filter(({ name }) => name !== 'answer') }, parts.validation);
    const batch = valuesOf(createScorer(pkg).scoreTable(held));
    const width = batch.length / held.rows;
    expect(valuesOf(scorer.scoreTable(held))).toEqual(batch);
    for (const row of [0, 3, held.rows - 1])
      expect(valuesOf(scorer.scoreTable(gather(held, [row])))).toEqual(batch.slice(row * width, (row + 1) * width));
    expect(scorer.scoreRows(plainRows(held))).toHaveLength(held.rows);
    for (const format of ['javascript', 'html', 'lathe']) {
      const { parity } = exportModel({ format, bytes, scorer, title: model, heldOut: held, kit });
      expect(parity).toMatchObject({ checked: true, rows: held.rows, maxDifference: 0 });
    }
  });
});

const valuesOf = (scores: Scores): Float64Array => (scores.kind === 'classes' ? scores.probabilities : scores.values);

/** The training rows of one column and the rows kept out of another. */
function joined(first: Column, second: Column): Column {
  const mix = <A extends Float64Array | Int32Array | Uint8Array>(a: A, b: A, width = 1): A => {
    const out = a.slice() as A;
    out.set(b.subarray(TRAIN * width) as never, TRAIN * width);
    return out;
  };
  if (first.kind === 'image' && second.kind === 'image') return { ...first, pixels: mix(first.pixels, second.pixels, EDGE * EDGE) };
  if (first.kind === 'number' && second.kind === 'number') return { ...first, values: mix(first.values, second.values) };
  if (first.kind !== 'category' || second.kind !== 'category') throw new TypeError('Two columns of two kinds.');
  const told = (column: typeof first, row: number) => column.labels[column.codes[row]!] ?? null;
  return categoryColumn(first.name, Array.from({ length: ROWS }, (_, row) => told(row < TRAIN ? first : second, row)), first.labels); // prettier-ignore
}

/** What shuffled answers say is worth something only because with a leak the same score is far from chance. */
test.each(cases.filter(([model]) => model !== 'baseline'))(
  '%s, %s: finds a planted leak, an input that is the answer but for a little noise',
  { timeout: 240_000 },
  async (model, task) => {
    const { low } = await scoreOf(model, task, tableFor(model, task, ROWS, 12, 0.02), false);
    expect(low).toBeGreaterThan(task === 'regression' ? 0.6 : 0.9);
  }
);

const regressors = modelTypes.all.filter(({ tasks }) => tasks.includes('regression')).map(({ id }) => id);

test.each(regressors)('%s: intervals of predictions hold 95 of 100 fresh answers', { timeout: 300_000 }, async (model) => {
  const isNetwork = modelTypes.get(model).family === 'network';
  const most = process.env['LATHE_FULL'] === undefined ? 24 : 60;
  const [sets, train, fresh] = [isNetwork ? most / 6 : most, 80, 300];
  let held = 0;
  for (let set = 0; set < sets; set++) {
    const table = tableFor(model, 'regression', train + fresh, 100 + set, 0.6);
    const cut = firstRows(train + fresh, train);
    const { pkg } = await packageOf(
      experimentOf(table, 'answer', 'regression'),
      { ...cut, validation: new Uint32Array(0) },
      trainedBy(model)
    );
    const scores = createScorer(pkg).scoreTable(gather(table, cut.validation));
    const answers = (table.columns.at(-1) as { values: Float64Array }).values.subarray(train);
    if (scores.kind !== 'numbers' || !scores.low || !scores.high) throw new TypeError('There is no interval.');
    answers.forEach((value, row) => (held += scores.low![row]! <= value && value <= scores.high![row]! ? 1 : 0));
  }
  const share = held / (sets * fresh);
  // A width set on 80 residuals covers 95 % give or take 2.4 %; the mean over the sets is known that much better.
  const slack = 3 * Math.sqrt((0.05 * 0.95) / (train * sets)) + 0.005;
  expect(share).toBeGreaterThan(0.95 - slack);
  expect(share).toBeLessThan(0.98 + slack);
});
