import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { encodedColumns, expectState, isClasses, isFiniteArray, isNames } from './feature-columns.ts';

interface LogisticState {
  readonly [key: string]: readonly string[] | Float64Array | Int32Array | number;
  readonly features: readonly string[];
  readonly outputs: number;
  readonly present: Int32Array;
  /** [scores, features] */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

/** Linear scores turned into class probabilities. */
export const logisticScorer = defineScorer<LogisticState>({
  id: 'logistic',
  holds: 'sums',
  compile(state) {
    check(state);
    const { features, outputs, present, coefficients, intercepts } = state;
    const raw = new Float64Array(intercepts.length);
    return (table) => {
      const columns = encodedColumns(table, features);
      const out = new Float64Array(table.rows * outputs);
      for (let i = 0; i < table.rows; i++) {
        for (let k = 0; k < raw.length; k++) {
          let score = intercepts[k]!;
          for (let j = 0; j < columns.length; j++) score += coefficients[k * columns.length + j]! * columns[j]![i]!;
          raw[k] = score;
        }
        writeShares(raw, present, out, i * outputs);
      }
      return out;
    };
  }
});

function check({ features, outputs, present, coefficients, intercepts }: LogisticState): void {
  expectState('logistic', 'features', isNames(features));
  expectState('logistic', 'classes', isClasses(present, outputs) && present.length >= 2);
  const scores = present.length === 2 ? 1 : present.length;
  expectState('logistic', 'coefficients', isFiniteArray(coefficients) && coefficients.length === scores * features.length);
  expectState('logistic', 'intercepts', isFiniteArray(intercepts) && intercepts.length === scores);
}
