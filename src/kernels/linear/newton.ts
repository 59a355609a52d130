import type { Work } from '../work.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import { evaluate, largest, search, type Limits, type Minimum, type Precondition, type Smooth } from './minimise.ts';

/** Second derivatives at a point: row-major [size, size]. */
export type Curvature = (at: Float64Array) => Work<Float64Array>;

/**
 * Newton's method with the line search of `lbfgs`, for convex functions of at most a few hundred numbers. Where columns depend on each other the
 * second derivatives are raised a little along the diagonal, so that a search from 0 stays among the combinations that matter.
 * Source: Nocedal & Wright, Numerical Optimization, 2nd ed., section 3.4.
 */
export function* newton(smooth: Smooth, curvature: Curvature, start: Float64Array, { maxIter, tol, onStep }: Limits): Work<Minimum> {
  let point = yield* evaluate(smooth, start);
  let step = 0;
  for (; step < maxIter && largest(point.slope) > tol; step++) {
    const solve = inverseOf(yield* curvature(point.at), start.length);
    yield start.length ** 3 / 3;
    const direction = point.slope.map((value) => -value);
    solve(direction);
    const next = yield* search(smooth, point, direction, 1);
    if (!next) break;
    point = next;
    onStep?.(step + 1, point.value);
  }
  return { at: point.at, value: point.value, steps: step, converged: largest(point.slope) <= tol };
}

/** Solves by a symmetric matrix, row-major [size, size], made positive definite by as little on its diagonal as will do; one that is not finite leads nowhere. */
export function inverseOf(matrix: Float64Array, size: number): Precondition {
  let mean = 0;
  for (let j = 0; j < size; j++) mean += matrix[j * size + j]! / size;
  const raised = matrix.slice();
  let lift = SMALLEST_LIFT * (mean > 0 ? mean : 1);
  for (let attempt = 0; attempt < MOST_LIFTS; attempt++) {
    const triangle = cholesky(raised, size);
    if (triangle) return (vector) => void solveCholesky(triangle, size, vector);
    for (let j = 0; j < size; j++) raised[j * size + j]! += lift;
    lift *= 10;
  }
  return (vector) => void vector.fill(0);
}

/** Against the mean of the diagonal. */
const SMALLEST_LIFT = 1e-10;
const MOST_LIFTS = 24;
