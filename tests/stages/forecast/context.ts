import type { SeededContext } from '../../../src/core/context.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { ForecastContext, Regressor } from '../../../src/stages/forecast/method-type.ts';
import { cholesky, solveCholesky } from '../../../src/kernels/linear/cholesky.ts';

/** Never stopped, never paused. */
export const testContext = (): SeededContext => ({
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => {},
  rng: createRng(1)
});

/** Ridge regression in place of boosting: quick, and a learner like any other to the methods. */
const ridge: Regressor = {
  fit(columns, answers) {
    const width = columns.length + 1;
    const cell = (a: number, row: number) => (a === 0 ? 1 : columns[a - 1]![row]!);
    const gram = new Float64Array(width * width);
    const target = new Float64Array(width);
    for (let row = 0; row < answers.length; row++) {
      for (let a = 0; a < width; a++) {
        target[a]! += cell(a, row) * answers[row]!;
        for (let b = 0; b < width; b++) gram[a * width + b]! += cell(a, row) * cell(b, row);
      }
    }
    for (let a = 0; a < width; a++) gram[a * width + a]! += 1;
    return Promise.resolve({ weights: solveCholesky(cholesky(gram, width)!, width, target) });
  },
  predict(state, columns) {
    const weights = state['weights'] as Float64Array;
    return columns[0]!.map((_, row) => weights[0]! + columns.reduce((total, column, j) => total + column[row]! * weights[j + 1]!, 0));
  }
};

export const forecastContext = (): ForecastContext => ({ ...testContext(), regressor: ridge });
