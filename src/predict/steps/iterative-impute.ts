import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { fillGaps } from './replace-columns.ts';

/** A first guess for each column, then linear models one after the other, each of which guesses a column from all the others. */
export interface IterativeImputeState extends PlainRecord {
  readonly means: Float64Array;
  /** The column that each model guesses. */
  readonly order: Int32Array;
  /** [models, columns], 0 for the column itself. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly indicators: readonly (string | null)[];
}

/** Fills the gaps of a row by guessing each from the rest of it, round after round, as many rounds as training took. */
export const iterativeImpute = defineApplier<IterativeImputeState>({
  id: 'iterative-impute',
  apply: (table, columns, state) =>
    fillGaps('Fill by models', table, columns, state.indicators, (values, gappy) => {
      for (const row of gappy) {
        const own = Float64Array.from(values, (column) => column[row]!);
        settle(own, state);
        own.forEach((x, j) => (values[j]![row] = x));
      }
    })
});

function settle(own: Float64Array, { means, order, weights, intercepts }: IterativeImputeState): void {
  const isGap = own.map((x) => Number(Number.isNaN(x)));
  own.forEach((_, j) => isGap[j] === 1 && (own[j] = means[j]!));
  order.forEach((target, model) => {
    if (isGap[target] === 0) return;
    let guess = intercepts[model]!;
    for (let j = 0, at = model * own.length; j < own.length; j++, at++) guess += weights[at]! * own[j]!;
    own[target] = guess;
  });
}
