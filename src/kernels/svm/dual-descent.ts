import type { Rng } from '../../core/rng.ts';
import { below } from '../../core/rng.ts';
import type { Work } from '../work.ts';
import { rowMaths, type RowMaths } from './row-maths.ts';

/**
 * Minimise |w|^2 / 2 plus what each row loses. hinge: upper_i max(0, 1 - goal_i w x_i), goals 1 or -1; epsilon: upper_i max(0, |goal_i - w x_i| - epsilon),
 * goals any numbers. `isSquared`: the square of the loss instead.
 */
export interface LinearProblem {
  /** Row-major [rows, cols]. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly goals: Float64Array;
  /** What each row counts; above 0. */
  readonly upper: Float64Array;
  readonly loss: 'hinge' | 'epsilon';
  readonly isSquared: boolean;
  /** For the epsilon loss. */
  readonly epsilon: number;
}

export interface DescentLimits {
  /** The search ends at a sweep whose violations sum to this share of those of the first. */
  readonly tol: number;
  readonly maxIter: number;
  readonly rng: Rng;
}

export interface LinearSolution {
  /** Length cols. */
  readonly w: Float64Array;
  readonly sweeps: number;
  readonly converged: boolean;
}

/**
 * Dual coordinate descent: each row's own variable is moved to where the dual is best for it, row after row in a new order each sweep.
 * Sources: Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), "A dual coordinate descent method for large-scale linear SVM", algorithm 1; Ho & Lin (2012),
 * "Large-scale linear support vector regression", algorithm 3. Without shrinking.
 */
export function* dualDescent(problem: LinearProblem, { tol, maxIter, rng }: DescentLimits): Work<LinearSolution> {
  const { rows, cols } = problem;
  const maths = rowMaths(problem.data, rows, cols);
  const w = new Float64Array(cols);
  const duals = new Float64Array(rows);
  yield 4 * rows * cols;
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  const step = problem.loss === 'hinge' ? hingeStep : epsilonStep;
  let sweeps = 0;
  let [first, violated] = [1, Infinity];
  for (; sweeps < maxIter && violated > tol * first; sweeps++) {
    violated = 0;
    for (let k = 0, since = 0; k < rows; k++) {
      const other = k + below(rng, rows - k);
      const i = order[other]!;
      order[other] = order[k]!;
      order[k] = i;
      violated += step(problem, maths, i, w, duals);
      since += maths.steps;
      if (since < 1e5) continue;
      yield since;
      since = 0;
    }
    if (sweeps === 0) first = violated;
    yield rows;
  }
  return { w, sweeps, converged: violated <= tol * first };
}

/** Duals from 0 to the row's upper bound, or without end where the loss is squared. @returns how far it violated the optimum */
function hingeStep(problem: LinearProblem, maths: RowMaths, i: number, w: Float64Array, duals: Float64Array): number {
  const { goals, upper, isSquared } = problem;
  const ridge = isSquared ? 0.5 / upper[i]! : 0;
  const most = isSquared ? Infinity : upper[i]!;
  const dual = duals[i]!;
  const slope = goals[i]! * maths.product(i, w) - 1 + ridge * dual;
  const violation = dual === 0 ? Math.min(slope, 0) : dual === most ? Math.max(slope, 0) : slope;
  if (violation === 0) return 0;
  const curvature = maths.squares[i]! + ridge;
  const next = Math.min(Math.max(curvature > 0 ? dual - slope / curvature : slope < 0 ? most : 0, 0), most);
  duals[i] = next;
  maths.add(i, w, (next - dual) * goals[i]!);
  return Math.abs(violation);
}

/** Duals from minus to plus the row's upper bound; 0 has a bend of 2 epsilon in the slope. @returns how far it violated the optimum */
function epsilonStep(problem: LinearProblem, maths: RowMaths, i: number, w: Float64Array, duals: Float64Array): number {
  const { goals, upper, isSquared, epsilon } = problem;
  const ridge = isSquared ? 0.5 / upper[i]! : 0;
  const most = isSquared ? Infinity : upper[i]!;
  const dual = duals[i]!;
  const slope = maths.product(i, w) - goals[i]! + ridge * dual;
  const [rising, falling] = [slope + epsilon, slope - epsilon];
  const violation = violationAt(dual, most, rising, falling);
  if (violation === 0) return 0;
  const curvature = Math.max(maths.squares[i]! + ridge, Number.MIN_VALUE);
  const wanted = rising < curvature * dual ? dual - rising / curvature : falling > curvature * dual ? dual - falling / curvature : 0;
  const next = Math.min(Math.max(wanted, -most), most);
  duals[i] = next;
  maths.add(i, w, next - dual);
  return violation;
}

function violationAt(dual: number, most: number, rising: number, falling: number): number {
  if (dual === 0) return rising < 0 ? -rising : falling > 0 ? falling : 0;
  if (dual >= most) return Math.max(rising, 0);
  if (dual <= -most) return Math.max(-falling, 0);
  return Math.abs(dual > 0 ? rising : falling);
}
