import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

interface BorderState {
  readonly [key: string]: Plain;
  readonly names: readonly string[];
  readonly gamma: number;
  /** Row-major [supports, names]. */
  readonly supports: Float64Array;
  readonly coefficients: Float64Array;
  /** Less what the sum of kernels is on the border. */
  readonly intercept: number;
}

/** How far a row lies outside the border: above 0 outside, below inside. */
export const oneClassSvmScorer = defineScorer<BorderState>({
  id: 'one-class-svm',
  holds: 'rows',
  stepsPerRow: ({ supports, coefficients }) => supports.length + 20 * coefficients.length,
  compile({ names, gamma, supports, coefficients, intercept }) {
    const expect = (what: string, holds: boolean) => expectState('one-class-svm', what, holds);
    const size = isNames(names) && names.length > 0 ? names.length : NaN;
    expect('coefficients', isFiniteArray(coefficients) && gamma > 0 && Number.isFinite(intercept));
    expect('supports', isFiniteArray(supports) && supports.length === coefficients.length * size);
    return (table) => {
      const rows = numbersOf(table, names);
      return Float64Array.from({ length: table.rows }, (_, i) => {
        let decision = intercept;
        for (let s = 0; s < coefficients.length; s++) {
          let sum = 0;
          for (let j = 0; j < size; j++) {
            const off = rows[i * size + j]! - supports[s * size + j]!;
            sum += off * off;
          }
          decision += coefficients[s]! * Math.exp(-gamma * sum);
        }
        return -decision;
      });
    };
  }
});
