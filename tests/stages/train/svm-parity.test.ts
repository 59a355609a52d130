import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { classTarget, dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

interface Kernel {
  readonly decisions: readonly number[];
  readonly intercept: readonly number[];
  readonly vectors: number;
}

interface Linear {
  readonly coef: readonly number[];
  readonly intercept: readonly number[];
}

/** Made by tests/reference/svm.py with scikit-learn 1.2, whose LIBSVM keeps kernels in single precision: decisions of both differ by some 1e-6. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/svm.json'), 'utf8')) as Readonly<
  Record<string, never>
> & {
  readonly x: readonly (readonly number[])[];
  readonly binary: readonly number[];
  readonly three: readonly number[];
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly svcBinary: Kernel & { readonly objective: number; readonly gamma: number };
};
const told = <T>(name: string) => (fixture as Readonly<Record<string, unknown>>)[name] as T;
const features = numberTable(Object.fromEntries(fixture.x[0]!.map((_, j) => [`x${j}`, fixture.x.map((row) => row[j]!)])));
const binary = classTarget(fixture.binary.map((code) => `class ${code}`));
const three = classTarget(fixture.three.map((code) => `class ${code}`));
const last = classTarget(fixture.three.map((code) => (code === 2 ? 'yes' : 'no')));
const numbers = numberTarget(fixture.y);
const w = Float64Array.from(fixture.w);

function expectClose(what: string, got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))), 0);
  console.info(`${what}: at most ${worst.toExponential(1)} apart`);
  expect(worst).toBeLessThan(tolerance);
}

/** Decisions of each pair, [rows, pairs], from the state. */
function decisionsOf(state: PlainRecord, rows: readonly (readonly number[])[]): number[] {
  const { supports, starts, coefficients, intercepts, gamma } = state as unknown as Record<string, Float64Array> & { gamma: number };
  const cols = rows[0]!.length;
  const n = supports!.length / cols;
  const classes = starts!.length - 1;
  return rows.flatMap((row) => {
    const k = Array.from({ length: n }, (_, s) =>
      Math.exp(-gamma * row.reduce((sum, value, j) => sum + (value - supports![s * cols + j]!) ** 2, 0))
    );
    const sum = (code: number, other: number) =>
      k.reduce((all, one, s) => (s >= starts![code]! && s < starts![code + 1]! ? all + one * coefficients![other * n + s]! : all), 0);
    const pairs = Array.from({ length: classes }, (_, i) => i).flatMap((i) =>
      Array.from({ length: classes - i - 1 }, (_, more) => sum(i, i + more) + sum(i + 1 + more, i))
    );
    return pairs.map((one, pair) => one + intercepts![pair]!);
  });
}

describe('support vectors decide as scikit-learn does', () => {
  test.each([
    ['svcBinary', binary, {}, null],
    ['svcSharp', binary, { C: 20, gamma: 0.7 }, null],
    ['svcWeighted', binary, { C: 0.8, gamma: 0.2 }, w],
    ['svcBalanced', last, { C: 0.8, gamma: 0.2, classWeight: 'balanced' }, null],
    ['svcThree', three, { C: 2, gamma: 0.3 }, null]
  ] as const)('%s', async (name, target, params, weights) => {
    const { state } = await fitModel('svm', dataOf(features, target, weights), { tol: 1e-9, ...params });
    const expected = told<Kernel>(name);
    // with more than two classes LIBSVM counts the first of a pair as positive
    const decisions = decisionsOf(state, fixture.x).map((one) => (name === 'svcThree' ? -one : one));
    expectClose(name, decisions, expected.decisions, 1e-5);
    expect((state['starts'] as Int32Array).at(-1)).toBe(expected.vectors);
  });

  test('the dual objective is theirs, and gamma too', async () => {
    const { state } = await fitModel('svm', dataOf(features, binary), { tol: 1e-9 });
    expectClose('gamma', [state['gamma'] as number], [fixture.svcBinary.gamma], 1e-12);
    const [coefficients, supports] = [state['coefficients'] as Float64Array, state['supports'] as Float64Array];
    let objective = 0;
    coefficients.forEach((a, s) => {
      objective -= Math.abs(a);
      coefficients.forEach((b, t) => {
        let squares = 0;
        for (let j = 0; j < 4; j++) squares += (supports[4 * s + j]! - supports[4 * t + j]!) ** 2;
        objective += 0.5 * a * b * Math.exp(-(state['gamma'] as number) * squares);
      });
    });
    expectClose('objective', [objective], [fixture.svcBinary.objective], 1e-9);
  });

  test.each([
    ['svr', {}, null],
    ['svrWeighted', { C: 5, epsilon: 0.05, gamma: 0.4 }, w]
  ] as const)('%s', async (name, params, weights) => {
    const { state } = await fitModel('svm', dataOf(features, numbers, weights), { tol: 1e-9, ...params });
    expectClose(name, score('svm', state, features), told<Kernel>(name).decisions, 1e-5);
  });
});

describe('linear support vectors have the coefficients of scikit-learn', () => {
  const settings = { tol: 1e-11, maxIter: 1_000_000 };
  test.each([
    ['linearBinary', binary, {}, null],
    ['linearHinge', binary, { loss: 'linear', C: 0.3 }, null],
    ['linearWeighted', binary, { C: 0.5 }, w],
    ['linearBalanced', last, { C: 0.5, classWeight: 'balanced' }, null],
    ['linearThree', three, { C: 0.2 }, null]
  ] as const)('%s', async (name, target, params, weights) => {
    const { state } = await fitModel('linear-svm', dataOf(features, target, weights), { ...settings, ...params });
    const expected = told<Linear>(name);
    expectClose(name, state['coefficients'] as Float64Array, expected.coef, 1e-5);
    expectClose('intercepts', state['intercepts'] as Float64Array, expected.intercept, 1e-5);
  });

  test.each([
    ['linearNumbers', {}],
    ['linearNumbersSquared', { loss: 'squared', C: 0.2, epsilon: 0.2 }]
  ] as const)('%s, in standard deviations of the target', async (name, params) => {
    const { state } = await fitModel('linear-svm', dataOf(features, numbers), { ...settings, ...params });
    const expected = told<Linear>(name);
    const mean = fixture.y.reduce((sum, value) => sum + value, 0) / fixture.y.length;
    const unit = Math.sqrt(fixture.y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fixture.y.length);
    const coefficients = (state['coefficients'] as Float64Array).map((one) => one / unit);
    expectClose(name, coefficients, expected.coef, 1e-5);
    expectClose('intercept', [((state['intercepts'] as Float64Array)[0]! - mean) / unit], expected.intercept, 1e-5);
  });
});
