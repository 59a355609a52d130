import { describe, expect, test } from 'vitest';
import { fixedPoint } from '../../../src/kernels/trees/fixed-point.ts';
import type { LossKind } from '../../../src/kernels/trees/tree-kernel.ts';
import fixture from '../../reference/boosting.json' with { type: 'json' };
import { kernels } from '../../kernels/trees/support.ts';
import { dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

const features = numberTable(Object.fromEntries([0, 1, 2, 3].map((j) => [`x${j}`, fixture.x.map((row) => row[j]!)])));
const settings = { maxIter: 20, maxLeafNodes: 8, earlyStopping: 'off' };
const weights = Float64Array.from(fixture.w);

/** Largest difference, in units of the answer's spread. */
function apart(got: ArrayLike<number>, expected: readonly number[]): number {
  const spread = Math.max(...expected) - Math.min(...expected);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0) / spread;
}

const answers = async (target: readonly number[], params: object, by: Float64Array | null = null) => {
  const { state } = await fitModel('boosting', dataOf(features, numberTarget([...target]), by), { ...settings, ...params });
  return score('boosting', state, features);
};

describe('the same trees as scikit-learn by other losses', () => {
  test.each([
    ['absolute', fixture.y, { loss: 'absolute_error' }, null],
    ['absoluteWeighted', fixture.y, { loss: 'absolute_error' }, weights],
    ['quantile', fixture.y, { loss: 'quantile', quantile: 0.8 }, null],
    ['quantileWeighted', fixture.y, { loss: 'quantile', quantile: 0.2 }, weights],
    ['poisson', fixture.counts, { loss: 'poisson' }, null],
    ['poissonWeighted', fixture.counts, { loss: 'poisson', l2Regularization: 2 }, weights]
  ] as const)('%s', async (name, target, params, by) => {
    expect(apart(await answers(target, params, by), fixture[name])).toBeLessThan(1e-5);
  });
});

describe('the same trees as XGBoost, which keeps numbers in 32 bits', () => {
  test.each([
    ['gamma', fixture.amounts, { loss: 'gamma', minSamplesLeaf: 1 }],
    ['tweedie', fixture.claims, { loss: 'tweedie', tweediePower: 1.3, minSamplesLeaf: 1 }],
    ['l1', fixture.y, { l1Regularization: 6 }],
    ['monotone', fixture.y, { monotone: 'x0 +, x2 -' }],
    ['interaction', fixture.y, { interaction: 'x0, x1; x2, x3' }]
  ] as const)('%s', async (name, target, params) => {
    expect(apart(await answers(target, params), fixture[name])).toBeLessThan(1e-4);
  });
});

describe.each(kernels)('losses and their derivatives: %s', (_, open) => {
  test.each([
    ['absolute', 0],
    ['quantile', 0.3],
    ['poisson', 0],
    ['gamma', 0],
    ['tweedie', 1.4]
  ] as const)('%s as in scikit-learn', async (kind, parameter) => {
    const { raw, y } = fixture.losses;
    const rows = Uint32Array.from(y.keys());
    const kernel = await open({
      ...{ rows: y.length, features: 0, outputs: 1, train: rows, held: new Uint32Array(0), weights: null },
      y: Float64Array.from(y)
    });
    kernel.raw(0).set(raw);
    const loss = { kind: kind satisfies LossKind, parameter };
    const most = kernel.largest(loss, 0, y.length);
    const scale = fixedPoint(y.length, most.gradient, most.hessian);
    const expected = fixture.losses[kind];
    y.forEach((_value, row) => expect(kernel.loss(loss, 'train', row, row + 1, scale)).toBeCloseTo(expected.loss[row]!, 12));
    const derivatives = kernel.derivatives(0);
    y.forEach((_value, row) => {
      expect(derivatives[2 * row]! / scale.gradientScale).toBeCloseTo(expected.gradient[row]!, 6);
      expect(derivatives[2 * row + 1]! / scale.hessianScale).toBeCloseTo(expected.hessian[row] ?? 1, 6);
    });
  });
});
