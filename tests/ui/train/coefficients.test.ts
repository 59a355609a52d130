import { expect, test } from 'vitest';
import { inOrder, sayCoefficient } from '../../../src/ui/train/coefficients.ts';

const row = (feature: string | null, coefficient: number, error: number | null) => ({
  feature,
  class: null,
  coefficient,
  error,
  low: null,
  high: null,
  robust: null
});

test('the intercept comes first, then the surest coefficients', () => {
  const rows = [row('vague', 9, 10), row('sure', -0.1, 0.001), row(null, 0, 1)];
  expect(inOrder(rows).map(({ feature }) => feature)).toEqual([null, 'sure', 'vague']);
});

test('without errors the largest come first', () => {
  const rows = [row('small', 0.1, null), row('large', -3, null)];
  expect(inOrder(rows).map(({ feature }) => feature)).toEqual(['large', 'small']);
});

test.each([
  [0, '0'],
  [1234.567, '1235'],
  [-0.123456, '-0.1235'],
  [1.5e-7, '1.50e-7'],
  [2.5e9, '2.50e+9'],
  [null, '']
])('%s is written as "%s"', (value, text) => {
  expect(sayCoefficient(value)).toBe(text);
});
