import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { encodedColumns, expectState, isClasses, isFiniteArray, isNames } from './feature-columns.ts';
import { writeSharesOfRest } from './sigmoid-shares.ts';

interface LinearSvmState {
  readonly [key: string]: readonly string[] | Float64Array | Int32Array | number;
  readonly features: readonly string[];
  readonly outputs: number;
  /** Classes seen in training; none for a number. */
  readonly present: Int32Array;
  /** [scores, features] */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** How each decision becomes log-odds; none for a number. */
  readonly slopes: Float64Array;
  readonly offsets: Float64Array;
}

/** Weighted sums, made probabilities by a line through them. */
export const linearSvmScorer = defineScorer<LinearSvmState>({
  id: 'linear-svm',
  holds: 'sums',
  compile(state) {
    check(state);
    const { features, outputs, present, coefficients, intercepts, slopes, offsets } = state;
    const raw = new Float64Array(intercepts.length);
    return (table) => {
      const columns = encodedColumns(table, features);
      const out = new Float64Array(table.rows * outputs);
      for (let i = 0; i < table.rows; i++) {
        for (let k = 0; k < raw.length; k++) {
          let decision = intercepts[k]!;
          for (let j = 0; j < columns.length; j++) decision += coefficients[k * columns.length + j]! * columns[j]![i]!;
          raw[k] = present.length > 0 ? slopes[k]! * decision + offsets[k]! : decision;
        }
        if (present.length === 0) out[i] = raw[0]!;
        else if (raw.length === 1) writeShares(raw, present, out, i * outputs);
        else writeSharesOfRest(raw, present, out, i * outputs);
      }
      return out;
    };
  }
});

function check({ features, outputs, present, coefficients, intercepts, slopes, offsets }: LinearSvmState): void {
  const expect = (what: string, holds: boolean) => expectState('linear-svm', what, holds);
  expect('features', isNames(features));
  expect('classes', isClasses(present, outputs) && (present.length >= 2 || (present.length === 0 && outputs === 1)));
  const scores = present.length > 2 ? present.length : 1;
  expect('coefficients', isFiniteArray(coefficients) && coefficients.length === scores * features.length);
  expect('intercepts', isFiniteArray(intercepts) && intercepts.length === scores);
  const lines = present.length === 0 ? 0 : scores;
  expect('lines', [slopes, offsets].every((each) => isFiniteArray(each) && each.length === lines)); // prettier-ignore
}
