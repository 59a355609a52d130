import type { Work } from '../work.ts';
import { factorise, inverseOf, solveFactorised } from './dense-cholesky.ts';

/** Rows with answers around 0 and what each row counts. */
export interface ProcessData {
  /** Row-major [rows, cols]. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly answers: Float64Array;
  /** A row of weight 2 is a row seen twice: its noise is half as large. Null = 1. */
  readonly weights: Float64Array | null;
}

/** Covariance `variance` exp(-1/2 sum over columns of (difference / length)^2), and `noise` on top of each answer. */
export interface Covariance {
  readonly variance: number;
  /** Length cols. */
  readonly lengths: Float64Array;
  readonly noise: number;
}

/** Added to the diagonal, as scikit-learn's alpha is: what keeps equal rows apart where there is no noise. */
export const JITTER = 1e-10;

/** A covariance of the rows, factorised, and the answers solved by it. */
interface Solved {
  readonly triangle: Float64Array;
  readonly solution: Float64Array;
}

/**
 * What each row says: the answer expected at a new row is the sum over rows of its weight times the covariance with it.
 * Source: Rasmussen & Williams (2006), "Gaussian processes for machine learning", algorithm 2.1.
 * @returns null where the covariance is not positive definite
 */
export function* solveProcess(data: ProcessData, covariance: Covariance): Work<Solved | null> {
  return yield* solveRelated(data, covariance, yield* correlations(inLengths(data, covariance.lengths), data));
}

function* solveRelated({ rows, answers, weights }: ProcessData, covariance: Covariance, related: Float64Array): Work<Solved | null> {
  const triangle = related.map((value) => value * covariance.variance);
  for (let i = 0; i < rows; i++) triangle[i * rows + i]! += covariance.noise / (weights ? weights[i]! : 1) + JITTER;
  if (!(yield* factorise(triangle, rows))) return null;
  return { triangle, solution: yield* solveFactorised(triangle, rows, answers) };
}

/** The rows measured in lengths. */
const inLengths = ({ data, cols }: ProcessData, lengths: Float64Array): Float64Array =>
  data.map((value, at) => value / lengths[at % cols]!);

/** Lower triangle of exp(-1/2 |difference|^2), row-major [rows, rows]. */
function* correlations(x: Float64Array, { rows, cols }: ProcessData): Work<Float64Array> {
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) {
        const off = x[i * cols + j]! - x[k * cols + j]!;
        sum += off * off;
      }
      out[i * rows + k] = Math.exp(-0.5 * sum);
    }
    yield i * (cols + 10) + 1;
  }
  return out;
}

/**
 * The negative log likelihood of the answers per unit of weight, and its slope along the logarithms of variance, noise and each length.
 * Source: Rasmussen & Williams (2006), equations 2.30 and 5.9. A row of weight w counts as w equal rows, so that the terms these would add stand here
 * for weights of any size.
 * @returns null where the covariance is not positive definite
 */
export function* marginalLoss(data: ProcessData, covariance: Covariance): Work<{ loss: number; slope: Float64Array } | null> {
  const x = inLengths(data, covariance.lengths);
  const related = yield* correlations(x, data);
  const solved = yield* solveRelated(data, covariance, related);
  if (!solved) return null;
  const { rows, answers, weights } = data;
  const { triangle, solution } = solved;
  const { noise } = covariance;
  let [loss, total, more] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const weight = weights ? weights[i]! : 1;
    total += weight;
    more += weight - 1;
    loss += 0.5 * answers[i]! * solution[i]! + Math.log(triangle[i * rows + i]!) + 0.5 * Math.log(2 * Math.PI) + 0.5 * Math.log(weight);
  }
  loss += 0.5 * more * Math.log(2 * Math.PI * noise);
  const slope = yield* slopeOf({ ...data, data: x }, covariance, related, solved);
  slope[1]! += 0.5 * more;
  return { loss: loss / total, slope: slope.map((value) => value / total) };
}

/**
 * Half the trace of (inverse - solution solutionᵀ) times the slope of the covariance: of variance, noise, and each length.
 * @param measured the rows in lengths
 */
function* slopeOf(measured: ProcessData, { variance, noise }: Covariance, related: Float64Array, { triangle, solution }: Solved) {
  const { data: x, rows, cols, weights } = measured;
  const inverse = yield* inverseOf(triangle, rows);
  const slope = new Float64Array(2 + cols);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k <= i; k++) {
      // both triangles, and half of their sum
      const factor = (inverse[i * rows + k]! - solution[i]! * solution[k]!) * (k === i ? 0.5 : 1);
      const held = factor * variance * related[i * rows + k]!;
      slope[0]! += held;
      if (k === i) slope[1]! += (factor * noise) / (weights ? weights[i]! : 1);
      for (let j = 0; j < cols; j++) slope[2 + j]! += held * (x[i * cols + j]! - x[k * cols + j]!) ** 2;
    }
    yield i * (cols + 4) + 1;
  }
  return slope;
}
