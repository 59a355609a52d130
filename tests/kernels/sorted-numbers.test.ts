import { expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { countDistinct } from '../../src/kernels/sorted-numbers.ts';
import { dot } from '../../src/kernels/dot.ts';
import { NumberPlaces } from '../../src/kernels/number-places.ts';

test('different numbers are counted as a set counts them', () => {
  const rng = createRng(1);
  for (const size of [0, 1, 50, 30_000]) {
    const values = Float64Array.from({ length: size }, () => (rng() < 0.1 ? NaN : Math.round(rng() * size) - size / 2));
    values.set([0, -0, Infinity].slice(0, size));
    expect(countDistinct(values)).toBe(new Set(values.filter((value) => !Number.isNaN(value))).size);
  }
});

test('a number is found at its place, and another nowhere', () => {
  const numbers = Float64Array.from({ length: 5_000 }, (_, i) => (i - 2_500) / 8);
  const places = new NumberPlaces(numbers);
  expect(Array.from(numbers, (number) => places.of(number))).toEqual([...numbers.keys()]);
  expect([places.of(-0), places.of(0.05), places.of(Infinity)]).toEqual([2_500, -1, -1]);
  expect(new NumberPlaces(new Float64Array(0)).of(1)).toBe(-1);
});

test('a product of any length is the sum of its terms', () => {
  for (let length = 0; length < 9; length++) {
    const x = Float64Array.from({ length }, (_, i) => i + 1);
    expect(dot(x, x)).toBe(x.reduce((sum, value) => sum + value * value, 0));
  }
});
