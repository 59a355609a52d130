import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { categoryColumn, gather, type Table } from '../../../src/core/table.ts';
import { gatherTarget, type Target } from '../../../src/core/target.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { aucOf, classTarget, dataOf, fitContext, fitModel, numberColumn, numberTable, numberTarget, score } from './support.ts';

interface ToldTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly rows: readonly number[];
  readonly values: readonly (readonly number[])[];
  readonly importances: readonly number[];
  readonly probe: readonly (readonly number[])[];
}

type Level = Readonly<Record<'test' | 'testSd' | 'oob' | 'oobSd', number>>;

/** Made by tests/reference/forest.py with scikit-learn 1.2. */
const told = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/forest.json'), 'utf8')) as {
  readonly x: readonly (readonly number[])[];
  readonly probe: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly binary: readonly number[];
  readonly three: readonly number[];
  readonly trees: Readonly<Record<string, ToldTree>>;
  readonly paths: Readonly<Record<string, { readonly ccpAlphas: readonly number[]; readonly impurities: readonly number[] }>>;
  readonly samples: Readonly<Record<string, Readonly<Record<'forest' | 'extra-trees', Level>>>>;
};

const tableOf = (rows: readonly (readonly number[])[]) =>
  numberTable(Object.fromEntries([0, 1, 2, 3].map((j) => [`x${j}`, rows.map((row) => row[j]!)])));
const names = (codes: readonly number[]) => classTarget(codes.map((code) => `class ${code}`));
const features = tableOf(told.x);
const weights = Float64Array.from(told.w);
const targets = { numbers: numberTarget(told.y), binary: names(told.binary), three: names(told.three) };
const own = { maxLeafNodes: 0, minSamplesLeaf: 8, leafPrior: 0 };

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance = 1e-9): void {
  expect(got).toHaveLength(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))), 0);
  expect(worst).toBeLessThan(tolerance);
}

const cases = [
  ['regression', 'numbers', own, null],
  ['regressionWeighted', 'numbers', { ...own, maxDepth: 5 }, weights],
  ['binary', 'binary', { ...own, minSamplesLeaf: 9 }, weights],
  ['three', 'three', own, weights],
  ['entropy', 'three', { ...own, criterion: 'entropy', minSamplesSplit: 20 }, weights],
  ['entropyBinary', 'binary', { ...own, minSamplesLeaf: 9, criterion: 'entropy' }, weights],
  ['pruned', 'numbers', { ...own, ccpAlpha: 0.2 }, null],
  ['prunedThree', 'three', { ...own, ccpAlpha: 0.008 }, weights]
] as const;

/** Thresholds node by node; scikit-learn writes -2 for a leaf. */
const thresholdsOf = (state: PlainRecord): number[] => {
  const [right, at, cuts] = [state['right'] as Int32Array, state['at'] as Int32Array, state['cuts'] as Float64Array];
  return Array.from(right, (other, node) => (other === 0 ? -2 : cuts[at[node]!]!));
};

describe('a decision tree is the one that scikit-learn grows', () => {
  test.each(cases)('%s', async (name, target, params, rowWeights) => {
    const { state } = await fitModel('tree', dataOf(features, targets[target], rowWeights), params);
    const tree = told.trees[name]!;
    const right = state['right'] as Int32Array;
    const isLeaf = (node: number) => right[node] === 0;
    expect(Array.from(state['feature'] as Uint16Array, (j, node) => (isLeaf(node) ? -1 : j))).toEqual(tree.feature);
    expect(thresholdsOf(state)).toEqual(tree.threshold);
    expect([...(state['cover'] as Int32Array)]).toEqual(tree.rows);
    expectClose(state['nodeValues'] as Float64Array, tree.values.flat(), 1e-8);
    expectClose(state['importances'] as Float64Array, tree.importances, 1e-8);
  });

  test('grown best first to nine leaves', async () => {
    const { state } = await fitModel('tree', dataOf(features, targets.numbers), { ...own, maxLeafNodes: 9 });
    const tree = told.trees['leaves']!;
    expect(state['right']).toHaveLength(17);
    expect([...(state['cover'] as Int32Array)].sort((a, b) => a - b)).toEqual(tree.rows.toSorted((a, b) => a - b));
    expectClose(score('tree', state, tableOf(told.probe)), tree.probe.flat());
  });

  test.each([
    ['regression', 'numbers', own, null],
    ['regressionWeighted', 'numbers', own, weights],
    ['three', 'three', own, weights],
    ['entropy', 'three', { ...own, criterion: 'entropy' }, weights]
  ] as const)('with the same path of pruning: %s', async (name, target, params, rowWeights) => {
    const { state } = await fitModel('tree', dataOf(features, targets[target], rowWeights), params);
    const path = state['path'] as Readonly<Record<'ccpAlphas' | 'impurities', Float64Array>>;
    expectClose(path.ccpAlphas, told.paths[name]!.ccpAlphas);
    expectClose(path.impurities, told.paths[name]!.impurities, rowWeights ? 1e-8 : 1e-9);
  });
});

type Row = Readonly<Record<string, string>>;

/** Every column but the answer, a number where all its values are. */
function sample(name: string, answer: string, step: number): { rows: Row[]; table: Table } {
  const text = readFileSync(join(import.meta.dirname, `../../../public/samples/${name}.csv`), 'utf8');
  const all = Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
  const rows = all.filter((row) => row[answer] !== '').filter((_, i) => i % step === 0);
  const columns = Object.keys(rows[0]!)
    .filter((column) => column !== answer && column !== 'alive')
    .map((column) => {
      const values = rows.map((row) => row[column]!.trim());
      const isNumber = values.every((value) => value === '' || Number.isFinite(Number(value)));
      return isNumber
        ? numberColumn(
            column,
            values.map((value) => (value === '' ? NaN : Number(value)))
          )
        : categoryColumn(
            column,
            values.map((value) => value || null)
          );
    });
  return { rows, table: { rows: rows.length, columns } };
}

/** Fits on four fifths of the rows and scores every fifth. */
async function heldOut(id: string, table: Table, target: Target, seed: number) {
  const rows = Array.from({ length: table.rows }, (_, i) => i);
  const [train, held] = [rows.filter((i) => i % 5 !== 4), rows.filter((i) => i % 5 === 4)];
  const data = dataOf(gather(table, train), gatherTarget(target, train) as never);
  const { state, notes } = await fitModel(id, data, {}, fitContext(seed));
  return { held, out: score(id, state, gather(table, held)), outOfBag: Number(/ is ([\d.]+) \(/.exec(notes[0]?.message ?? '')?.[1]) };
}

/** Standard deviations between seeds that two means may lie apart: three of a difference between one of ten seeds and one of two, and a little. */
const reachOf = (spread: number) => 4 * spread;

describe.each(['forest', 'extra-trees'] as const)('%s does as well as that of scikit-learn', (id) => {
  test.each([
    ['adult', 'income', 8, '>50K'],
    ['titanic', 'survived', 1, '1']
  ] as const)('on %s', async (name, answer, step, positive) => {
    const { rows, table } = sample(name, answer, step);
    const level = told.samples[name]![id];
    const runs = await Promise.all([1, 2].map((seed) => heldOut(id, table, classTarget(rows.map((row) => row[answer]!.trim())), seed)));
    const isYes = runs[0]!.held.map((row) => rows[row]![answer]!.trim() === positive);
    const auc = runs.reduce(
      (sum, { out }) =>
        sum +
        aucOf(
          out.filter((_, i) => i % 2 === 1),
          isYes
        ) /
          2,
      0
    );
    const outOfBag = runs.reduce((sum, run) => sum + run.outOfBag / 2, 0);
    console.info(
      `${name}, ${id}: AUC ${auc.toFixed(4)}, scikit-learn ${level.test.toFixed(4)} (sd ${level.testSd.toFixed(4)}); out of bag ${outOfBag || 'none'}, ${level.oob.toFixed(4)}`
    );
    expect(auc).toBeGreaterThan(level.test - reachOf(level.testSd));
    if (id === 'forest') expect(outOfBag).toBeGreaterThan(level.oob - reachOf(level.oobSd));
  });

  test('on wine-quality', async () => {
    const { rows, table } = sample('wine-quality', 'quality', 1);
    const y = rows.map((row) => Number(row['quality']));
    const level = told.samples['wine-quality']![id];
    const runs = await Promise.all([1, 2].map((seed) => heldOut(id, table, numberTarget(y), seed)));
    const { held } = runs[0]!;
    const mean = held.reduce((sum, row) => sum + y[row]!, 0) / held.length;
    const total = held.reduce((sum, row) => sum + (y[row]! - mean) ** 2, 0);
    const r2 = runs.reduce(
      (sum, { out }) => sum + (1 - held.reduce((wrong, row, i) => wrong + (y[row]! - out[i]!) ** 2, 0) / total) / 2,
      0
    );
    console.info(`wine-quality, ${id}: R2 ${r2.toFixed(4)}, scikit-learn ${level.test.toFixed(4)} (sd ${level.testSd.toFixed(4)})`);
    expect(r2).toBeGreaterThan(level.test - reachOf(level.testSd));
    if (id === 'forest') expect(runs[0]!.outOfBag).toBeGreaterThan(level.oob - reachOf(level.oobSd));
  });
});
