import { symmetricEigen } from '../../../kernels/linear/symmetric-eigen.ts';

/** What a linear model needs to know of its rows, all centred: products of the columns with each other and with the answers. */
export interface Products {
  readonly rows: number;
  readonly size: number;
  /** Row-major [size, size]. */
  readonly squares: Float64Array;
  readonly withAnswer: Float64Array;
  readonly answerSquare: number;
}

const ROUNDS = 300;
const TOL = 1e-3;
/** Shape and rate of both gamma priors: next to nothing. */
const PRIOR = 1e-6;

/**
 * Coefficients of a ridge regression whose penalty follows from the data, by the evidence for it.
 * Source: MacKay (1992), "Bayesian interpolation"; Tipping (2001), appendix A, for the updates. It stops where scikit-learn's BayesianRidge does.
 */
export function bayesianRidge({ rows, size, squares, withAnswer, answerSquare }: Products): Float64Array {
  const { values, vectors } = symmetricEigen(squares, size);
  const spreads = values.map((value) => Math.max(0, value));
  const pulls = spreads.map((_, k) => dotRow(vectors, k, withAnswer));
  let noise = 1 / (answerSquare / rows + Number.EPSILON);
  let prior = 1;
  let before: Float64Array | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const along = pulls.map((pull, k) => pull / (spreads[k]! + prior / noise));
    const coefficients = combine(vectors, along);
    const left = Math.max(0, answerSquare - along.reduce((sum, part, k) => sum + part * (2 * pulls[k]! - spreads[k]! * part), 0));
    const known = spreads.reduce((sum, spread) => sum + (noise * spread) / (prior + noise * spread), 0);
    prior = (known + 2 * PRIOR) / (coefficients.reduce((sum, value) => sum + value * value, 0) + 2 * PRIOR);
    noise = (rows - known + 2 * PRIOR) / (left + 2 * PRIOR);
    if (before && coefficients.reduce((sum, value, j) => sum + Math.abs(value - before![j]!), 0) < TOL) break;
    before = coefficients;
  }
  return combine(vectors, pulls.map((pull, k) => pull / (spreads[k]! + prior / noise))); // prettier-ignore
}

function dotRow(matrix: Float64Array, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += matrix[row * vector.length + j]! * vector[j]!;
  return sum;
}

/** The sum of the rows, each as often as its entry says. */
function combine(rows: Float64Array, shares: Float64Array): Float64Array {
  const out = new Float64Array(shares.length);
  shares.forEach((share, k) => out.forEach((_, j) => (out[j]! += share * rows[k * out.length + j]!)));
  return out;
}
