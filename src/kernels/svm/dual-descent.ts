import type { Rng } from '../../core/rng.ts';
import { below } from '../../core/rng.ts';
import type { Work } from '../work.ts';

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
  const { data, rows, cols } = problem;
  const w = new Float64Array(cols);
  const duals = new Float64Array(rows);
  const squares = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) squares[i]! += data[i * cols + j]! ** 2;
  yield rows * cols;
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
      violated += step(problem, i, w, duals, squares[i]!);
      since += 4 * cols;
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
function hingeStep(problem: LinearProblem, i: number, w: Float64Array, duals: Float64Array, square: number): number {
  const { goals, upper, isSquared } = problem;
  const ridge = isSquared ? 0.5 / upper[i]! : 0;
  const most = isSquared ? Infinity : upper[i]!;
  const dual = duals[i]!;
  const slope = goals[i]! * product(problem, i, w) - 1 + ridge * dual;
  const violation = dual === 0 ? Math.min(slope, 0) : dual === most ? Math.max(slope, 0) : slope;
  if (violation === 0) return 0;
  const curvature = square + ridge;
  const next = Math.min(Math.max(curvature > 0 ? dual - slope / curvature : slope < 0 ? most : 0, 0), most);
  duals[i] = next;
  addRow(problem, i, w, (next - dual) * goals[i]!);
  return Math.abs(violation);
}

/** Duals from minus to plus the row's upper bound; 0 has a bend of 2 epsilon in the slope. @returns how far it violated the optimum */
function epsilonStep(problem: LinearProblem, i: number, w: Float64Array, duals: Float64Array, square: number): number {
  const { goals, upper, isSquared, epsilon } = problem;
  const ridge = isSquared ? 0.5 / upper[i]! : 0;
  const most = isSquared ? Infinity : upper[i]!;
  const dual = duals[i]!;
  const slope = product(problem, i, w) - goals[i]! + ridge * dual;
  const [rising, falling] = [slope + epsilon, slope - epsilon];
  const violation = violationAt(dual, most, rising, falling);
  if (violation === 0) return 0;
  const curvature = Math.max(square + ridge, Number.MIN_VALUE);
  const wanted = rising < curvature * dual ? dual - rising / curvature : falling > curvature * dual ? dual - falling / curvature : 0;
  const next = Math.min(Math.max(wanted, -most), most);
  duals[i] = next;
  addRow(problem, i, w, next - dual);
  return violation;
}

function violationAt(dual: number, most: number, rising: number, falling: number): number {
  if (dual === 0) return rising < 0 ? -rising : falling > 0 ? falling : 0;
  if (dual >= most) return Math.max(rising, 0);
  if (dual <= -most) return Math.max(-falling, 0);
  return Math.abs(dual > 0 ? rising : falling);
}

function product({ data, cols }: LinearProblem, i: number, w: Float64Array): number {
  let sum = 0;
  for (let j = 0, at = i * cols; j < cols; j++, at++) sum += data[at]! * w[j]!;
  return sum;
}

function addRow({ data, cols }: LinearProblem, i: number, w: Float64Array, by: number): void {
  for (let j = 0, at = i * cols; j < cols; j++, at++) w[j]! += by * data[at]!;
}
