import type { Work } from '../work.ts';

/** A smooth function: fills `slope` and returns its value. */
export type Smooth = (at: Float64Array, slope: Float64Array) => Work<number>;

/** Multiplies a vector, in place, by about the inverse of the second derivatives. */
export type Precondition = (vector: Float64Array) => void;

export interface Limits {
  readonly maxIter: number;
  /** The largest entry of the slope at which the search ends. */
  readonly tol: number;
  /** Told after every step. */
  readonly onStep?: (step: number, value: number) => void;
}

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly steps: number;
  readonly converged: boolean;
}

/** Where a search stands. */
export interface Point {
  readonly at: Float64Array;
  readonly slope: Float64Array;
  readonly value: number;
}

interface Move {
  readonly step: Float64Array;
  readonly turn: Float64Array;
  readonly curvature: number;
}

/** Moves that shape the next direction. */
const MEMORY = 12;

/**
 * Limited-memory BFGS with a weak Wolfe line search by bracketing and halving.
 * Sources: Nocedal & Wright, Numerical Optimization, 2nd ed., algorithm 7.4; Lewis & Overton (2013), "Nonsmooth optimization via quasi-Newton
 * methods", section 2. Departs from them where rounding hides the decrease: there the slope alone decides, after Hager & Zhang (2005), section 4.
 * @param precondition takes the place of the first guess at the curvature, a multiple of the identity
 */
export function* lbfgs(
  smooth: Smooth,
  start: Float64Array,
  { maxIter, tol, onStep }: Limits,
  precondition: Precondition | null = null
): Work<Minimum> {
  let point = yield* evaluate(smooth, start);
  const moves: Move[] = [];
  let step = 0;
  for (; step < maxIter && largest(point.slope) > tol; step++) {
    const direction = directionFrom(point.slope, moves, precondition);
    const isBlind = moves.length === 0 && !precondition;
    const next = yield* search(smooth, point, direction, isBlind ? Math.min(1, 1 / largest(point.slope)) : 1);
    if (!next) break;
    remember(moves, point, next);
    point = next;
    onStep?.(step + 1, point.value);
  }
  return { at: point.at, value: point.value, steps: step, converged: largest(point.slope) <= tol };
}

export function* evaluate(smooth: Smooth, at: Float64Array): Work<Point> {
  const slope = new Float64Array(at.length);
  return { at, slope, value: yield* smooth(at, slope) };
}

function directionFrom(slope: Float64Array, moves: readonly Move[], precondition: Precondition | null): Float64Array {
  const direction = slope.map((value) => -value);
  const alphas = new Float64Array(moves.length);
  for (let m = moves.length - 1; m >= 0; m--) {
    const { step, turn, curvature } = moves[m]!;
    alphas[m] = dot(step, direction) / curvature;
    addScaled(direction, turn, -alphas[m]!);
  }
  const last = moves.at(-1);
  if (precondition) precondition(direction);
  else if (last) scaleBy(direction, last.curvature / dot(last.turn, last.turn));
  moves.forEach(({ step, turn, curvature }, m) => addScaled(direction, step, alphas[m]! - dot(turn, direction) / curvature));
  return direction;
}

/**
 * A weak Wolfe search along a direction.
 * @returns the next point, or null when no step along the direction is an improvement that numbers can show
 */
export function* search(smooth: Smooth, from: Point, direction: Float64Array, first: number): Work<Point | null> {
  const descent = dot(from.slope, direction);
  if (!(descent < 0)) return null;
  const noise = 1e-14 * Math.abs(from.value);
  let [low, high, length] = [0, Infinity, first];
  for (let attempt = 0; attempt < 60; attempt++) {
    const next = yield* evaluate(
      smooth,
      from.at.map((value, j) => value + length * direction[j]!)
    );
    const rise = dot(next.slope, direction);
    const isLower = next.value <= from.value + 1e-4 * length * descent || (next.value <= from.value + noise && rise <= -0.9998 * descent);
    if (!isLower) high = length;
    else if (rise < 0.9 * descent) low = length;
    else return next;
    length = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return null;
}

function remember(moves: Move[], from: Point, to: Point): void {
  const step = to.at.map((value, j) => value - from.at[j]!);
  const turn = to.slope.map((value, j) => value - from.slope[j]!);
  const curvature = dot(step, turn);
  if (!(curvature > 0)) return;
  moves.push({ step, turn, curvature });
  if (moves.length > MEMORY) moves.shift();
}

/**
 * Smooth function plus `sum l1[j] |at[j]|`, by accelerated proximal steps (FISTA) that restart when momentum points uphill.
 * Sources: Beck & Teboulle (2009), "A fast iterative shrinkage-thresholding algorithm", with backtracking; O'Donoghue & Candès (2015), "Adaptive
 * restart for accelerated gradient schemes", the gradient scheme.
 */
export function* fista(smooth: Smooth, l1: Float64Array, start: Float64Array, { maxIter, tol, onStep }: Limits): Work<Minimum> {
  let at = start;
  let ahead = start;
  let momentum = 1;
  let steepness = 1;
  for (let step = 1; step <= maxIter; step++) {
    const here = yield* evaluate(smooth, ahead);
    const { next, found } = yield* proximalStep(smooth, l1, here, steepness * 0.9);
    steepness = found;
    const move = largestDifference(next, ahead) * steepness;
    onStep?.(step, here.value + l1.reduce((sum, weight, j) => sum + weight * Math.abs(ahead[j]!), 0));
    if (move <= tol) return { at: next, value: here.value, steps: step, converged: true };
    const uphill = next.reduce((sum, value, j) => sum + (ahead[j]! - value) * (value - at[j]!), 0) > 0;
    const following = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = uphill ? 0 : (momentum - 1) / following;
    ahead = next.map((value, j) => value + carry * (value - at[j]!));
    at = next;
    momentum = following;
  }
  return { at, value: NaN, steps: maxIter, converged: false };
}

function* proximalStep(smooth: Smooth, l1: Float64Array, here: Point, steepness: number): Work<{ next: Float64Array; found: number }> {
  const unused = new Float64Array(here.at.length);
  for (let found = steepness; ; found *= 2) {
    const next = here.at.map((value, j) => shrink(value - here.slope[j]! / found, l1[j]! / found));
    let bound = here.value;
    for (let j = 0; j < next.length; j++) {
      const d = next[j]! - here.at[j]!;
      bound += here.slope[j]! * d + 0.5 * found * d * d;
    }
    const value = yield* smooth(next, unused);
    if (value <= bound + 1e-12 * Math.abs(bound) || found > 1e30) return { next, found };
  }
}

const shrink = (value: number, by: number) => Math.sign(value) * Math.max(Math.abs(value) - by, 0);

export const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const largestDifference = (a: Float64Array, b: Float64Array) => a.reduce((most, value, j) => Math.max(most, Math.abs(value - b[j]!)), 0);

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(to: Float64Array, what: Float64Array, by: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += what[i]! * by;
}

function scaleBy(values: Float64Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i]! *= by;
}
