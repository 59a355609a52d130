import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as distributions from '../../src/kernels/distributions.ts';
import { logGamma } from '../../src/kernels/special-functions.ts';

interface Case {
  readonly name: string;
  readonly args: readonly number[];
  readonly value: number;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../reference/distributions.json'), 'utf8')) as Case[];
const functions = { ...distributions, logGamma } as unknown as Record<string, (...args: readonly number[]) => number>;

/** Relative, but for what is 0 on paper and some 1e-16 in floating point. */
const difference = (name: string, got: number, wanted: number) =>
  Math.abs(got - wanted) / Math.max(Math.abs(wanted), /Quantile|logGamma/.test(name) ? 1e-5 : 1e-300);

describe.each([...new Set(cases.map((entry) => entry.name))])('%s', (name) => {
  test('agrees with SciPy', () => {
    const own = cases.filter((entry) => entry.name === name);
    const worst = own
      .map(({ args, value }) => ({ args, value, got: functions[name]!(...args), off: difference(name, functions[name]!(...args), value) }))
      .sort((a, b) => b.off - a.off)[0]!;
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(1e-10);
  });
});

test('arguments outside the domain give NaN', () => {
  expect(distributions.normalQuantile(1.5)).toBeNaN();
  expect(distributions.chiSquareSf(3, 0)).toBeNaN();
  expect(distributions.tSf(NaN, 3)).toBeNaN();
  expect(distributions.tQuantile(0.5, -1)).toBeNaN();
  expect(distributions.betaQuantile(-0.1, 1, 1)).toBeNaN();
  expect(distributions.fSf(1, 0, 4)).toBeNaN();
  expect(distributions.kolmogorovSf(NaN)).toBeNaN();
});

test('ends of the range are exact', () => {
  expect(distributions.normalQuantile(0)).toBe(-Infinity);
  expect(distributions.normalQuantile(1)).toBe(Infinity);
  expect(distributions.chiSquareSf(0, 4)).toBe(1);
  expect(distributions.chiSquareSf(Infinity, 4)).toBe(0);
  expect(distributions.tSf(Infinity, 4)).toBe(0);
  expect(distributions.tCdf(2, Infinity)).toBe(distributions.normalCdf(2));
  expect(distributions.betaQuantile(0, 2, 3)).toBe(0);
  expect(distributions.betaQuantile(1, 2, 3)).toBeCloseTo(1, 12);
  expect(distributions.kolmogorovSf(0)).toBe(1);
});
