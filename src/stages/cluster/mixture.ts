import { pause, type SeededContext } from '../../core/context.ts';
import { covarianceUnusable } from '../../core/errors/training.ts';
import type { Matrix } from '../../core/matrix.ts';
import { cholesky } from '../../kernels/linear/cholesky.ts';

export type CovarianceType = 'full' | 'diag';

/** A mixture of normal distributions. */
export interface Mixture {
  readonly weights: Float64Array;
  /** Row-major [k, cols]. */
  readonly means: Float64Array;
  /** Inverse of the lower triangle of each covariance, [k, cols, cols]; with `diag` one over each deviation, [k, cols]. */
  readonly precisions: Float64Array;
  /** Log of the determinant of each of these, length k. */
  readonly logDeterminants: Float64Array;
}

export interface MixtureEnd extends Mixture {
  /** Mean log density of the rows. */
  readonly meanLogLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface MixtureSettings {
  readonly type: CovarianceType;
  readonly maxIter: number;
  readonly tol: number;
  /** Added to every variance, so that none becomes nought. */
  readonly regCovar: number;
}

/**
 * Expectation and maximisation in turn until the mean log-likelihood rises by less than `tol`.
 * Source: Dempster, Laird & Rubin (1977), "Maximum likelihood from incomplete data via the EM algorithm".
 * @param start how much each row belongs to each component, [n, k]
 * @throws LatheError `covariance-unusable`
 */
export async function fitMixture(
  matrix: Matrix,
  start: Float64Array,
  k: number,
  settings: MixtureSettings,
  context: SeededContext
): Promise<MixtureEnd> {
  const shares = start.slice();
  let mixture = maximise(matrix, shares, k, settings);
  let before = -Infinity;
  for (let step = 1; step <= settings.maxIter; step++) {
    await pause(context);
    const now = expect(matrix, mixture, shares, settings.type);
    mixture = maximise(matrix, shares, k, settings);
    if (Math.abs(now - before) < settings.tol)
      return { ...mixture, meanLogLikelihood: expect(matrix, mixture, shares, settings.type), iterations: step, converged: true };
    before = now;
  }
  return { ...mixture, meanLogLikelihood: expect(matrix, mixture, shares, settings.type), iterations: settings.maxIter, converged: false };
}

/** Fills in how much each row belongs to each component. @returns the mean log density */
export function expect({ data, rows, cols }: Matrix, mixture: Mixture, shares: Float64Array, type: CovarianceType): number {
  const k = mixture.weights.length;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let top = -Infinity;
    for (let c = 0; c < k; c++) {
      const value = Math.log(mixture.weights[c]!) + logDensity(data, i * cols, cols, mixture, c, type);
      shares[i * k + c] = value;
      top = Math.max(top, value);
    }
    let sum = 0;
    for (let c = 0; c < k; c++) sum += shares[i * k + c] = Math.exp(shares[i * k + c]! - top);
    for (let c = 0; c < k; c++) shares[i * k + c]! /= sum;
    total += top + Math.log(sum);
  }
  return total / rows;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

function logDensity(data: Float64Array, at: number, cols: number, mixture: Mixture, c: number, type: CovarianceType): number {
  const { means, precisions, logDeterminants } = mixture;
  let squares = 0;
  for (let j = 0; j < cols; j++) {
    let z = 0;
    if (type === 'diag') z = (data[at + j]! - means[c * cols + j]!) * precisions[c * cols + j]!;
    else for (let m = 0; m <= j; m++) z += precisions[(c * cols + j) * cols + m]! * (data[at + m]! - means[c * cols + m]!);
    squares += z * z;
  }
  return logDeterminants[c]! - 0.5 * (cols * LOG_TWO_PI + squares);
}

/** Below it a component has no rows: what scikit-learn adds to every weight too. */
const TINY_WEIGHT = 10 * Number.EPSILON;

function maximise(matrix: Matrix, shares: Float64Array, k: number, settings: MixtureSettings): Mixture {
  const { data, rows, cols } = matrix;
  const sums = new Float64Array(k).fill(TINY_WEIGHT);
  const means = new Float64Array(k * cols);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c]!;
      sums[c]! += share;
      for (let j = 0; j < cols; j++) means[c * cols + j]! += share * data[i * cols + j]!;
    }
  }
  for (let c = 0; c < k; c++) for (let j = 0; j < cols; j++) means[c * cols + j]! /= sums[c]!;
  const total = sums.reduce((sum, value) => sum + value, 0);
  const of = settings.type === 'diag' ? diagonal : full;
  return { weights: sums.map((sum) => sum / total), means, ...of(matrix, { shares, sums, means }, settings.regCovar) };
}

interface Moments {
  readonly shares: Float64Array;
  readonly sums: Float64Array;
  readonly means: Float64Array;
}

type Precisions = Pick<Mixture, 'precisions' | 'logDeterminants'>;

function diagonal({ data, rows, cols }: Matrix, { shares, sums, means }: Moments, regCovar: number): Precisions {
  const k = sums.length;
  const precisions = new Float64Array(k * cols);
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < k; c++)
      for (let j = 0; j < cols; j++) precisions[c * cols + j]! += shares[i * k + c]! * (data[i * cols + j]! - means[c * cols + j]!) ** 2;
  const logDeterminants = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < cols; j++) {
      const at = c * cols + j;
      precisions[at] = 1 / Math.sqrt(precisions[at]! / sums[c]! + regCovar);
      logDeterminants[c]! += Math.log(precisions[at]);
    }
  }
  return { precisions, logDeterminants };
}

function full(matrix: Matrix, { shares, sums, means }: Moments, regCovar: number): Precisions {
  const { cols } = matrix;
  const k = sums.length;
  const precisions = new Float64Array(k * cols * cols);
  const logDeterminants = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    const triangle = cholesky(covarianceOf(matrix, c, { shares, sums, means }, regCovar), cols);
    if (!triangle) throw covarianceUnusable();
    precisions.set(inverseTriangle(triangle, cols), c * cols * cols);
    for (let j = 0; j < cols; j++) logDeterminants[c]! -= Math.log(triangle[j * cols + j]!);
  }
  return { precisions, logDeterminants };
}

function covarianceOf({ data, rows, cols }: Matrix, c: number, { shares, sums, means }: Moments, regCovar: number): Float64Array {
  const k = sums.length;
  const covariance = new Float64Array(cols * cols);
  const off = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const share = shares[i * k + c]!;
    for (let j = 0; j < cols; j++) off[j] = data[i * cols + j]! - means[c * cols + j]!;
    for (let j = 0; j < cols; j++) for (let m = 0; m <= j; m++) covariance[j * cols + m]! += share * off[j]! * off[m]!;
  }
  for (let j = 0; j < cols; j++) {
    for (let m = 0; m <= j; m++) covariance[m * cols + j] = covariance[j * cols + m]! /= sums[c]!;
    covariance[j * cols + j]! += regCovar;
  }
  return covariance;
}

/** The inverse of a lower triangle, a lower triangle too. */
function inverseTriangle(l: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    inverse[j * size + j] = 1 / l[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum -= l[i * size + m]! * inverse[m * size + j]!;
      inverse[i * size + j] = sum / l[i * size + i]!;
    }
  }
  return inverse;
}

/** Numbers a mixture has to choose. */
export const freedomOf = (k: number, cols: number, type: CovarianceType): number =>
  k - 1 + k * cols + (type === 'diag' ? k * cols : (k * cols * (cols + 1)) / 2);
