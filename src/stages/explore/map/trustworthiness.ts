import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { distancesFrom, emptyNeighbours, findNeighbours } from '../../../kernels/nearest.ts';

/**
 * Whether the neighbours a map shows are neighbours in truth: 1 = all of them, 0.5 = about as many as chance brings. Source: Venna & Kaski (2001),
 * "Neighborhood preservation in nonlinear projection methods"; equal to scikit-learn's trustworthiness.
 * @param neighbours less than half of the rows
 */
export async function trustworthiness(points: Matrix, flat: Matrix, neighbours: number, pace: Pacer): Promise<number> {
  const n = points.rows;
  const shown = emptyNeighbours(n, neighbours);
  const far = new Float64Array(n);
  let penalty = 0;
  for (let row = 0; row < n; row++) {
    findNeighbours(flat, shown, row, row + 1);
    distancesFrom(points, row, far);
    for (let i = 0; i < neighbours; i++) {
      const other = shown.rows[row * neighbours + i]!;
      let rank = 1;
      for (let j = 0; j < n; j++) if (j !== row && (far[j]! < far[other]! || (far[j] === far[other] && j < other))) rank++;
      penalty += Math.max(0, rank - neighbours);
    }
    await pace(n * (points.cols + neighbours + 4));
  }
  return 1 - (penalty * 2) / (n * neighbours * (2 * n - 3 * neighbours - 1));
}
