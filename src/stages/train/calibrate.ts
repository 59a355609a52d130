import type { ClassTarget } from '../../core/target.ts';
import { logOdds, type IsotonicState, type PlattState } from '../../predict/calibration.ts';

/** Probabilities a model gave to rows it had not seen, with their answers. */
interface Judged {
  /** Row-major [rows, classes]. */
  readonly probabilities: Float64Array;
  readonly target: ClassTarget;
  readonly weights: Float64Array | null;
}

/** The classes that get a curve: the second of two, each of more. */
const curvesOf = (classes: number): number[] => (classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c));

/**
 * Logistic calibration of each class against the rest, on log-odds. Answers are drawn in from 0 and 1 by a share of a row, so that few rows can't
 * claim certainty.
 * Sources: Platt (1999), "Probabilistic outputs for support vector machines", section 2.2; the safeguarded Newton search of Lin, Lin & Weng (2007).
 * @param outOfFold row-major [rows, classes], made by models that had not seen the row
 */
export function fitPlatt(outOfFold: Float64Array, target: ClassTarget, weights: Float64Array | null = null): PlattState {
  const judged = { probabilities: outOfFold, target, weights };
  const lines = curvesOf(target.labels.length).map((code) => plattLine(judged, code));
  return { slope: Float64Array.from(lines, (line) => line.slope), intercept: Float64Array.from(lines, (line) => line.intercept) };
}

/** Of log-odds along a score. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

function plattLine({ probabilities, target, weights }: Judged, code: number): Line {
  const classes = target.labels.length;
  const x = Float64Array.from(target.codes, (_, i) => logOdds(probabilities[i * classes + code]!));
  return fitSigmoid(
    x,
    Uint8Array.from(target.codes, (known) => (known === code ? 1 : 0)),
    weights
  );
}

/**
 * The line through a score that makes it the log-odds of a hit; see `fitPlatt`.
 * @param x a score of each row
 * @param isHit 1 or 0 for each row
 */
export function fitSigmoid(x: Float64Array, isHit: Uint8Array, weights: Float64Array | null): Line {
  const weight = weights ?? new Float64Array(x.length).fill(1);
  const mass = (hit: number) => weight.reduce((sum, one, i) => sum + (isHit[i] === hit ? one : 0), 0);
  const [hits, misses] = [mass(1), mass(0)];
  const goal = Float64Array.from(isHit, (hit) => (hit === 1 ? (hits + 1) / (hits + 2) : 1 / (misses + 2)));
  return newton({ x, goal, weight }, { slope: 0, intercept: Math.log((hits + 1) / (misses + 1)) });
}

interface LineProblem {
  readonly x: Float64Array;
  readonly goal: Float64Array;
  readonly weight: Float64Array;
}

function newton(problem: LineProblem, start: Line): Line {
  let line = start;
  let loss = lossOf(problem, line);
  for (let step = 0; step < 100; step++) {
    const next = shortened(problem, line, loss);
    if (!next) return line;
    const nextLoss = lossOf(problem, next);
    const isDone = loss - nextLoss <= 1e-15 * Math.abs(loss);
    line = next;
    loss = nextLoss;
    if (isDone) return line;
  }
  return line;
}

/** The Newton step, halved until it raises the loss no more; null when no step does. */
function shortened(problem: LineProblem, line: Line, loss: number): Line | null {
  const move = newtonMove(problem, line);
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = { slope: line.slope + length * move.slope, intercept: line.intercept + length * move.intercept };
    if (lossOf(problem, next) <= loss) return next;
  }
  return null;
}

function lossOf({ x, goal, weight }: LineProblem, { slope, intercept }: Line): number {
  let loss = 0;
  for (let i = 0; i < x.length; i++) {
    const score = slope * x[i]! + intercept;
    loss += weight[i]! * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - goal[i]! * score);
  }
  return loss;
}

function newtonMove({ x, goal, weight }: LineProblem, { slope, intercept }: Line): Line {
  let [gradientSlope, gradientIntercept, slopes, both, intercepts] = [0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < x.length; i++) {
    const p = 1 / (1 + Math.exp(-(slope * x[i]! + intercept)));
    const error = weight[i]! * (p - goal[i]!);
    const spread = weight[i]! * p * (1 - p);
    gradientSlope += error * x[i]!;
    gradientIntercept += error;
    slopes += spread * x[i]! * x[i]!;
    both += spread * x[i]!;
    intercepts += spread;
  }
  const determinant = slopes * intercepts - both * both;
  if (!(determinant > 0)) return { slope: 0, intercept: -gradientIntercept / intercepts };
  return {
    slope: -(intercepts * gradientSlope - both * gradientIntercept) / determinant,
    intercept: -(slopes * gradientIntercept - both * gradientSlope) / determinant
  };
}

/**
 * Isotonic calibration of each class against the rest: the never-falling step curve nearest to the answers, joined by straight lines.
 * Source: Zadrozny & Elkan (2002), "Transforming classifier scores into accurate multiclass probability estimates"; pool adjacent violators.
 * @param outOfFold row-major [rows, classes], made by models that had not seen the row
 */
export function fitIsotonic(outOfFold: Float64Array, target: ClassTarget, weights: Float64Array | null = null): IsotonicState {
  const curves = curvesOf(target.labels.length).map((code) => isotonicCurve({ probabilities: outOfFold, target, weights }, code));
  const offsets = new Int32Array(curves.length + 1);
  curves.forEach((curve, c) => (offsets[c + 1] = offsets[c]! + curve.length));
  const points = curves.flat();
  return { x: Float64Array.from(points, (point) => point.x), y: Float64Array.from(points, (point) => point.y), offsets };
}

interface Block {
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  readonly weight: number;
}

function isotonicCurve(judged: Judged, code: number): { x: number; y: number }[] {
  const blocks: Block[] = [];
  for (let block of distinct(judged, code)) {
    for (let before = blocks.at(-1); before && before.mean >= block.mean; before = blocks.at(-1)) {
      blocks.pop();
      block = pool(before, block);
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ first, last, mean }) =>
    first === last
      ? [{ x: first, y: mean }]
      : [
          { x: first, y: mean },
          { x: last, y: mean }
        ]
  );
}

/** One block for each different probability, ascending, with the mean of its answers. */
function distinct({ probabilities, target, weights }: Judged, code: number): Block[] {
  const x = Float64Array.from(target.codes, (_, i) => probabilities[i * target.labels.length + code]!);
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || a - b);
  const blocks: Block[] = [];
  for (const row of order) {
    const weight = weights ? weights[row]! : 1;
    if (weight === 0) continue;
    const block = { first: x[row]!, last: x[row]!, mean: target.codes[row] === code ? 1 : 0, weight };
    const before = blocks.at(-1);
    if (before?.first === block.first) blocks[blocks.length - 1] = pool(before, block);
    else blocks.push(block);
  }
  return blocks;
}

function pool(a: Block, b: Block): Block {
  const weight = a.weight + b.weight;
  return { first: a.first, last: b.last, mean: (a.mean * a.weight + b.mean * b.weight) / weight, weight };
}
