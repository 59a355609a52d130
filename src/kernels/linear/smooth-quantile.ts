import type { Work } from '../work.ts';
import { lbfgs, type Limits } from './minimise.ts';
import { valueAt, type RowLoss } from './objective.ts';
import type { QuantileFit, QuantileProblem } from './quantile.ts';

/** Half the width of the zone around 0 in which a parabola takes the place of the bend, for answers 1 wide; each search starts where the one before ended. */
const WIDTHS = [0.1, 0.01, 1e-3, 1e-4];

/**
 * Quantile regression with bends rounded off, for more columns than a matrix of all pairs can be had of. A size |r| is taken for r^2 / 2h + h / 2 within h, at
 * most h / 2 too much, so that the loss ends at most a known amount above its least, if the last search converged.
 * Source: Chen (2007), "A finite smoothing algorithm for quantile regression", with a fixed sequence of widths.
 */
export function* fitSmoothQuantile(
  problem: QuantileProblem,
  { maxIter, tol, onStep }: Limits
): Work<QuantileFit & { readonly converged: boolean }> {
  let at: Float64Array = new Float64Array(problem.kernel.cols + 1);
  let [steps, converged] = [0, false];
  for (const width of WIDTHS) {
    const smooth = (point: Float64Array, slope: Float64Array) => smoothValue(problem, width, point, slope);
    const before = steps;
    const found = yield* lbfgs(smooth, at, { maxIter, tol, onStep: (step, value) => onStep?.(before + step, value) });
    at = found.at;
    steps += found.steps;
    converged = found.converged;
  }
  const last = WIDTHS.at(-1)!;
  const loss = yield* smoothValue(problem, last, at, new Float64Array(at.length));
  const excess = (last / 2) * (0.5 + problem.l1.reduce((sum, weight) => sum + weight, 0));
  return { at, gap: excess / Math.max(loss - excess, excess), steps, converged };
}

function* smoothValue(problem: QuantileProblem, width: number, at: Float64Array, slope: Float64Array): Work<number> {
  const { kernel, y, weights, quantile, l1, fitIntercept } = problem;
  const loss: RowLoss = ([scores], from, to) => {
    let sum = 0;
    for (let i = from; i < to; i++) {
      const residual = y[i]! - scores![i - from]!;
      sum += weights[i]! * (0.5 * sizeOf(residual, width) + (quantile - 0.5) * residual);
      scores![i - from] = -weights[i]! * (0.5 * turnOf(residual, width) + quantile - 0.5);
    }
    return sum;
  };
  let value = yield* valueAt({ kernel, loss, l2: new Float64Array(kernel.cols), fitIntercept, every: 1 }, at, slope);
  l1.forEach((weight, j) => {
    value += weight * sizeOf(at[j]!, width);
    slope[j]! += weight * turnOf(at[j]!, width);
  });
  return value;
}

const sizeOf = (value: number, width: number) => (Math.abs(value) > width ? Math.abs(value) : (value * value) / (2 * width) + width / 2);
const turnOf = (value: number, width: number) => Math.max(-1, Math.min(1, value / width));
