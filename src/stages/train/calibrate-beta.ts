import type { ClassTarget } from '../../core/target.ts';
import { cholesky, solveCholesky } from '../../kernels/linear/cholesky.ts';
import { kept, type BetaState } from '../../predict/calibration.ts';

/** A logistic regression on the two logarithms of a probability. */
interface Fit {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly loss: number;
}

interface Rows {
  /** ln p, -ln (1 - p) and 1, each of all rows. */
  readonly features: readonly [Float64Array, Float64Array, Float64Array];
  readonly goal: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Beta calibration of each class against the rest. As in Platt's, answers are drawn in from 0 and 1 by a share of a row, so that few rows can't claim
 * certainty. Neither a nor b may fall below 0, or a higher probability would come out lower: the best of the fits that keep to it is taken.
 * Source: Kull, Silva Filho & Flach (2017), "Beta calibration: a well-founded and easily implemented improvement on logistic calibration".
 * @param outOfFold row-major [rows, classes], made by models that had not seen the row
 */
export function fitBeta(outOfFold: Float64Array, target: ClassTarget, weights: Float64Array | null = null): BetaState {
  const classes = target.labels.length;
  const codes = classes === 2 ? [1] : target.labels.map((_, code) => code);
  const fits = codes.map((code) => fitClass(rowsOf(outOfFold, target, weights, code)));
  const all = (key: 'a' | 'b' | 'c') => Float64Array.from(fits, (fit) => fit[key]);
  return { a: all('a'), b: all('b'), c: all('c') };
}

function rowsOf(probabilities: Float64Array, { codes, labels }: ClassTarget, weights: Float64Array | null, code: number): Rows {
  const p = Float64Array.from(codes, (_, i) => kept(probabilities[i * labels.length + code]!));
  const weight = weights ?? new Float64Array(codes.length).fill(1);
  let [hits, misses] = [0, 0];
  codes.forEach((known, i) => (known === code ? (hits += weight[i]!) : (misses += weight[i]!)));
  const goal = Float64Array.from(codes, (known) => (known === code ? (hits + 1) / (hits + 2) : 1 / (misses + 2)));
  return { features: [p.map(Math.log), p.map((each) => -Math.log(1 - each)), new Float64Array(p.length).fill(1)], goal, weight };
}

function fitClass(rows: Rows): Fit {
  const fits = [[0, 1, 2], [0, 2], [1, 2], [2]].map((used) => newton(rows, used)).filter(({ a, b }) => a >= 0 && b >= 0);
  return fits.reduce((best, fit) => (fit.loss < best.loss ? fit : best));
}

/** Newton's method on the coefficients used, the others 0, each step halved until it raises the loss no more. */
function newton(rows: Rows, used: readonly number[]): Fit {
  const at = new Float64Array(3);
  let loss = lossAt(rows, at);
  for (let step = 0; step < 100; step++) {
    const move = moveAt(rows, at, used);
    let length = 1;
    const tried = () => at.map((value, j) => value + length * (used.includes(j) ? move[used.indexOf(j)]! : 0));
    while (length > 1e-10 && !(lossAt(rows, tried()) <= loss)) length /= 2;
    if (length <= 1e-10) break;
    at.set(tried());
    const next = lossAt(rows, at);
    const isDone = loss - next <= 1e-15 * Math.abs(loss);
    loss = next;
    if (isDone) break;
  }
  return { a: at[0]!, b: at[1]!, c: at[2]!, loss };
}

const scoreAt = ({ features }: Rows, at: Float64Array, i: number) =>
  at[0]! * features[0][i]! + at[1]! * features[1][i]! + at[2]! * features[2][i]!;

function lossAt(rows: Rows, at: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < rows.goal.length; i++) {
    const score = scoreAt(rows, at, i);
    loss += rows.weight[i]! * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - rows.goal[i]! * score);
  }
  return loss;
}

/** A trace of ridge keeps probabilities that are all alike from having no step at all. */
function moveAt(rows: Rows, at: Float64Array, used: readonly number[]): Float64Array {
  const k = used.length;
  const hessian = new Float64Array(k * k);
  const slope = new Float64Array(k);
  for (let i = 0; i < rows.goal.length; i++) {
    const p = 1 / (1 + Math.exp(-scoreAt(rows, at, i)));
    const [error, spread] = [rows.weight[i]! * (rows.goal[i]! - p), rows.weight[i]! * p * (1 - p)];
    for (let r = 0; r < k; r++) {
      const x = rows.features[used[r]!]![i]!;
      slope[r]! += error * x;
      for (let c = 0; c <= r; c++) hessian[r * k + c]! += spread * x * rows.features[used[c]!]![i]!;
    }
  }
  for (let r = 0; r < k; r++) {
    hessian[r * k + r] = hessian[r * k + r]! * (1 + 1e-9) + 1e-12;
    for (let c = 0; c < r; c++) hessian[c * k + r] = hessian[r * k + c]!;
  }
  const triangle = cholesky(hessian, k);
  return triangle ? solveCholesky(triangle, k, slope) : new Float64Array(k);
}
