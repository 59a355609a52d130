import { defineScorer } from '../model-scorer.ts';
import { encodedColumns, expectState, isFiniteArray, isNames } from './feature-columns.ts';

interface LinearState {
  readonly [key: string]: readonly string[] | Float64Array | number;
  readonly features: readonly string[];
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** The intercept plus each feature times its coefficient, in the order of the features: the scorer of every kind of model that is such a sum. */
export const sumScorer = (id: string) =>
  defineScorer<LinearState>({
    id,
    holds: 'sums',
    compile({ features, coefficients, intercept }) {
      expectState(id, 'features', isNames(features));
      expectState(id, 'coefficients', isFiniteArray(coefficients) && coefficients.length === features.length && Number.isFinite(intercept));
      return (table) => {
        const out = new Float64Array(table.rows).fill(intercept);
        encodedColumns(table, features).forEach((values, j) => {
          const coefficient = coefficients[j]!;
          for (let i = 0; i < out.length; i++) out[i]! += coefficient * values[i]!;
        });
        return out;
      };
    }
  });

export const linearScorer = sumScorer('linear');
