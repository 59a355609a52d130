import type { Work } from '../work.ts';
import { EDGE, tileOfDots } from './tile-of-dots.ts';

/**
 * Large symmetric matrices, row-major [size, size], four rows at a time, so that the work can be stopped. Only lower triangles are read and written.
 * All of it is products of rows with rows, a tile of four by four at once: what is read is used four times.
 */

/**
 * Replaces a positive definite matrix A by the triangle L with L Lᵀ = A.
 * @returns false where A is not positive definite, as far as numbers can tell; its lower triangle is then spoilt
 */
export function* factorise(a: Float64Array, size: number): Work<boolean> {
  const dots = new Float64Array(EDGE * EDGE);
  for (let top = 0; top < size; top += EDGE) {
    for (let left = 0; left <= top; left += EDGE) {
      tileOfDots(a, top, a, left, { size, from: 0, to: left }, dots);
      if (!endTile(a, size, top, left, dots)) return false;
    }
    yield EDGE * ((top * top) / 2 + 1);
  }
  return true;
}

/** The entries of a tile of L, what lies left of the tile having been multiplied. @returns false where a pivot is not positive */
function endTile(a: Float64Array, size: number, top: number, left: number, dots: Float64Array): boolean {
  for (let i = top; i < Math.min(top + EDGE, size); i++) {
    for (let j = left; j < Math.min(left + EDGE, i + 1); j++) {
      let rest = a[i * size + j]! - dots[(i - top) * EDGE + j - left]!;
      for (let k = left; k < j; k++) rest -= a[i * size + k]! * a[j * size + k]!;
      if (i === j && !(rest > 0)) return false;
      a[i * size + j] = i === j ? Math.sqrt(rest) : rest / a[j * size + j]!;
    }
  }
  return true;
}

/** Solves A x = b, A given by its triangle L. @returns x */
export function* solveFactorised(l: Float64Array, size: number, b: Float64Array): Work<Float64Array> {
  const x = b.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[i * size + k]! * x[k]!;
    x[i]! /= l[i * size + i]!;
  }
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
  const columns = yield* inverseColumns(l, size);
  const inverse = new Float64Array(size * size);
  const dots = new Float64Array(EDGE * EDGE);
  for (let top = 0; top < size; top += EDGE) {
    for (let left = 0; left <= top; left += EDGE) {
      tileOfDots(columns, top, columns, left, { size, from: top, to: size }, dots);
      for (let i = top; i < Math.min(top + EDGE, size); i++)
        for (let j = left; j < Math.min(left + EDGE, i + 1); j++) inverse[i * size + j] = dots[(i - top) * EDGE + j - left]!;
    }
    yield EDGE * (top * (size - top) + 1);
  }
  return inverse;
}

/** The inverse of L, turned: row j holds its column j, which is 0 before place j. */
function* inverseColumns(l: Float64Array, size: number): Work<Float64Array> {
  const columns = new Float64Array(size * size);
  const dots = new Float64Array(EDGE * EDGE);
  for (let top = 0; top < size; top += EDGE) {
    for (let left = 0; left <= top; left += EDGE) {
      tileOfDots(l, top, columns, left, { size, from: left, to: top }, dots);
      for (let j = left; j < Math.min(left + EDGE, size); j++) {
        for (let i = Math.max(top, j); i < Math.min(top + EDGE, size); i++) {
          let sum = dots[(i - top) * EDGE + j - left]!;
          for (let k = top; k < i; k++) sum += l[i * size + k]! * columns[j * size + k]!;
          columns[j * size + i] = ((i === j ? 1 : 0) - sum) / l[i * size + i]!;
        }
      }
    }
    yield EDGE * ((top * top) / 2 + 1);
  }
  return columns;
}
