import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

interface Told {
  readonly coef: readonly number[];
  readonly intercept: readonly number[];
}

/** Made by tests/reference/train.py with scikit-learn 1.2. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/train.json'), 'utf8')) as Record<string, never> & {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly binary: readonly number[];
  readonly rare: readonly number[];
  readonly three: readonly number[];
  readonly boosting: Readonly<Record<string, readonly number[]>> & { readonly x: readonly (readonly (number | null)[])[] };
};

const told = (name: string) => (fixture as Readonly<Record<string, unknown>>)[name] as Told;
const column = (rows: readonly (readonly (number | null)[])[], j: number) => rows.map((row) => row[j] ?? NaN);
const tableOf = (rows: readonly (readonly (number | null)[])[]): Table =>
  numberTable(Object.fromEntries(rows[0]!.map((_, j) => [`x${j}`, column(rows, j)])));
const names = (codes: readonly number[]) => classTarget(codes.map((code) => `class ${code}`));

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))), 0);
  expect(worst).toBeLessThan(tolerance);
}

const x = tableOf(fixture.x);
const w = Float64Array.from(fixture.w);

describe('linear regression agrees with scikit-learn', () => {
  const duplicated = numberTable({
    ...Object.fromEntries(fixture.x[0]!.map((_, j) => [`x${j}`, column(fixture.x, j)])),
    again: column(fixture.x, 0),
    ones: fixture.x.map(() => 1)
  });
  test.each([
    ['ols', x, {}, null, 1e-9],
    ['olsWeighted', x, {}, w, 1e-9],
    ['olsNoIntercept', x, { fitIntercept: false }, null, 1e-9],
    ['olsDuplicate', duplicated, {}, null, 1e-9],
    ['ridge', x, { alpha: 0.3, l1Ratio: 0 }, null, 1e-9],
    ['elasticNet', x, { alpha: 0.3, tol: 1e-12, maxIter: 100_000 }, null, 1e-6],
    ['lasso', x, { alpha: 0.2, l1Ratio: 1, tol: 1e-12, maxIter: 100_000 }, null, 1e-6],
    ['elasticNetWeighted', x, { alpha: 0.3, tol: 1e-12, maxIter: 100_000 }, w, 1e-6],
    ['elasticNetNoIntercept', x, { alpha: 0.3, tol: 1e-12, maxIter: 100_000, fitIntercept: false }, null, 1e-6]
  ] as const)('%s', async (name, features, params, weights, tolerance) => {
    const { state } = await fitModel('linear', dataOf(features, numberTarget(fixture.y), weights), params);
    const expected = told(name);
    expectClose(state['coefficients'] as Float64Array, expected.coef, tolerance);
    expectClose([state['intercept'] as number], expected.intercept, tolerance);
  });
});

describe('logistic regression agrees with scikit-learn', () => {
  test.each([
    ['logisticBinary', fixture.binary, {}, null],
    ['logisticBinaryC', fixture.binary, { C: 0.05 }, null],
    ['logisticWeighted', fixture.binary, {}, w],
    ['logisticBalanced', fixture.rare, { classWeight: 'balanced' }, null],
    ['logisticNoIntercept', fixture.binary, { fitIntercept: false }, null],
    ['multinomial', fixture.three, {}, null]
  ] as const)('%s', async (name, codes, params, weights) => {
    const { state, notes } = await fitModel('logistic', dataOf(x, names(codes), weights), { ...params, tol: 1e-10 });
    expect(notes).toEqual([]);
    expectClose(state['coefficients'] as Float64Array, told(name).coef, 1e-6);
    expectClose(state['intercepts'] as Float64Array, told(name).intercept, 1e-6);
  });

  test.each([
    ['sagaBinary', fixture.binary, { C: 0.5, l1Ratio: 0.5 }],
    ['sagaLasso', fixture.binary, { C: 0.1, l1Ratio: 1 }],
    ['sagaMultinomial', fixture.three, { C: 0.5, l1Ratio: 0.5 }]
  ] as const)('%s, on standardised features', async (name, codes, params) => {
    const scaled = tableOf(standardised(fixture.x));
    const { state } = await fitModel('logistic', dataOf(scaled, names(codes)), { ...params, tol: 1e-9, maxIter: 100_000 });
    expectClose(state['coefficients'] as Float64Array, told(name).coef, 1e-4);
    expectClose(state['intercepts'] as Float64Array, told(name).intercept, 1e-4);
  });
});

function standardised(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0]!.map((_, j) => column(rows, j));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const scales = columns.map((values, j) => Math.sqrt(values.reduce((sum, value) => sum + (value - means[j]!) ** 2, 0) / values.length));
  return rows.map((row) => row.map((value, j) => (value - means[j]!) / scales[j]!));
}

describe('boosting grows the same trees as scikit-learn', () => {
  const b = fixture.boosting;
  const features = tableOf(b.x);
  const settings = { maxIter: 30, earlyStopping: 'off' };
  const second = (probabilities: Float64Array) => probabilities.filter((_, i) => i % 2 === 1);

  test.each([
    ['regression', {}, null],
    ['regressionL2', { l2Regularization: 5, maxDepth: 3, minSamplesLeaf: 5 }, null],
    ['regressionWeighted', {}, Float64Array.from(b['w']!)]
  ] as const)('%s', async (name, params, weights) => {
    const { state } = await fitModel('boosting', dataOf(features, numberTarget(b['y']!), weights), { ...settings, ...params });
    expectClose(score('boosting', state, features), b[name]!, 1e-5);
  });

  test('two classes', async () => {
    const { state } = await fitModel('boosting', dataOf(features, names(b['binary']!)), settings);
    expectClose(second(score('boosting', state, features)), b['binaryP']!, 1e-5);
  });

  test('three classes', async () => {
    const { state } = await fitModel('boosting', dataOf(features, names(b['three']!), Float64Array.from(b['w3']!)), settings);
    expectClose(score('boosting', state, features), b['threeP']!, 1e-5);
  });

  test('a category feature', async () => {
    const city = categoryColumn(
      'city',
      b['city']!.map((code) => `city ${code}`)
    );
    const mixed = { rows: features.rows, columns: [...features.columns.slice(0, 2), city] };
    const { state } = await fitModel('boosting', dataOf(mixed, numberTarget(b['cityY']!)), settings);
    expectClose(score('boosting', state, mixed), b['category']!, 1e-5);
  });
});
