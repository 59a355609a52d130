import type { Work } from '../work.ts';
import { BLOCK, type LinearKernel } from './linear-kernel.ts';
import { lbfgs, type Limits, type Minimum } from './minimise.ts';
import { newton } from './newton.ts';
import { valueAt, type RowLoss } from './objective.ts';

export interface HuberProblem {
  /** Of one output. */
  readonly kernel: LinearKernel;
  /** Length n, spread about 1 wide. */
  readonly y: Float64Array;
  /** Length n; they sum to 1. */
  readonly weights: Float64Array;
  /** Widths of the residuals from which on they count by their size and not by its square. */
  readonly epsilon: number;
  /** The weight of each squared coefficient, per column. */
  readonly l2: Float64Array;
  readonly fitIntercept: boolean;
}

/** The width of residuals is not let below this: of rows that a sum fits exactly any width would be too large. */
export const NARROWEST = 1e-6;

/**
 * Minimises over coefficients, intercept and a width s the weighted sum of s + s H((y - x w - b) / s), H(z) = z^2 up to `epsilon` and
 * 2 epsilon |z| - epsilon^2 beyond, by Newton's method; with many columns by a quasi-Newton search.
 * Source: Huber & Ronchetti, Robust Statistics, 2nd ed., section 7.7 (proposal 2 with both at once, which keeps the problem convex).
 * @param start coefficients, intercept, width
 */
export function* fitHuber(problem: HuberProblem, start: Float64Array, limits: Limits): Work<Minimum> {
  const smooth = (at: Float64Array, slope: Float64Array) => huberValue(problem, at, slope);
  if (!problem.kernel.hasSquares) return yield* lbfgs(smooth, start, limits);
  const found = yield* newton(smooth, (at) => huberCurvature(problem, at), start, limits);
  if (found.converged) return found;
  const onStep = (step: number, value: number) => limits.onStep?.(found.steps + step, value);
  return yield* lbfgs(smooth, found.at, { ...limits, maxIter: Math.max(0, limits.maxIter - found.steps), onStep });
}

function* huberValue(problem: HuberProblem, at: Float64Array, slope: Float64Array): Work<number> {
  const { kernel, y, weights, epsilon, l2, fitIntercept } = problem;
  const last = at.length - 1;
  const width = Math.max(at[last]!, NARROWEST);
  let widthSlope = 1;
  const loss: RowLoss = ([scores], from, to) => {
    let sum = 0;
    for (let i = from; i < to; i++) {
      const residual = y[i]! - scores![i - from]!;
      const weight = weights[i]!;
      const z = residual / width;
      const isNear = Math.abs(z) <= epsilon;
      sum += weight * (isNear ? residual * z : 2 * epsilon * Math.abs(residual) - epsilon * epsilon * width);
      widthSlope -= weight * (isNear ? z * z : epsilon * epsilon);
      scores![i - from] = -2 * weight * (isNear ? z : epsilon * Math.sign(z));
    }
    return sum;
  };
  const value = yield* valueAt({ kernel, loss, l2, fitIntercept, every: 1 }, at.subarray(0, last), slope.subarray(0, last));
  slope[last] = at[last]! < NARROWEST ? 0 : widthSlope;
  return value + width;
}

function* huberCurvature({ kernel, y, weights, epsilon, l2, fitIntercept }: HuberProblem, at: Float64Array): Work<Float64Array> {
  const size = at.length;
  const inner = size - 1;
  const width = Math.max(at[inner]!, NARROWEST);
  kernel.point.set(at.subarray(0, inner));
  kernel.squares.fill(0);
  kernel.slope.fill(0);
  let own = 0;
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    const block = kernel.block(0);
    for (let i = from; i < to; i++) {
      const z = (y[i]! - block[i - from]!) / width;
      const share = Math.abs(z) <= epsilon ? (2 * weights[i]!) / width : 0;
      kernel.curvatures[i - from] = share;
      block[i - from] = share * z;
      own += share * z * z;
    }
    kernel.addSquares(from, to);
    kernel.addSlope(from, to);
    yield (to - from) * (kernel.cols ** 2 / 4 + 8);
  }
  const out = new Float64Array(size * size);
  const set = (i: number, j: number, value: number) => (out[i * size + j] = out[j * size + i] = value);
  for (let i = 0; i < inner; i++) for (let j = 0; j <= i; j++) set(i, j, kernel.squares[i * inner + j]! + (i === j ? 2 * (l2[i] ?? 0) : 0));
  for (let j = 0; j < inner; j++) set(inner, j, kernel.slope[j]!);
  set(inner, inner, own);
  if (!fitIntercept) for (let j = 0; j < size; j++) set(kernel.cols, j, j === kernel.cols ? 1 : 0);
  return out;
}
