import type { Work } from '../work.ts';
import { BLOCK, type LinearKernel } from './linear-kernel.ts';
import { inverseOf } from './newton.ts';

export interface QuantileProblem {
  /** Of one output, with squares. */
  readonly kernel: LinearKernel;
  /** Length n, spread about 1 wide. */
  readonly y: Float64Array;
  /** Length n, above 0; they sum to 1. */
  readonly weights: Float64Array;
  readonly quantile: number;
  /** The weight of each absolute coefficient, per column. */
  readonly l1: Float64Array;
  readonly fitIntercept: boolean;
}

export interface QuantileFit {
  /** Coefficients, then the intercept. */
  readonly at: Float64Array;
  /** How far the loss is from the least there can be, at most, as a share of it. */
  readonly gap: number;
  readonly steps: number;
}

/**
 * The state of the search. Residuals are u - v; d are the weights of the dual problem, s and t how far each is from its upper and lower end. Rows behind
 * the data, one for each penalised column, have the coefficient for a score, 0 for an answer and 1/2 for a quantile.
 */
interface Search {
  readonly problem: QuantileProblem;
  readonly at: Float64Array;
  readonly y: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly d: Float64Array;
  readonly s: Float64Array;
  readonly t: Float64Array;
  /** Scores of the present point, or of a move. */
  readonly scores: Float64Array;
  readonly spare: Float64Array;
  /** Where u, v and d are to go; what the first direction of a step would do to d is kept beside. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly move: Float64Array;
  readonly first: Float64Array;
}

interface Limits {
  readonly maxIter: number;
  /** Share of the loss at which the gap is small enough. */
  readonly tol: number;
  readonly onStep?: (step: number, loss: number) => void;
}

/** A loss below this, of answers 1 wide, is taken for none. */
const SMALLEST = 1e-5;
/** How near to the border a step may go. */
const NEAREST = 0.99995;
const SHORTEST = 1e-6;
/** Elementary steps of a loop over all rows, for each of them. */
const ROW_STEPS = 20;
const STRETCH = 65_536;

/**
 * Linear quantile regression with an l1 penalty, as a linear program, by a primal-dual interior point method with a predictor and a corrector.
 * Sources: Portnoy & Koenker (1997), "The Gaussian hare and the Laplacian tortoise", section 4; Mehrotra (1992), "On the implementation of a
 * primal-dual interior point method". Departs from the first in that it starts feasible for both problems, so that the gap between them always
 * bounds how far the loss is from its least.
 */
export function* fitQuantile(problem: QuantileProblem, { maxIter, tol, onStep }: Limits): Work<QuantileFit> {
  const search = startOf(problem);
  let best: QuantileFit = { at: search.at.slice(), gap: Infinity, steps: 0 };
  for (let steps = 0; ; steps++) {
    yield* scoresAt(search, search.at);
    const { gap, loss } = yield* gapOf(search);
    const share = gap / Math.max(loss, SMALLEST);
    if (share < best.gap) best = { at: search.at.slice(), gap: share, steps };
    onStep?.(steps, loss);
    if (best.gap <= tol || steps === maxIter || !((yield* advance(search, gap)) > SHORTEST)) return best;
  }
}

function startOf(problem: QuantileProblem): Search {
  const { kernel, weights, quantile, l1 } = problem;
  const behind = l1.some((weight) => weight > 0) ? kernel.cols : 0;
  const rows = kernel.rows + behind;
  const y = new Float64Array(rows);
  y.set(problem.y);
  const [s, t] = [new Float64Array(rows), new Float64Array(rows)];
  for (let i = 0; i < rows; i++) {
    const weight = i < kernel.rows ? weights[i]! : 2 * l1[i - kernel.rows]!;
    const share = i < kernel.rows ? quantile : 0.5;
    s[i] = Math.max(weight * share, Number.MIN_VALUE);
    t[i] = Math.max(weight * (1 - share), Number.MIN_VALUE);
  }
  const at = new Float64Array(kernel.cols + 1);
  const [u, v] = [y.map((value) => Math.max(value, 0) + 0.1), y.map((value) => Math.max(-value, 0) + 0.1)];
  const list = () => new Float64Array(rows);
  const room = { scores: list(), spare: list(), up: list(), down: list(), move: list(), first: list() };
  return { problem, at, y, u, v, s, t, d: list(), ...room };
}

/** Goes over all rows a stretch at a time. */
function* over(rows: number, look: (from: number, to: number) => void): Work<void> {
  for (let from = 0; from < rows; from += STRETCH) {
    const to = Math.min(from + STRETCH, rows);
    look(from, to);
    yield ROW_STEPS * (to - from);
  }
}

/** Leaves in `scores` those of a point. */
function* scoresAt({ problem: { kernel }, scores }: Search, at: Float64Array): Work<void> {
  kernel.point.set(at);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    scores.set(kernel.block(0).subarray(0, to - from), from);
    yield (to - from) * (kernel.cols / 2 + 8);
  }
  for (let i = kernel.rows; i < scores.length; i++) scores[i] = at[i - kernel.rows]!;
}

/** How far primal and dual are apart, and the loss of the present scores. */
function* gapOf({ y, scores, u, v, d, s, t }: Search): Work<{ gap: number; loss: number }> {
  let [gap, loss] = [0, 0];
  yield* over(y.length, (from, to) => {
    for (let i = from; i < to; i++) {
      gap += u[i]! * s[i]! + v[i]! * t[i]!;
      const residual = y[i]! - scores[i]!;
      loss += residual > 0 ? residual * (s[i]! + d[i]!) : -residual * (t[i]! - d[i]!);
    }
  });
  return { gap, loss };
}

/** One step. @returns the longer of its two lengths, 1 at most */
function* advance(search: Search, gap: number): Work<number> {
  const { at, u, v, d, s, t, up, down, move, first } = search;
  const solve = yield* normalEquations(search);
  yield* direct(search, solve, null);
  first.set(move);
  const centring = ((yield* gapAfter(search, yield* lengthsOf(search))) / gap) ** 3;
  const turn = yield* direct(search, solve, { by: first, centre: (centring * gap) / (2 * u.length) });
  const { primal, dual } = yield* lengthsOf(search);
  turn.forEach((value, j) => (at[j]! += primal * value));
  yield* over(u.length, (from, to) => {
    for (let i = from; i < to; i++) {
      u[i]! += primal * up[i]!;
      v[i]! += primal * down[i]!;
      d[i]! += dual * move[i]!;
      s[i]! -= dual * move[i]!;
      t[i]! += dual * move[i]!;
    }
  });
  return Math.max(primal, dual);
}

/** Where the products of the two parts are to go: all to one centre, less what the first direction already does to them. */
interface Aim {
  readonly by: Float64Array;
  readonly centre: number;
}

function* normalEquations({ problem: { kernel, fitIntercept }, u, v, s, t }: Search): Work<(vector: Float64Array) => void> {
  const width = kernel.cols + 1;
  const inverseSpread = (i: number) => 1 / (u[i]! / s[i]! + v[i]! / t[i]!);
  kernel.squares.fill(0);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    for (let i = from; i < to; i++) kernel.curvatures[i - from] = inverseSpread(i);
    kernel.addSquares(from, to);
    yield (to - from) * (width ** 2 / 4 + 8);
  }
  const matrix = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) matrix[i * width + j] = matrix[j * width + i] = kernel.squares[i * width + j]!;
  for (let i = kernel.rows; i < u.length; i++) matrix[(i - kernel.rows) * (width + 1)]! += inverseSpread(i);
  if (!fitIntercept)
    for (let j = 0; j < width; j++) matrix[kernel.cols * width + j] = matrix[j * width + kernel.cols] = j === kernel.cols ? 1 : 0;
  return inverseOf(matrix, width);
}

/**
 * Works out a direction and leaves it in `up`, `down` and `move`.
 * @returns that of the point
 */
function* direct(search: Search, solve: (vector: Float64Array) => void, aim: Aim | null): Work<Float64Array> {
  const { at, y, u, v, d, s, t, scores, spare, up, down, move } = search;
  yield* scoresAt(search, at);
  yield* over(y.length, (from, to) => {
    for (let i = from; i < to; i++) {
      up[i] = aim ? upperAim(search, i, aim) : 0;
      down[i] = aim ? lowerAim(search, i, aim) : 0;
      move[i] = y[i]! - scores[i]! - up[i]! / s[i]! + down[i]! / t[i]!;
      spare[i] = move[i]! / (u[i]! / s[i]! + v[i]! / t[i]!) + d[i]!;
    }
  });
  const turn = yield* productsWith(search, spare);
  solve(turn);
  yield* scoresAt(search, turn);
  yield* over(y.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const by = (move[i]! - scores[i]!) / (u[i]! / s[i]! + v[i]! / t[i]!);
      move[i] = by;
      up[i] = (up[i]! + u[i]! * by) / s[i]! - u[i]!;
      down[i] = (down[i]! - v[i]! * by) / t[i]! - v[i]!;
    }
  });
  return turn;
}

/** What u s is to become, as far as it is not its own direction's doing. */
function upperAim({ u, s }: Search, i: number, { by, centre }: Aim): number {
  return centre + u[i]! * (by[i]! / s[i]! - 1) * by[i]!;
}

/** The same of v t. */
function lowerAim({ v, t }: Search, i: number, { by, centre }: Aim): number {
  return centre + v[i]! * (by[i]! / t[i]! + 1) * by[i]!;
}

/** The products of the columns with a list. */
function* productsWith({ problem: { kernel, fitIntercept } }: Search, values: Float64Array): Work<Float64Array> {
  kernel.slope.fill(0);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.block(0).set(values.subarray(from, to));
    kernel.addSlope(from, to);
    yield (to - from) * (kernel.cols / 2 + 8);
  }
  const out = kernel.slope.slice();
  for (let i = kernel.rows; i < values.length; i++) out[i - kernel.rows]! += values[i]!;
  if (!fitIntercept) out[kernel.cols] = 0;
  return out;
}

interface Lengths {
  readonly primal: number;
  readonly dual: number;
}

/** How far each problem may go before a part would fall to 0. */
function* lengthsOf({ u, v, s, t, up, down, move }: Search): Work<Lengths> {
  let [primal, dual] = [1 / NEAREST, 1 / NEAREST];
  yield* over(u.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const by = move[i]!;
      if (up[i]! < 0) primal = Math.min(primal, -u[i]! / up[i]!);
      if (down[i]! < 0) primal = Math.min(primal, -v[i]! / down[i]!);
      if (by > 0) dual = Math.min(dual, s[i]! / by);
      else if (by < 0) dual = Math.min(dual, -t[i]! / by);
    }
  });
  return { primal: NEAREST * primal, dual: NEAREST * dual };
}

function* gapAfter({ u, v, s, t, up, down, move }: Search, { primal, dual }: Lengths): Work<number> {
  let gap = 0;
  yield* over(u.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const by = dual * move[i]!;
      gap += (u[i]! + primal * up[i]!) * (s[i]! - by) + (v[i]! + primal * down[i]!) * (t[i]! + by);
    }
  });
  return gap;
}
