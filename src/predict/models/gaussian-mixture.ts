import type { Plain } from '../../core/plain.ts';
import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray, isNames } from './feature-columns.ts';
import { numbersOf } from './number-rows.ts';

/** Normal distributions; `precisions` are inverse lower triangles of the covariances, [k, names, names], or with `diag` one over each deviation, [k, names]. */
interface MixtureState {
  readonly [key: string]: Plain;
  readonly names: readonly string[];
  readonly type: 'full' | 'diag';
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly precisions: Float64Array;
  readonly logDeterminants: Float64Array;
}

/** The chance that a row is of each distribution, by Bayes' rule. */
export const gaussianMixtureScorer = defineScorer<MixtureState>({
  id: 'gaussian-mixture',
  holds: 'sums',
  compile(state) {
    check(state);
    const { names, weights } = state;
    const k = weights.length;
    return (table) => {
      const rows = numbersOf(table, names);
      const out = new Float64Array(table.rows * k);
      for (let i = 0; i < table.rows; i++) writeChances(rows, i, state, out);
      return out;
    };
  }
});

function writeChances(rows: Float64Array, i: number, state: MixtureState, out: Float64Array): void {
  const k = state.weights.length;
  let top = -Infinity;
  for (let c = 0; c < k; c++) {
    const value = Math.log(state.weights[c]!) + state.logDeterminants[c]! - 0.5 * squaresOf(rows, i, c, state);
    out[i * k + c] = value;
    top = Math.max(top, value);
  }
  let sum = 0;
  for (let c = 0; c < k; c++) sum += out[i * k + c] = Math.exp(out[i * k + c]! - top);
  for (let c = 0; c < k; c++) out[i * k + c]! /= sum;
}

/** Squares beyond this would be infinite for every distribution, and their difference no number. */
const FARTHEST = 1e300;

function squaresOf(rows: Float64Array, i: number, c: number, { names, type, means, precisions }: MixtureState): number {
  const size = names.length;
  let squares = 0;
  for (let j = 0; j < size; j++) {
    let z = 0;
    if (type === 'diag') z = (rows[i * size + j]! - means[c * size + j]!) * precisions[c * size + j]!;
    else for (let m = 0; m <= j; m++) z += precisions[(c * size + j) * size + m]! * (rows[i * size + m]! - means[c * size + m]!);
    squares += z * z;
  }
  return Math.min(squares, FARTHEST);
}

function check({ names, type, weights, means, precisions, logDeterminants }: MixtureState): void {
  const expect = (what: string, holds: boolean) => expectState('gaussian-mixture', what, holds);
  const size = isNames(names) && names.length > 0 ? names.length : NaN;
  expect('type', type === 'full' || type === 'diag');
  expect('weights', isFiniteArray(weights) && weights.length > 0 && weights.every((weight) => weight > 0));
  expect('means', isFiniteArray(means) && means.length === weights.length * size);
  expect('precisions', isFiniteArray(precisions) && precisions.length === means.length * (type === 'diag' ? 1 : size));
  expect('logDeterminants', isFiniteArray(logDeterminants) && logDeterminants.length === weights.length);
}
