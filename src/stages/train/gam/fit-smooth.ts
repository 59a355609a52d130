import type { Work } from '../../../kernels/work.ts';
import { settledInverse } from '../linear/settled-inverse.ts';
import type { Block } from './blocks.ts';
import { addUpRows, layOut, scoresOf, type Layout } from './normal-equations.ts';
import { bendingBasis } from './penalty.ts';

/** Answers as one score sees them: numbers, or 0 and 1. */
export interface SmoothTask {
  readonly blocks: readonly Block[];
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly family: 'normal' | 'binomial';
}

export interface SmoothSettings {
  /** Strength of every penalty; 0 = learned. */
  readonly alpha: number;
  readonly maxIter: number;
  readonly tol: number;
}

export interface SmoothFit {
  readonly layout: Layout;
  readonly coefficients: Float64Array;
  /** Of all coefficients, row-major. */
  readonly covariance: Float64Array;
  /** Degrees of freedom of each block. */
  readonly freedom: Float64Array;
  readonly converged: boolean;
  readonly steps: number;
}

/** One penalty: on the squares of consecutive coefficients. */
interface Penalty {
  readonly block: number;
  readonly from: number;
  readonly size: number;
  strength: number;
}

/** A penalty on every coefficient, too weak to be seen, that gives classes an end which the features part without error. */
const RIDGE = { normal: 1e-9, binomial: 1e-4 };
const LEAST_STRENGTH = 1e-8;
const MOST_STRENGTH = 1e10;

/**
 * A penalised sum of curves by iterated weighted least squares, with the strength of each penalty where the restricted likelihood is highest.
 * Sources: Eilers & Marx (1996), "Flexible smoothing with B-splines and penalties"; Wood & Fasiolo (2017), "A generalized Fellner-Schall method for smoothing parameter
 * optimization", (4); Marra & Wood (2012) for the covariance.
 */
export function* fitSmooth({ blocks, y, weights, family }: SmoothTask, settings: SmoothSettings): Work<SmoothFit> {
  const answers = { y, weights, family };
  const layout = layOut(blocks);
  const basis = basisOf(layout);
  const { penalties } = basis;
  let coefficients: Float64Array = new Float64Array(layout.columns);
  let equations = inBasis(yield* equationsAt(layout, coefficients, answers), basis);
  for (const penalty of penalties) penalty.strength = settings.alpha > 0 ? settings.alpha : balanced(penalty, equations);
  for (let step = 1; ; step++) {
    const solved = solve(equations, penalties, RIDGE[family]);
    yield basis.width ** 3;
    const wanted = inSplines(solved.at, basis, layout.columns);
    const next = family === 'normal' ? wanted : nearer(coefficients, wanted, layout, answers);
    const moved = furthestMove(coefficients, next);
    coefficients = next;
    const spread = dispersionOf(answers, layout, coefficients, freedomOf(layout, basis, solved));
    const converged = moved <= settings.tol;
    if (converged || step >= settings.maxIter) {
      const covariance = covarianceInSplines(solved.covariance, basis, layout.columns).map((value) => value * spread);
      return { layout, coefficients, covariance, freedom: freedomOf(layout, basis, solved), converged, steps: step };
    }
    if (settings.alpha === 0) strengthen(penalties, solved, spread);
    if (family === 'binomial') equations = inBasis(yield* equationsAt(layout, coefficients, answers), basis);
  }
}

type Answers = Omit<SmoothTask, 'blocks'>;

interface Equations {
  readonly square: Float64Array;
  readonly side: Float64Array;
}

function* equationsAt(layout: Layout, coefficients: Float64Array, { y, weights, family }: Answers): Work<Equations> {
  if (family === 'normal')
    return yield* addUpRows(
      layout,
      weights,
      y.map((value, i) => weights[i]! * value)
    );
  const scores = scoresOf(layout, coefficients, y.length);
  const [curvature, right] = [new Float64Array(y.length), new Float64Array(y.length)];
  for (let i = 0; i < y.length; i++) {
    const p = 1 / (1 + Math.exp(-scores[i]!));
    curvature[i] = weights[i]! * Math.max(p * (1 - p), 1e-10);
    right[i] = curvature[i]! * scores[i]! + weights[i]! * (y[i]! - p);
  }
  return yield* addUpRows(layout, curvature, right);
}

/** The coefficients that are solved for: of a curve those of `bendingBasis`, else those of the design. */
interface Basis {
  readonly width: number;
  readonly penalties: readonly Penalty[];
  /** Of each column of the design, which coefficients it is made of and how much of each. */
  readonly parts: readonly { readonly from: number; readonly shares: Float64Array }[];
}

function basisOf({ blocks }: Layout): Basis {
  const parts = [{ from: 0, shares: Float64Array.of(1) }];
  const penalties: Penalty[] = [];
  let width = 1;
  blocks.forEach(({ kind, size, hasMissing, knots }, block) => {
    const own = kind === 'curve' ? size - 1 : size;
    const curves = kind === 'curve' ? bendingBasis(knots!) : null;
    for (let k = 0; k < size; k++)
      parts.push(curves ? { from: width, shares: curves.slice(k * own, (k + 1) * own) } : { from: width + k, shares: Float64Array.of(1) });
    if (kind === 'curve') penalties.push({ block, from: width + 1, size: own - 1, strength: 1 });
    if (kind === 'levels') penalties.push({ block, from: width, size, strength: 1 });
    width += own;
    if (!hasMissing) return;
    parts.push({ from: width, shares: Float64Array.of(1) });
    penalties.push({ block, from: width++, size: 1, strength: 1 });
  });
  return { width, penalties, parts };
}

function inBasis({ square, side }: Equations, { width, parts }: Basis): Equations {
  const half = new Float64Array(side.length * width);
  const turned: Equations = { square: new Float64Array(width * width), side: new Float64Array(width) };
  parts.forEach(({ from, shares }, j) => {
    for (let i = 0; i < side.length; i++)
      shares.forEach((share, k) => (half[i * width + from + k]! += square[i * side.length + j]! * share));
    shares.forEach((share, k) => (turned.side[from + k]! += side[j]! * share));
  });
  parts.forEach(({ from, shares }, i) =>
    shares.forEach((share, k) => {
      for (let j = 0; j < width; j++) turned.square[(from + k) * width + j]! += share * half[i * width + j]!;
    })
  );
  return turned;
}

const inSplines = (at: Float64Array, { parts }: Basis, columns: number): Float64Array =>
  Float64Array.from({ length: columns }, (_, i) => parts[i]!.shares.reduce((sum, share, k) => sum + share * at[parts[i]!.from + k]!, 0));

function covarianceInSplines(covariance: Float64Array, { width, parts }: Basis, columns: number): Float64Array {
  const half = new Float64Array(columns * width);
  parts.forEach(({ from, shares }, i) =>
    shares.forEach((share, k) => {
      for (let j = 0; j < width; j++) half[i * width + j]! += share * covariance[(from + k) * width + j]!;
    })
  );
  const out = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++)
    parts.forEach(
      ({ from, shares }, j) => (out[i * columns + j] = shares.reduce((sum, share, k) => sum + share * half[i * width + from + k]!, 0))
    );
  return out;
}

/** A penalty about as strong as what the rows say. */
function balanced({ from, size }: Penalty, { square, side }: Equations): number {
  let own = 0;
  for (let k = 0; k < size; k++) own += square[(from + k) * (side.length + 1)]!;
  return Math.max(own / size, LEAST_STRENGTH);
}

interface Solved {
  readonly at: Float64Array;
  /** Inverse of X'WX and the penalties, without the dispersion. */
  readonly covariance: Float64Array;
}

function solve({ square, side }: Equations, penalties: readonly Penalty[], ridge: number): Solved {
  const width = side.length;
  const all = square.slice();
  for (let i = 1; i < width; i++) all[i * (width + 1)]! += ridge;
  for (const { from, size, strength } of penalties) for (let k = from; k < from + size; k++) all[k * (width + 1)]! += strength;
  const { covariance } = settledInverse(all, width);
  const at = new Float64Array(width);
  for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) at[i]! += covariance[i * width + j]! * side[j]!;
  return { at, covariance };
}

/** Half way back as long as the likelihood gets much worse: the quadratic it was made from does not reach so far. */
function nearer(from: Float64Array, to: Float64Array, layout: Layout, { y, weights }: Answers): Float64Array {
  const lossAt = (at: Float64Array) =>
    scoresOf(layout, at, y.length).reduce(
      (sum, score, i) => sum + weights[i]! * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - y[i]! * score),
      0
    );
  const most = 1.5 * lossAt(from) + 1;
  let next = to;
  for (let halving = 0; halving < 10 && !(lossAt(next) <= most); halving++) next = next.map((value, i) => (value + from[i]!) / 2);
  return next;
}

const squaresOf = ({ from, size }: Penalty, at: Float64Array): number =>
  at.subarray(from, from + size).reduce((sum, value) => sum + value * value, 0);

function traceOf({ from, size }: Penalty, { at, covariance }: Solved): number {
  let sum = 0;
  for (let k = from; k < from + size; k++) sum += covariance[k * (at.length + 1)]!;
  return sum;
}

/** Moves every strength towards where the restricted likelihood is highest. */
function strengthen(penalties: readonly Penalty[], solved: Solved, dispersion: number): void {
  for (const penalty of penalties) {
    const free = Math.max(penalty.size / penalty.strength - traceOf(penalty, solved), 0);
    const next = (penalty.strength * dispersion * free) / Math.max(squaresOf(penalty, solved.at), 1e-14);
    penalty.strength = Math.min(Math.max(next, LEAST_STRENGTH), MOST_STRENGTH);
  }
}

/** Coefficients of each block that the penalty leaves free. */
function freedomOf({ blocks }: Layout, { penalties }: Basis, solved: Solved): Float64Array {
  const freedom = Float64Array.from(blocks, ({ kind, size, hasMissing }) => (kind === 'curve' ? size - 1 : size) + (hasMissing ? 1 : 0));
  for (const penalty of penalties) freedom[penalty.block]! -= penalty.strength * traceOf(penalty, solved);
  return freedom;
}

/** The variance around the sum; 1 for two classes. */
function dispersionOf({ y, weights, family }: Answers, layout: Layout, coefficients: Float64Array, freedom: Float64Array): number {
  if (family === 'binomial') return 1;
  const scores = scoresOf(layout, coefficients, y.length);
  const squares = y.reduce((sum, value, i) => sum + weights[i]! * (value - scores[i]!) ** 2, 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const used = 1 + freedom.reduce((sum, value) => sum + value, 0);
  return squares / Math.max(total - used, total / 10);
}

const furthestMove = (from: Float64Array, to: Float64Array): number =>
  to.reduce((most, value, i) => Math.max(most, Math.abs(value - from[i]!)), 0) /
  (1 + to.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
