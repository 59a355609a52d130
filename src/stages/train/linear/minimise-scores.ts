import type { CurvePoint, FitContext } from '../../../core/model.ts';
import { lbfgs, type Minimum } from '../../../kernels/linear/minimise.ts';
import { inverseOf, newton } from '../../../kernels/linear/newton.ts';
import { curvatureAt, valueAt, type Objective } from '../../../kernels/linear/objective.ts';
import type { Work } from '../../../kernels/work.ts';

export interface SearchLimits {
  readonly maxIter: number;
  readonly tol: number;
}

/** Rows that tell the curvature of a loss to a few hundredths; with fewer the search goes over all of them. */
const ENOUGH_ROWS = 60_000;

/**
 * Minimises a smooth convex loss of linear scores. Few rows and columns: Newton's method. Many rows: Newton's method on blocks spread evenly over
 * them, whose end and whose second derivatives then start a quasi-Newton search over all rows, which needs a handful of passes. Many
 * columns or several outputs: the quasi-Newton search alone.
 */
export function* minimiseScores(
  objective: Omit<Objective, 'every'>,
  start: Float64Array,
  limits: SearchLimits,
  onStep: (step: number, value: number) => void
): Work<Minimum> {
  const { kernel } = objective;
  const whole: Objective = { ...objective, every: 1 };
  const smooth = smoothOf(whole);
  if (!kernel.hasSquares) return yield* lbfgs(smooth, start, { ...limits, onStep });
  const every = Math.floor(kernel.rows / ENOUGH_ROWS);
  if (every < 2) return yield* newton(smooth, (at) => curvatureAt(whole, at), start, { ...limits, onStep });
  const some: Objective = { ...objective, every };
  const rough = { maxIter: 30, tol: ROUGH };
  const first = yield* newton(smoothOf(some), (at) => curvatureAt(some, at), start, rough);
  const precondition = inverseOf(yield* curvatureAt(some, first.at), start.length);
  return yield* lbfgs(smooth, first.at, { ...limits, onStep }, precondition);
}

/** Slope at which the search over some rows ends: what they leave open is more. */
const ROUGH = 1e-4;

const smoothOf = (objective: Objective) => (at: Float64Array, slope: Float64Array) => valueAt(objective, at, slope);

/** Keeps the curve of a search and reports it. */
export function curveKeeper({ onCurve, onProgress }: FitContext, maxIter: number) {
  const curve: CurvePoint[] = [];
  const onStep = (step: number, train: number) => {
    const point = { step, train, validation: null };
    curve.push(point);
    onCurve(point);
    onProgress(Math.min(step / maxIter, 0.99));
  };
  return { curve, onStep };
}
