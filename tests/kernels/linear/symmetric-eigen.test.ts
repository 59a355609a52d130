import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { symmetricEigen } from '../../../src/kernels/linear/symmetric-eigen.ts';

test('a matrix known by hand', () => {
  const { values } = symmetricEigen(Float64Array.from([2, 1, 0, 1, 2, 0, 0, 0, 5]), 3);
  expect([...values].map((value) => Number(value.toFixed(12)))).toEqual([5, 3, 1]);
});

test('values and vectors make the matrix again, and the vectors are orthonormal', () => {
  const rng = createRng(1);
  const size = 12;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = normal(rng);
  const { values, vectors } = symmetricEigen(matrix, size);
  const product = (of: (k: number) => number, i: number, j: number) =>
    Array.from({ length: size }, (_, k) => of(k) * vectors[k * size + i]! * vectors[k * size + j]!).reduce((a, b) => a + b);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      expect(product((k) => values[k]!, i, j)).toBeCloseTo(matrix[i * size + j]!, 10);
      expect(product(() => 1, i, j)).toBeCloseTo(i === j ? 1 : 0, 10);
    }
});
