import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noncentralChiSquareCdf, noncentralFCdf, noncentralityInterval } from '../../src/kernels/noncentral.ts';

interface Reference {
  readonly cases: readonly { readonly law: 'chi-square' | 'F'; readonly args: readonly number[]; readonly value: number }[];
  readonly intervals: readonly { readonly x: number; readonly df: number; readonly low: number; readonly high: number }[];
}
const { cases, intervals } = JSON.parse(readFileSync(join(import.meta.dirname, '../reference/noncentral.json'), 'utf8')) as Reference;

test('noncentral laws agree with SciPy', () => {
  const off = cases.filter(({ law, args: [x = NaN, a = NaN, b = NaN, c = NaN], value }) => {
    const got = law === 'F' ? noncentralFCdf(x, a, b, c) : noncentralChiSquareCdf(x, a, b);
    return !(Math.abs(got - value) < 1e-9);
  });
  expect(off).toEqual([]);
});

test('the interval of a noncentrality agrees with one solved by SciPy', () => {
  for (const { x, df, low, high } of intervals) {
    const got = noncentralityInterval((noncentrality) => noncentralChiSquareCdf(x, df, noncentrality), x);
    expect(Math.abs(got.low - low)).toBeLessThan(1e-4 * Math.max(1, low));
    expect(Math.abs(got.high - high)).toBeLessThan(1e-4 * Math.max(1, high));
  }
});
