import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Inference } from '../../../src/core/inference.ts';
import { elasticNetPath } from '../../../src/kernels/linear/coordinate-descent.ts';
import { fitQuantile } from '../../../src/kernels/linear/quantile.ts';
import { fitSmoothQuantile } from '../../../src/kernels/linear/smooth-quantile.ts';
import { finish } from '../../../src/kernels/work.ts';
import { scaledAnswers } from '../../../src/stages/train/linear/scaled-answers.ts';
import { scaledColumns } from '../../../src/stages/train/linear/scaled-columns.ts';
import { classTarget, dataOf, fitContext, fitModel, numberTable, numberTarget } from './support.ts';

interface Told {
  readonly coef: readonly number[];
  readonly intercept: number;
  readonly loss: number;
}

interface ToldErrors {
  readonly coef: readonly number[];
  readonly errors: readonly number[];
  readonly robust: readonly number[];
}

/** Made by tests/reference/linear.py with scikit-learn 1.2 and statsmodels 0.13. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/linear.json'), 'utf8')) as Record<
  'y' | 'w' | 'counts' | 'positive' | 'amounts' | 'binary',
  readonly number[]
> & { readonly x: readonly (readonly number[])[] };

const told = (name: string) => (fixture as Readonly<Record<string, unknown>>)[name] as Told & ToldErrors;
const x = numberTable(Object.fromEntries(fixture.x[0]!.map((_, j) => [`x${j}`, fixture.x.map((row) => row[j]!)])));
const w = Float64Array.from(fixture.w);

function furthest(got: ArrayLike<number>, expected: readonly number[]): number {
  expect(got).toHaveLength(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))), 0);
}

/** Errors are small numbers: their differences are taken as shares. */
const furthestShare = (got: ArrayLike<number>, expected: readonly number[]) =>
  furthest(
    expected.map((value, i) => got[i]! / value),
    expected.map(() => 1)
  );

async function coefficientsOf(id: string, y: readonly number[], params: Record<string, unknown>, weights: Float64Array | null = null) {
  const { state } = await fitModel(id, dataOf(x, numberTarget(y), weights), params);
  return [...(state['coefficients'] as Float64Array), state['intercept'] as number];
}

const inferenceOf = (state: Readonly<Record<string, unknown>>) => state['inference'] as Inference;

test('a path of elastic nets is that of scikit-learn', () => {
  const { alphas, coef } = (fixture as unknown as { path: { alphas: readonly number[]; coef: readonly (readonly number[])[] } }).path;
  const centred = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Float64Array.from(values, (value) => value - mean);
  };
  const columns = fixture.x[0]!.map((_, j) => centred(fixture.x.map((row) => row[j]!)));
  const penalties = alphas.map((alpha) => ({ l1: 0.7 * alpha * fixture.y.length, l2: 0.3 * alpha * fixture.y.length }));
  const found = finish(elasticNetPath(columns, centred(fixture.y), penalties, { maxIter: 100_000, tol: 1e-12 }));
  found.forEach(({ coefficients, converged }, k) => {
    expect(converged).toBe(true);
    expect(furthest(coefficients, coef[k]!)).toBeLessThan(1e-7);
  });
});

describe('the generalised linear model agrees with scikit-learn', () => {
  test.each([
    ['poisson', 'counts', {}, null],
    ['poissonPenalty', 'counts', { alpha: 0.3 }, null],
    ['poissonWeighted', 'counts', { alpha: 0.1 }, w],
    ['poissonNoIntercept', 'counts', { alpha: 0.1, fitIntercept: false }, null],
    ['gamma', 'positive', { alpha: 0.1, distribution: 'gamma' }, null],
    ['tweedie', 'amounts', { alpha: 0.05 }, null],
    ['inverseGaussian', 'positive', { alpha: 0.1, distribution: 'tweedie', power: 3 }, null],
    ['normal', 'y', { alpha: 0.2, distribution: 'normal' }, null]
  ] as const)('%s', async (name, target, params, weights) => {
    const { coef, intercept } = told(name);
    expect(furthest(await coefficientsOf('glm', fixture[target], params, weights), [...coef, intercept])).toBeLessThan(1e-6);
  });
});

describe('Huber regression agrees with scikit-learn', () => {
  test.each([
    ['huber', {}, null],
    ['huberPenalty', { epsilon: 1.1, alpha: 20 }, null],
    ['huberWeighted', { epsilon: 1.5, alpha: 0.1 }, w]
  ] as const)('%s', async (name, params, weights) => {
    const { coef, intercept } = told(name);
    expect(furthest(await coefficientsOf('huber', fixture.y, params, weights), [...coef, intercept])).toBeLessThan(1e-7);
  });
});

describe('quantile regression agrees with scikit-learn', () => {
  test.each([
    ['median', {}, null],
    ['upper', { quantile: 0.9 }, null],
    ['medianPenalty', { alpha: 0.1 }, null],
    ['lowerWeighted', { quantile: 0.2, alpha: 0.01 }, w]
  ] as const)('%s', async (name, params, weights) => {
    const { coef, intercept, loss } = told(name);
    const { alpha, quantile } = { alpha: 0, quantile: 0.5, ...params };
    const found = await coefficientsOf('quantile', fixture.y, params, weights);
    const losses = fixture.y.map((y, i) => {
      const residual = y - found[4]! - fixture.x[i]!.reduce((sum, value, j) => sum + value * found[j]!, 0);
      return (weights ? weights[i]! : 1) * (residual > 0 ? quantile * residual : (quantile - 1) * residual);
    });
    const total = weights ? weights.reduce((sum, weight) => sum + weight, 0) : losses.length;
    const own =
      losses.reduce((sum, value) => sum + value, 0) / total + alpha * found.slice(0, 4).reduce((sum, value) => sum + Math.abs(value), 0);
    expect(Math.abs(own / loss - 1)).toBeLessThan(1e-8);
    expect(furthest(found, [...coef, intercept])).toBeLessThan(1e-5);
  });
});

describe('standard errors agree with statsmodels', () => {
  test('least squares, classical and HC3', async () => {
    const { state } = await fitModel('linear', dataOf(x, numberTarget(fixture.y)));
    const { errors, robust, degrees, why } = inferenceOf(state);
    expect(why).toBeNull();
    expect(degrees).toBe(145);
    expect(furthestShare(errors, told('olsErrors').errors)).toBeLessThan(1e-8);
    expect(furthestShare(robust, told('olsErrors').robust)).toBeLessThan(1e-8);
  });

  test('least squares without an intercept', async () => {
    const { state } = await fitModel('linear', dataOf(x, numberTarget(fixture.y)), { fitIntercept: false });
    const { errors, robust } = inferenceOf(state);
    expect(furthestShare(errors.slice(0, 4), told('olsNoIntercept').errors)).toBeLessThan(1e-8);
    expect(furthestShare(robust.slice(0, 4), told('olsNoIntercept').robust)).toBeLessThan(1e-8);
    expect(errors[4]).toBe(0);
  });

  test('logistic regression without a penalty', async () => {
    const { state } = await fitModel('logistic', dataOf(x, classTarget(fixture.binary.map(String), ['0', '1'])), { penalty: 'none' });
    const { coef, errors } = told('logitErrors');
    expect(furthest([...(state['coefficients'] as Float64Array), ...(state['intercepts'] as Float64Array)], coef)).toBeLessThan(1e-7);
    expect(furthestShare(inferenceOf(state).errors, errors)).toBeLessThan(1e-6);
  });

  test.each([
    ['poissonErrors', 'counts', {}],
    ['gammaErrors', 'positive', {}],
    ['tweedieErrors', 'amounts', {}]
  ] as const)('%s', async (name, target, params) => {
    const { state } = await fitModel('glm', dataOf(x, numberTarget(fixture[target])), params);
    const { coef, errors } = told(name);
    expect(furthest([...(state['coefficients'] as Float64Array), state['intercept'] as number], coef)).toBeLessThan(1e-6);
    expect(furthestShare(inferenceOf(state).errors, errors)).toBeLessThan(1e-6);
  });
});

test('quantile regression with bends rounded off comes as near to the least loss as it says', async () => {
  const target = numberTarget(fixture.y);
  const columns = await scaledColumns(dataOf(x, target), { fitIntercept: true, outputs: 1 }, fitContext());
  const { y, weights } = scaledAnswers(target, null, true);
  const problem = { kernel: columns.kernel, y, weights, quantile: 0.7, l1: new Float64Array(4).fill(0.01), fitIntercept: true };
  const least = finish(fitQuantile(problem, { maxIter: 100, tol: 1e-10 }));
  const near = finish(fitSmoothQuantile(problem, { maxIter: 10_000, tol: 1e-6 }));
  const lossAt = (at: Float64Array) => {
    const residuals = y.map((value, i) => value - at[4]! - [0, 1, 2, 3].reduce((sum, j) => sum + at[j]! * columns.kernel.column(j)[i]!, 0));
    const rows = residuals.reduce((sum, residual) => sum + (residual > 0 ? 0.7 * residual : -0.3 * residual), 0) / y.length;
    return rows + 0.01 * at.slice(0, 4).reduce((sum, value) => sum + Math.abs(value), 0);
  };
  expect(near.converged).toBe(true);
  const excess = lossAt(near.at) / lossAt(least.at) - 1;
  expect(excess).toBeGreaterThan(-1e-9);
  expect(excess).toBeLessThan(near.gap);
  expect(near.gap).toBeLessThan(1e-3);
});
