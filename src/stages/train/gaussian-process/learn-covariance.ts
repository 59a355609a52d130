import { normal, type Rng } from '../../../core/rng.ts';
import { marginalLoss, type Covariance, type ProcessData } from '../../../kernels/gaussian-process/marginal-likelihood.ts';
import { lbfgs, type Minimum } from '../../../kernels/linear/minimise.ts';
import type { Work } from '../../../kernels/work.ts';

export interface CovarianceSearch {
  /** One length for all columns, or one for each. */
  readonly lengths: 'one' | 'each';
  readonly nRestarts: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly rng: Rng;
}

export interface LearnedCovariance {
  readonly covariance: Covariance;
  readonly converged: boolean;
}

/** Variances, noise and lengths lie between these; scikit-learn's bounds. */
const LEAST = 1e-5;
const MOST = 1e5;

/**
 * The covariance under which the answers are likeliest, from a start and some other places around it; the logarithms of its numbers are searched.
 * @returns the start itself where no other is likelier
 */
export function* learnCovariance(data: ProcessData, start: Covariance, search: CovarianceSearch): Work<LearnedCovariance> {
  const isOne = search.lengths === 'one';
  const first = logarithms(start, isOne);
  const smooth = (at: Float64Array, slope: Float64Array) => bounded(data, at, slope, isOne);
  let best: Minimum | null = null;
  for (let attempt = 0; attempt <= search.nRestarts; attempt++) {
    const from = attempt === 0 ? first : first.map((value) => value + 1.5 * normal(search.rng));
    const found: Minimum = yield* lbfgs(smooth, from, { ...search, onStep: () => undefined });
    if (Number.isFinite(found.value) && (best === null || found.value < best.value)) best = found;
  }
  return best
    ? { covariance: covarianceAt(best.at, data.cols, isOne), converged: best.converged }
    : { covariance: start, converged: false };
}

const logarithms = ({ variance, noise, lengths }: Covariance, isOne: boolean): Float64Array =>
  Float64Array.from([variance, noise, ...(isOne ? lengths.subarray(0, 1) : lengths)], (value) => Math.log(value));

function covarianceAt(at: Float64Array, cols: number, isOne: boolean): Covariance {
  const [variance, noise, ...lengths] = Array.from(at, (value) => Math.min(Math.max(Math.exp(value), LEAST), MOST));
  return { variance: variance!, noise: noise!, lengths: isOne ? new Float64Array(cols).fill(lengths[0]!) : Float64Array.from(lengths) };
}

/** The loss within the bounds; beyond them it rises with the square of how far. */
function* bounded(data: ProcessData, at: Float64Array, slope: Float64Array, isOne: boolean): Work<number> {
  const found = yield* marginalLoss(data, covarianceAt(at, data.cols, isOne));
  if (!found) return Infinity;
  const [variance, noise, ...lengths] = found.slope;
  const along = [variance!, noise!, ...(isOne ? [lengths.reduce((sum, one) => sum + one, 0)] : lengths)];
  let beyond = 0;
  for (const [k, value] of at.entries()) {
    const off = value - Math.min(Math.max(value, Math.log(LEAST)), Math.log(MOST));
    slope[k] = off === 0 ? along[k]! : 2 * off;
    beyond += off * off;
  }
  return found.loss + beyond;
}
