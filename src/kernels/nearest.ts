import type { Matrix } from '../core/matrix.ts';

/** The k nearest other rows of each row, nearest first, row-major [rows, k]. */
export interface Neighbours {
  readonly k: number;
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Squared Euclidean distances of one row to all. @param into length rows */
export function distancesFrom({ data, rows, cols }: Matrix, row: number, into: Float64Array): void {
  const own = row * cols;
  for (let other = 0; other < rows; other++) {
    let total = 0;
    const base = other * cols;
    for (let j = 0; j < cols; j++) {
      const off = data[own + j]! - data[base + j]!;
      total += off * off;
    }
    into[other] = total;
  }
}

/** Exact nearest neighbours of rows `from` to `to - 1`, written into place. Ties go to the earlier row. */
export function findNeighbours(matrix: Matrix, into: Neighbours, from: number, to: number): void {
  const { k } = into;
  const far = new Float64Array(matrix.rows);
  for (let row = from; row < to; row++) {
    distancesFrom(matrix, row, far);
    const start = row * k;
    let filled = 0;
    for (let other = 0; other < matrix.rows; other++) {
      if (other === row || (filled === k && far[other]! >= into.distances[start + k - 1]!)) continue;
      let at = filled < k ? filled++ : k - 1;
      for (; at > 0 && into.distances[start + at - 1]! > far[other]!; at--) {
        into.distances[start + at] = into.distances[start + at - 1]!;
        into.rows[start + at] = into.rows[start + at - 1]!;
      }
      into.distances[start + at] = far[other]!;
      into.rows[start + at] = other;
    }
    for (let i = 0; i < k; i++) into.distances[start + i] = Math.sqrt(into.distances[start + i]!);
  }
}

export const emptyNeighbours = (rows: number, k: number): Neighbours => ({
  k,
  rows: new Int32Array(rows * k),
  distances: new Float64Array(rows * k)
});
