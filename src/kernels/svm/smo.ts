import type { Work } from '../work.ts';
import type { KernelRows } from './kernel-rows.ts';

/**
 * Minimise 1/2 sum over s, t of sign_s sign_t alpha_s alpha_t K_st + sum of linear_t alpha_t, where 0 <= alpha_t <= upper_t and the sum of
 * sign_t alpha_t is 0.
 */
export interface SmoProblem {
  /** Which row of the kernel each variable stands for. */
  readonly rows: Int32Array;
  /** 1 or -1. */
  readonly signs: Int8Array;
  readonly linear: Float64Array;
  readonly upper: Float64Array;
  /** Where it begins, if not at 0: the sum of sign_t alpha_t stays what it is there. */
  readonly start?: Float64Array;
  readonly kernel: KernelRows;
  /** K_tt, the same for all. */
  readonly diagonal: number;
}

export interface SmoLimits {
  /** How far the most violating pair may be apart at the end. */
  readonly tol: number;
  readonly maxIter: number;
}

export interface SmoSolution {
  readonly alphas: Float64Array;
  /** What is added to the sum of sign_t alpha_t K_t. */
  readonly intercept: number;
  readonly objective: number;
  readonly converged: boolean;
}

/** Curvature where two variables stand for equal rows. */
const FLAT = 1e-12;

/**
 * Sequential minimal optimisation: the most violating variable and the one that gains most with it are moved, until none violates by more than tol.
 * Sources: Platt (1998), "Sequential minimal optimization"; Fan, Chen & Lin (2005), "Working set selection using second order information", algorithm 2;
 * the intercept as in Chang & Lin (2011), "LIBSVM", section 4.1.5. Without shrinking.
 */
export function* smo(problem: SmoProblem, { tol, maxIter }: SmoLimits): Work<SmoSolution> {
  const { rows, signs, linear, start } = problem;
  const alphas = start ? start.slice() : new Float64Array(rows.length);
  // sign_t times the slope of the objective along alpha_t
  const slopes = linear.map((value, t) => value * signs[t]!);
  if (start) yield* addStart(problem, start, slopes);
  let steps = 0;
  let converged = false;
  for (; steps < maxIter; steps++) {
    const first = mostViolating(problem, alphas, slopes);
    const kernelRow = first < 0 ? null : problem.kernel.row(rows[first]!);
    const second = kernelRow ? bestPartner(problem, alphas, slopes, first, kernelRow, tol) : -1;
    if (second < 0) {
      converged = true;
      break;
    }
    move(problem, alphas, slopes, first, second, kernelRow!);
    yield 8 * rows.length + 2 * problem.kernel.steps;
  }
  return { alphas, ...summed(problem, alphas, slopes), converged };
}

/** What the variables add to the slopes where they begin. */
function* addStart({ rows, signs, kernel }: SmoProblem, start: Float64Array, slopes: Float64Array): Work<void> {
  for (let s = 0; s < start.length; s++) {
    if (start[s] === 0) continue;
    const row = kernel.row(rows[s]!);
    for (let t = 0; t < slopes.length; t++) slopes[t]! += signs[s]! * start[s]! * row[rows[t]!]!;
    yield kernel.steps;
  }
}

const canRise = ({ signs, upper }: SmoProblem, alphas: Float64Array, t: number) =>
  signs[t]! > 0 ? alphas[t]! < upper[t]! : alphas[t]! > 0;

const canFall = ({ signs, upper }: SmoProblem, alphas: Float64Array, t: number) =>
  signs[t]! > 0 ? alphas[t]! > 0 : alphas[t]! < upper[t]!;

function mostViolating(problem: SmoProblem, alphas: Float64Array, slopes: Float64Array): number {
  let best = -1;
  let least = Infinity;
  for (let t = 0; t < slopes.length; t++) {
    if (slopes[t]! >= least || !canRise(problem, alphas, t)) continue;
    least = slopes[t]!;
    best = t;
  }
  return best;
}

/** @returns -1 when no variable violates the optimum together with `first` by more than tol */
function bestPartner(
  problem: SmoProblem,
  alphas: Float64Array,
  slopes: Float64Array,
  first: number,
  kernelRow: Float64Array,
  tol: number
): number {
  const { rows, diagonal } = problem;
  let best = -1;
  let most = 0;
  let widest = 0;
  for (let t = 0; t < slopes.length; t++) {
    const apart = slopes[t]! - slopes[first]!;
    if (apart <= 0 || !canFall(problem, alphas, t)) continue;
    if (apart > widest) widest = apart;
    const gain = (apart * apart) / Math.max(2 * diagonal - 2 * kernelRow[rows[t]!]!, FLAT);
    if (gain <= most) continue;
    most = gain;
    best = t;
  }
  return widest > tol ? best : -1;
}

/** Moves both along the line on which the sum stays, as far as the objective falls and their bounds allow. */
function move(
  { rows, signs, upper, kernel, diagonal }: SmoProblem,
  alphas: Float64Array,
  slopes: Float64Array,
  first: number,
  second: number,
  kernelRow: Float64Array
): void {
  const between = kernelRow[rows[second]!]!;
  const wanted = (slopes[second]! - slopes[first]!) / Math.max(2 * diagonal - 2 * between, FLAT);
  const roomFirst = signs[first]! > 0 ? upper[first]! - alphas[first]! : alphas[first]!;
  const roomSecond = signs[second]! > 0 ? alphas[second]! : upper[second]! - alphas[second]!;
  const step = Math.min(wanted, roomFirst, roomSecond);
  // exactly onto the bound, so that rounding leaves no variable a hair away from it
  alphas[first] = step === roomFirst ? (signs[first]! > 0 ? upper[first]! : 0) : alphas[first]! + signs[first]! * step;
  alphas[second] = step === roomSecond ? (signs[second]! > 0 ? 0 : upper[second]!) : alphas[second]! - signs[second]! * step;
  const otherRow = kernel.row(rows[second]!);
  for (let t = 0; t < slopes.length; t++) slopes[t]! += step * (kernelRow[rows[t]!]! - otherRow[rows[t]!]!);
}

function summed(problem: SmoProblem, alphas: Float64Array, slopes: Float64Array): Pick<SmoSolution, 'intercept' | 'objective'> {
  const { signs, linear } = problem;
  let [free, sum, low, high, objective] = [0, 0, -Infinity, Infinity, 0];
  for (let t = 0; t < alphas.length; t++) {
    objective += (alphas[t]! * (signs[t]! * slopes[t]! + linear[t]!)) / 2;
    const [rises, falls] = [canRise(problem, alphas, t), canFall(problem, alphas, t)];
    if (rises && falls) {
      free++;
      sum += slopes[t]!;
    } else if (rises) high = Math.min(high, slopes[t]!);
    else low = Math.max(low, slopes[t]!);
  }
  const middle = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : Number.isFinite(low) ? low : high;
  return { intercept: -(free > 0 ? sum / free : middle), objective };
}
