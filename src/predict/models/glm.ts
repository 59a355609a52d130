import { defineScorer } from '../model-scorer.ts';
import { encodedColumns, expectState, isFiniteArray, isNames } from './feature-columns.ts';

interface GlmState {
  readonly [key: string]: readonly string[] | Float64Array | number | string;
  readonly features: readonly string[];
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly link: string;
  /** The largest sum that is believed where the link is the logarithm. */
  readonly highest: number;
}

/** A weighted sum of the features, or e to its power where the link is the logarithm. */
export const glmScorer = defineScorer<GlmState>({
  id: 'glm',
  holds: 'sums',
  compile({ features, coefficients, intercept, link, highest }) {
    expectState('glm', 'features', isNames(features));
    expectState('glm', 'link', (link === 'log' && highest < 709) || link === 'identity');
    expectState(
      'glm',
      'coefficients',
      isFiniteArray(coefficients) && coefficients.length === features.length && Number.isFinite(intercept)
    );
    return (table) => {
      const out = new Float64Array(table.rows).fill(intercept);
      encodedColumns(table, features).forEach((values, j) => {
        for (let i = 0; i < out.length; i++) out[i]! += coefficients[j]! * values[i]!;
      });
      return link === 'log' ? out.map((score) => Math.exp(Math.min(score, highest))) : out;
    };
  }
});
