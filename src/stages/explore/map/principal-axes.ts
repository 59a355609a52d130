import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { symmetricEigen } from '../../../kernels/linear/symmetric-eigen.ts';
import type { Encoding } from './encode-points.ts';

const BLOCK = 2048;

/** The two directions in which the rows spread most. */
export interface PrincipalAxes {
  /** Share of the spread along every direction, largest first. */
  readonly ratios: Float64Array;
  /** Two vectors, row-major [2, axes]. */
  readonly vectors: Float64Array;
}

/**
 * Principal components over all rows, exact: from the covariances, summed up in blocks so that the points are never all in memory.
 * Source: Pearson (1901); equal to scikit-learn's PCA on the same coordinates.
 */
export async function principalAxes({ axes }: Encoding, rows: number, pace: Pacer): Promise<PrincipalAxes> {
  const size = axes.length;
  const sums = new Float64Array(size);
  const products = new Float64Array(size * size);
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    const columns = axes.map(({ at }) => Float64Array.from({ length: count }, (_, i) => at(from + i)));
    columns.forEach((a, i) => {
      sums[i]! += a.reduce((total, value) => total + value, 0);
      for (let j = 0; j <= i; j++) products[i * size + j]! += dot(a, columns[j]!);
    });
    await pace((count * size * (size + 8)) / 2);
  }
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      covariance[i * size + j] = covariance[j * size + i] = products[i * size + j]! / rows - (sums[i]! / rows) * (sums[j]! / rows);
  const { values, vectors } = symmetricEigen(covariance, size);
  const all = values.reduce((total, value) => total + Math.max(0, value), 0);
  return { ratios: values.map((value) => Math.max(0, value) / all), vectors: vectors.slice(0, 2 * size) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

/** The points of some rows. */
export function pointsOf({ axes }: Encoding, rows: ArrayLike<number>): Matrix {
  const cols = axes.length;
  const data = new Float64Array(rows.length * cols);
  axes.forEach(({ at }, j) => {
    for (let i = 0; i < rows.length; i++) data[i * cols + j] = at(rows[i]!);
  });
  return { data, rows: rows.length, cols };
}

/** Points on the plane of two directions, row-major [rows, 2]. */
export function onPlane({ data, rows, cols }: Matrix, vectors: Float64Array): Matrix {
  const flat = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < cols; j++) {
      flat[row * 2]! += data[row * cols + j]! * vectors[j]!;
      if (vectors.length > cols) flat[row * 2 + 1]! += data[row * cols + j]! * vectors[cols + j]!;
    }
  }
  return { data: flat, rows, cols: 2 };
}
