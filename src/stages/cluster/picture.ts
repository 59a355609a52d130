import type { ClusterFindings } from '../../core/cluster-findings.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Rng } from '../../core/rng.ts';
import { symmetricEigen } from '../../kernels/linear/symmetric-eigen.ts';
import { drawRows, takeRows } from './rows.ts';

const MOST_POINTS = 1000;

/** Some rows on the two principal components, and the share of the variance that these show. */
export function pictureOf(matrix: Matrix, labels: Int32Array, rng: Rng): ClusterFindings['picture'] {
  const rows = drawRows(matrix.rows, MOST_POINTS, rng);
  const { data, cols } = takeRows(matrix, rows);
  const centre = new Float64Array(cols);
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < cols; j++) centre[j]! += data[i * cols + j]! / rows.length;
  const covariance = new Float64Array(cols * cols);
  for (let i = 0; i < rows.length; i++)
    for (let a = 0; a < cols; a++)
      for (let b = 0; b < cols; b++)
        covariance[a * cols + b]! += ((data[i * cols + a]! - centre[a]!) * (data[i * cols + b]! - centre[b]!)) / rows.length;
  const { values, vectors } = symmetricEigen(covariance, cols);
  const along = (i: number, k: number) => {
    let sum = 0;
    for (let j = 0; k < cols && j < cols; j++) sum += vectors[k * cols + j]! * (data[i * cols + j]! - centre[j]!);
    return sum;
  };
  const whole = values.reduce((sum, value) => sum + value, 0);
  return {
    points: Array.from(rows, (row, i) => ({ x: along(i, 0), y: along(i, 1), cluster: labels[row]! })),
    share: whole > 0 ? (values[0]! + (values[1] ?? 0)) / whole : 1
  };
}
