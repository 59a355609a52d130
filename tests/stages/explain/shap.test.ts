import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { gather, gatherColumn, type Table } from '../../../src/core/table.ts';
import type { Target } from '../../../src/core/target.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { explainRows } from '../../../src/stages/explain/shap/explain-rows.ts';
import { localError, type Shap, type ShapRequest } from '../../../src/stages/explain/shap/shap-type.ts';
import { treeInteractions } from '../../../src/stages/explain/shap/tree-shap.ts';
import { shapleyOf } from '../../kernels/shap/support.ts';
import { classes, features, numbers, packageOf } from '../package/trained-packages.ts';
import { quiet } from '../evaluate/fixtures.ts';

const shown = gather(features, [0, 4, 13, 27]);
const background = gather(features, [2, 13, 22, 31, 40, 57, 103]);

/** The probability of a class or the answer, of the whole model. */
function answersOf(pkg: ModelPackage, code: number | null): (table: Table) => Float64Array {
  const scorer = createScorer(pkg);
  return (table) => {
    const scores = scorer.scoreTable(table);
    if (scores.kind === 'numbers') return scores.values;
    return Float64Array.from({ length: table.rows }, (_, row) => scores.probabilities[row * scores.labels.length + code!]!);
  };
}

const requestFor = (pkg: ModelPackage, code: number | null, more: Partial<ShapRequest> = {}): ShapRequest => ({
  ...{ pkg, table: shown, background, code, predict: answersOf(pkg, code), rng: createRng(1), context: quiet },
  ...more
});

/** What the whole model says of a table, in the unit that is explained. */
function inUnit({ unit }: Shap, pkg: ModelPackage, code: number | null): (table: Table) => Float64Array {
  const answers = answersOf(pkg, code);
  // of a class that is nearly sure, one less its probability would be all rounding
  const rest = code === null ? answers : answersOf(pkg, 1 - code);
  if (unit === 'log-odds') return (table) => rest(table).map((other, row) => Math.log(answers(table)[row]! / other));
  return unit === 'logarithm' ? (table) => answers(table).map(Math.log) : answers;
}

/** Shapley values of the original columns by the definition, through the recipe: all coalitions of them against all background rows. */
function byDefinition(found: Shap, pkg: ModelPackage, code: number | null): number[][] {
  const score = inUnit(found, pkg, code);
  return Array.from({ length: shown.rows }, (_, row) => {
    const game = (known: number) => {
      const columns = features.columns.map((_column, j) => {
        const own = gatherColumn(shown.columns[j]!, new Array<number>(background.rows).fill(row));
        return (known >> j) & 1 ? own : background.columns[j]!;
      });
      return score({ rows: background.rows, columns }).reduce((sum, value) => sum + value, 0) / background.rows;
    };
    return shapleyOf(game, features.columns.length);
  });
}

const cases: [string, Target, number | null, Record<string, unknown>, string][] = [
  ['boosting', classes, 1, { maxIter: 12 }, 'trees against rows'],
  ['boosting', classes, 0, { maxIter: 12 }, 'trees against rows'],
  ['boosting', numbers, null, { maxIter: 12 }, 'trees against rows'],
  ['tree', classes, 1, {}, 'trees against rows'],
  ['forest', classes, 0, { nEstimators: 4 }, 'trees against rows'],
  ['extra-trees', numbers, null, { nEstimators: 4 }, 'trees against rows'],
  ['logistic', classes, 0, {}, 'sum'],
  ['linear', numbers, null, {}, 'sum'],
  ['huber', numbers, null, {}, 'sum'],
  ['linear-svm', classes, 1, {}, 'sum'],
  ['gam', classes, 1, {}, 'terms'],
  ['explainable-boosting', classes, 0, { outerBags: 1, interactions: 0 }, 'terms'],
  ['naive-bayes', classes, 1, {}, 'all coalitions'],
  ['neighbours', numbers, null, {}, 'all coalitions']
];

describe.each(cases)('%s', (id, target, code, params, way) => {
  test(`of ${target.kind}, ${code}: its original columns have the Shapley values of the definition, which add up to its answer`, async () => {
    const pkg = await packageOf(id, target, params);
    const found = await explainRows('shap', requestFor(pkg, code), null);
    expect(found.way).toBe(way);
    expect(found.players.map(({ label }) => label)).toEqual(['x', 'noise', 'level', 'at']);
    expect(localError(found)).toBeLessThan(1e-10);
    const whole = inUnit(found, pkg, code)(shown);
    byDefinition(found, pkg, code).forEach((values, row) => {
      expect(Math.abs(found.outputs[row]! - whole[row]!)).toBeLessThan(1e-9);
      values.forEach((value, j) => expect(Math.abs(found.values[row * 4 + j]! - value)).toBeLessThan(1e-9));
    });
  });
});

describe('by cover', () => {
  test.each(['boosting', 'forest'])('%s adds up as well, and pairs add up to their columns', async (id) => {
    const pkg = await packageOf(id, classes, id === 'forest' ? { nEstimators: 5 } : { maxIter: 10 });
    const request = requestFor(pkg, 1);
    const found = await explainRows('tree-shap', request, features);
    expect(found.way).toBe('trees by cover');
    expect(localError(found)).toBeLessThan(1e-12);
    const pairs = (await treeInteractions(request, features))!;
    found.values.forEach((value, line) => {
      const sum = pairs.values.subarray(line * 4, (line + 1) * 4).reduce((all, each) => all + each, 0);
      expect(Math.abs(sum - value)).toBeLessThan(1e-12);
    });
  });

  test('a model without trees is told so', async () => {
    const pkg = await packageOf('logistic', classes);
    await expect(explainRows('tree-shap', requestFor(pkg, 1), features)).rejects.toMatchObject({ code: 'explanation-not-for-model' });
    const trees = await packageOf('tree', classes);
    await expect(explainRows('linear-shap', requestFor(trees, 1), null)).rejects.toMatchObject({ code: 'explanation-not-for-model' });
  });
});

test('several classes: each has its own values, and together they make the probabilities', async () => {
  const three: Target = {
    ...classes,
    kind: 'classes',
    labels: ['no', 'yes', 'perhaps'],
    codes: classes.kind === 'classes' ? classes.codes.map((code, i) => (i % 5 === 0 ? 2 : code)) : new Int32Array(0)
  };
  for (const id of ['boosting', 'logistic']) {
    const pkg = await packageOf(id, three, id === 'boosting' ? { maxIter: 5 } : {});
    const found = await Promise.all([0, 1, 2].map((code) => explainRows('shap', requestFor(pkg, code), null)));
    for (const each of found) expect(localError(each)).toBeLessThan(1e-10);
    const chances = found.map(({ outputs }) => outputs.map(Math.exp));
    const total = chances[0]!.map((chance, row) => chance + chances[1]![row]! + chances[2]![row]!);
    answersOf(pkg, 1)(shown).forEach((share, row) => expect(chances[1]![row]! / total[row]!).toBeCloseTo(share, 10));
  }
});

test('a pair of an additive model is a player of its own', async () => {
  const pkg = await packageOf('explainable-boosting', classes, { outerBags: 1, interactions: 2 });
  const found = await explainRows('linear-shap', requestFor(pkg, 1), null);
  expect(localError(found)).toBeLessThan(1e-10);
  expect(found.players.slice(4).every(({ label, columns }) => label === columns.join(' × '))).toBe(true);
  expect(found.players.length).toBeGreaterThan(4);
});

test('asked from outside, trees say the same as from inside', async () => {
  const pkg = await packageOf('forest', classes, { nEstimators: 4 });
  const inside = await explainRows('tree-shap', requestFor(pkg, 1), null);
  const outside = await explainRows('kernel-shap', requestFor(pkg, 1), null);
  inside.values.forEach((value, i) => expect(Math.abs(value - outside.values[i]!)).toBeLessThan(1e-12));
});
