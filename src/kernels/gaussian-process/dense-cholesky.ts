import type { Work } from '../work.ts';

/** Large symmetric matrices, row-major [size, size], a row at a time, so that the work can be stopped. Only lower triangles are read and written. */

/**
 * Replaces a positive definite matrix A by the triangle L with L Lᵀ = A.
 * @returns false where A is not positive definite, as far as numbers can tell; its lower triangle is then spoilt
 */
export function* factorise(a: Float64Array, size: number): Work<boolean> {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) a[i * size + j] = (a[i * size + j]! - dotOf(a, i * size, a, j * size, j)) / a[j * size + j]!;
    const pivot = a[i * size + i]! - dotOf(a, i * size, a, i * size, i);
    if (!(pivot > 0)) return false;
    a[i * size + i] = Math.sqrt(pivot);
    yield (i * i) / 2 + 1;
  }
  return true;
}

/** Solves A x = b, A given by its triangle L. @returns x */
export function* solveFactorised(l: Float64Array, size: number, b: Float64Array): Work<Float64Array> {
  const x = b.slice();
  for (let i = 0; i < size; i++) x[i] = (x[i]! - dotOf(l, i * size, x, 0, i)) / l[i * size + i]!;
  yield (size * size) / 2;
  for (let i = size - 1; i >= 0; i--) {
    x[i]! /= l[i * size + i]!;
    for (let k = 0; k < i; k++) x[k]! -= l[i * size + k]! * x[i]!;
  }
  yield (size * size) / 2;
  return x;
}

/** The lower triangle of the inverse of A, A given by its triangle L. */
export function* inverseOf(l: Float64Array, size: number): Work<Float64Array> {
  // row j holds column j of the inverse of L, which is 0 before place j
  const columns = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const pivot = l[i * size + i]!;
    for (let j = 0; j < i; j++) columns[j * size + i] = -dotOf(l, i * size + j, columns, j * size + j, i - j) / pivot;
    columns[i * size + i] = 1 / pivot;
    yield (i * i) / 2 + 1;
  }
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) inverse[i * size + j] = dotOf(columns, i * size + i, columns, j * size + i, size - i);
    yield i * (size - i) + 1;
  }
  return inverse;
}

/** Four sums at a time: one alone waits for itself. */
function dotOf(x: Float64Array, from: number, y: Float64Array, at: number, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < length; k += 4) {
    a += x[from + k]! * y[at + k]!;
    b += x[from + k + 1]! * y[at + k + 1]!;
    c += x[from + k + 2]! * y[at + k + 2]!;
    d += x[from + k + 3]! * y[at + k + 3]!;
  }
  for (; k < length; k++) a += x[from + k]! * y[at + k]!;
  return a + b + c + d;
}
