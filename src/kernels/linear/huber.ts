import type { Work } from '../work.ts';
import { BLOCK, type LinearKernel } from './linear-kernel.ts';
import { lbfgs, type Limits, type Minimum } from './minimise.ts';
import { newton } from './newton.ts';

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
const NARROWEST = 1e-6;

export interface HuberFit extends Minimum {
  /** The width of the residuals. */
  readonly width: number;
}

/**
 * Minimises over coefficients, intercept and a width s the weighted sum of s + s H((y - x w - b) / s), H(z) = z^2 up to `epsilon` and
 * 2 epsilon |z| - epsilon^2 beyond. The best width for given coefficients is found exactly at every step, which leaves a convex function of the
 * coefficients; that is searched by Newton's method, with many columns by a quasi-Newton search.
 * Source: Huber & Ronchetti, Robust Statistics, 2nd ed., section 7.7 (proposal 2, the scale estimated with the coefficients).
 */
export function* fitHuber(problem: HuberProblem, limits: Limits): Work<HuberFit> {
  const start = new Float64Array(problem.kernel.cols + 1);
  const smooth = (at: Float64Array, slope: Float64Array) => huberValue(problem, at, slope);
  const found = problem.kernel.hasSquares
    ? yield* newton(smooth, (at) => huberCurvature(problem, at), start, limits)
    : yield* lbfgs(smooth, start, limits);
  return { ...found, width: widthOf(problem, yield* residualsAt(problem, found.at)) };
}

function* huberValue(problem: HuberProblem, at: Float64Array, slope: Float64Array): Work<number> {
  const { kernel, weights, epsilon, l2, fitIntercept } = problem;
  const residuals = yield* residualsAt(problem, at);
  const width = widthOf(problem, residuals);
  yield 20 * residuals.length;
  let value = width;
  kernel.slope.fill(0);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    const block = kernel.block(0);
    for (let i = from; i < to; i++) {
      const z = residuals[i]! / width;
      const isNear = Math.abs(z) <= epsilon;
      value += weights[i]! * width * (isNear ? z * z : 2 * epsilon * Math.abs(z) - epsilon * epsilon);
      block[i - from] = -2 * weights[i]! * (isNear ? z : epsilon * Math.sign(z));
    }
    kernel.addSlope(from, to);
    yield (to - from) * (kernel.cols / 4 + 8);
  }
  slope.set(kernel.slope);
  l2.forEach((weight, j) => {
    value += weight * at[j]! * at[j]!;
    slope[j]! += 2 * weight * at[j]!;
  });
  if (!fitIntercept) slope[kernel.cols] = 0;
  return value;
}

function* residualsAt({ kernel, y }: HuberProblem, at: Float64Array): Work<Float64Array> {
  const out = y.slice();
  kernel.point.set(at);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    const block = kernel.block(0);
    for (let i = from; i < to; i++) out[i]! -= block[i - from]!;
    yield (to - from) * (kernel.cols / 4 + 8);
  }
  return out;
}

/**
 * The width at which the weighted sum of min(z^2, epsilon^2) is 1. In 1 / s^2 that sum is concave and made of straight pieces, so that Newton's method from
 * the left comes to the root in a few steps and never passes it.
 */
function widthOf({ weights, epsilon }: HuberProblem, residuals: Float64Array): number {
  let width = Infinity;
  for (;;) {
    const border = epsilon * width;
    let [squares, outside] = [0, 0];
    for (let i = 0; i < residuals.length; i++) {
      const size = Math.abs(residuals[i]!);
      if (size <= border) squares += weights[i]! * size * size;
      else outside += weights[i]!;
    }
    const next = Math.max(Math.sqrt(squares / (1 - epsilon * epsilon * outside)), NARROWEST);
    // Not below: also where rounding makes it NaN, with an epsilon of 1 and every row outside.
    if (!(next < width)) return width;
    width = next;
  }
}

/** Second derivatives of what is left when the width is always the best one: those at a fixed width, less what its moving along takes off. */
function* huberCurvature(problem: HuberProblem, at: Float64Array): Work<Float64Array> {
  const { kernel, weights, epsilon, l2, fitIntercept } = problem;
  const residuals = yield* residualsAt(problem, at);
  const width = widthOf(problem, residuals);
  kernel.squares.fill(0);
  kernel.slope.fill(0);
  let own = 0;
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    for (let i = from; i < to; i++) {
      const z = residuals[i]! / width;
      const share = Math.abs(z) <= epsilon ? (2 * weights[i]!) / width : 0;
      kernel.curvatures[i - from] = share;
      kernel.block(0)[i - from] = share * z;
      own += share * z * z;
    }
    kernel.addSquares(from, to);
    kernel.addSlope(from, to);
    yield (to - from) * (kernel.cols ** 2 / 4 + 8);
  }
  const size = kernel.cols + 1;
  const taken = width > NARROWEST && own > 0 ? 1 / own : 0;
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const value = kernel.squares[i * size + j]! - taken * kernel.slope[i]! * kernel.slope[j]! + (i === j ? 2 * (l2[i] ?? 0) : 0);
      out[i * size + j] = out[j * size + i] = value;
    }
  if (!fitIntercept) for (let j = 0; j < size; j++) out[kernel.cols * size + j] = out[j * size + kernel.cols] = j === kernel.cols ? 1 : 0;
  return out;
}
