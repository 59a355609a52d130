import type { Matrix } from '../../core/matrix.ts';
import type { Work } from '../../kernels/work.ts';
import { squaredFar } from './rows.ts';

/** Euclidean distances of all pairs, condensed: (0, 1), (0, 2), ... */
export function* pairDistances(matrix: Matrix): Work<Float64Array> {
  const { rows, cols } = matrix;
  const far = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) far[at++] = Math.sqrt(squaredFar(matrix, i, j));
    yield (rows - i) * cols;
  }
  return far;
}
