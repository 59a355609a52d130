import { normalDensity } from '../../kernels/distributions.ts';
import { cholesky } from '../../kernels/linear/cholesky.ts';
import { symmetricEigen } from '../../kernels/linear/symmetric-eigen.ts';
import { boundsOf, levelScores, type Marginal } from './marginal.ts';

const TERMS = 30;
const CLOSEST = 0.999;

/**
 * How the scores of a column follow from the normal variable behind it, in Hermite polynomials of mean square 1: the scores of a number are the variable
 * itself, those of levels a step function of it.
 * @returns the coefficients of degree 1 to 30
 */
export function hermiteOf(marginal: Marginal): Float64Array {
  const coefficients = new Float64Array(TERMS);
  if (marginal.kind === 'number') {
    coefficients[0] = 1;
    return coefficients;
  }
  const scores = levelScores(marginal);
  const bounds = boundsOf(marginal.shares);
  for (let i = 0; i < bounds.length; i++) {
    const z = bounds[i]!;
    if (!Number.isFinite(z)) continue;
    const jump = (scores[i] ?? 0) - scores[i - 1]!;
    let [before, now] = [0, 1];
    for (let k = 1; k <= TERMS; k++) {
      coefficients[k - 1]! += (jump * normalDensity(z) * now) / Math.sqrt(k);
      [before, now] = [now, (z * now - Math.sqrt(k - 1) * before) / Math.sqrt(k)];
    }
  }
  return coefficients;
}

/**
 * The correlation of the normal variables behind two columns whose scores have this covariance: the sum over k of a_k b_k r^k, solved for r.
 * Source: the tetrachoric series (Pearson, 1900) in its general form, Lancaster (1957), "Some properties of the bivariate normal distribution".
 * @returns -0.999 to 0.999; 0 where a column is the same in every row
 */
export function latentCorrelation(covariance: number, a: Float64Array, b: Float64Array): number {
  const at = (r: number) => {
    let sum = 0;
    for (let k = TERMS - 1; k >= 0; k--) sum = r * (sum + a[k]! * b[k]!);
    return sum;
  };
  if (!(at(CLOSEST) - at(-CLOSEST) > 1e-9)) return 0;
  let [low, high] = [-CLOSEST, CLOSEST];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (at(middle) < covariance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const ROUNDS = 50;
/** Eigenvalues are raised to this, so that there is a triangle. */
const LEAST = 1e-6;

/**
 * The triangle of correlations that were estimated pair by pair. Where they can't all be true at once the nearest that can be take their place.
 * Source: Higham (2002), "Computing the nearest correlation matrix", by alternating projections with Dykstra's correction.
 * @param correlations row-major [size, size]
 * @returns with the largest change of a correlation
 */
export function triangleOf(correlations: Float64Array, size: number): { readonly triangle: Float64Array; readonly moved: number } {
  const known = cholesky(correlations, size);
  if (known) return { triangle: known, moved: 0 };
  let near = correlations.slice();
  let correction = new Float64Array(size * size);
  for (let round = 0; round < ROUNDS; round++) {
    const given = near.map((value, i) => value - correction[i]!);
    const lifted = withoutNegative(given, size);
    correction = lifted.map((value, i) => value - given[i]!);
    near = lifted.map((value, i) => (i % (size + 1) === 0 ? 1 : value));
  }
  const whole = ofUnitDiagonal(withoutNegative(near, size), size);
  return {
    triangle: cholesky(whole, size)!,
    moved: whole.reduce((most, value, i) => Math.max(most, Math.abs(value - correlations[i]!)), 0)
  };
}

function withoutNegative(matrix: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const { values, vectors } = symmetricEigen(matrix, size);
  const out = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const value = Math.max(LEAST, values[k]!);
    for (let i = 0; i < size; i++) {
      const scaled = value * vectors[k * size + i]!;
      for (let j = 0; j < size; j++) out[i * size + j]! += scaled * vectors[k * size + j]!;
    }
  }
  return out;
}

const ofUnitDiagonal = (matrix: Float64Array, size: number): Float64Array =>
  matrix.map((value, i) => value / Math.sqrt(matrix[Math.floor(i / size) * (size + 1)]! * matrix[(i % size) * (size + 1)]!));
