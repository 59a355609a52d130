import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

interface CloudState {
  readonly [key: string]: Plain;
  readonly names: readonly string[];
  readonly centre: Float64Array;
  /** Lower triangle of the covariance, row-major [names, names]. */
  readonly triangle: Float64Array;
}

/** Squares beyond this are as good as infinite. */
const FARTHEST = 1e300;

/** The Mahalanobis distance of a row from the middle. */
export const mahalanobisScorer = defineScorer<CloudState>({
  id: 'mahalanobis',
  holds: 'sums',
  compile({ names, centre, triangle }) {
    const size = isNames(names) && names.length > 0 ? names.length : NaN;
    expectState('mahalanobis', 'centre', isFiniteArray(centre) && centre.length === size);
    expectState('mahalanobis', 'triangle', isFiniteArray(triangle) && triangle.length === size * size);
    const z = new Float64Array(size);
    return (table) => {
      const rows = numbersOf(table, names);
      return Float64Array.from({ length: table.rows }, (_, row) => {
        let sum = 0;
        for (let i = 0; i < size; i++) {
          let rest = rows[row * size + i]! - centre[i]!;
          for (let k = 0; k < i; k++) rest -= triangle[i * size + k]! * z[k]!;
          z[i] = rest / triangle[i * size + i]!;
          sum += z[i]! * z[i]!;
        }
        return Math.sqrt(Math.min(sum, FARTHEST));
      });
    };
  }
});
