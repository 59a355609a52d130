import { expect, test } from 'vitest';
import { deviation, mean, median, quantile, quantileSorted, sum, variance } from '../../src/core/stats.ts';

test('a sum keeps small terms beside large ones', () => {
  expect(sum([1e16, 1, -1e16])).toBe(1);
  expect(sum(new Float64Array(10_000_000).fill(0.1))).toBe(1_000_000);
  expect(sum([1, Infinity])).toBe(Infinity);
  expect(sum([])).toBe(0);
});

test('mean and variance', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
  expect(variance([1, 2, 3], 0)).toBeCloseTo(2 / 3, 15);
  expect(variance([4])).toBeNaN();
  expect(deviation([2, 4])).toBeCloseTo(Math.SQRT2, 15);
});

test('quantiles interpolate between order statistics', () => {
  expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantileSorted([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 15);
  expect(quantileSorted([1, 2], 2)).toBe(2);
  expect(quantile([3, NaN, 1, 2], 1)).toBe(3);
  expect(median([5, 1, 3])).toBe(3);
  expect(median([])).toBeNaN();
  expect(quantileSorted([-Infinity, -Infinity, 0], 0.25)).toBe(-Infinity);
});
