import type { Work } from '../work.ts';
import type { Columns } from './least-squares.ts';

export interface Penalty {
  /** Weight of the sum of absolute coefficients, on the scale of the summed squares. */
  readonly l1: number;
  /** Weight of half the sum of squared coefficients, on the same scale. */
  readonly l2: number;
}

export interface Descent {
  readonly coefficients: Float64Array;
  readonly sweeps: number;
  readonly converged: boolean;
}

/** Numbers the sweeps keep up to date: products of each column with the target and with the residual, and of columns with each other. */
interface Products {
  readonly withTarget: Float64Array;
  readonly withResidual: Float64Array;
  readonly squares: Float64Array;
  readonly targetSquare: number;
  readonly gram: (Float64Array | undefined)[];
}

interface Limits {
  readonly maxIter: number;
  readonly tol: number;
}

/**
 * Minimises |y - X w|^2 / 2 + l1 |w|_1 + l2 |w|^2 / 2 by cyclic coordinate descent with covariance updates, which work out a column's products
 * with the others when its coefficient first leaves zero. Stops, like scikit-learn, when the largest step of a sweep is below `tol` of the
 * largest coefficient and the duality gap below `tol` |y|^2.
 * Source: Friedman, Hastie & Tibshirani (2010), "Regularization paths for generalized linear models via coordinate descent", section 2.2.
 */
export function* coordinateDescent(columns: Columns, y: Float64Array, penalty: Penalty, limits: Limits): Work<Descent> {
  const [only] = yield* elasticNetPath(columns, y, [penalty], limits);
  return only!;
}

/**
 * The same for several penalties, each search starting where the one before ended; from strong to weak ones all of them take little longer than the
 * last alone.
 */
export function* elasticNetPath(columns: Columns, y: Float64Array, penalties: readonly Penalty[], limits: Limits): Work<Descent[]> {
  const products = yield* productsOf(columns, y);
  const coefficients = new Float64Array(columns.length);
  const found: Descent[] = [];
  for (const penalty of penalties) {
    const { sweeps, converged } = yield* descend(columns, products, coefficients, penalty, limits);
    found.push({ coefficients: coefficients.slice(), sweeps, converged });
  }
  return found;
}

function* descend(
  columns: Columns,
  products: Products,
  coefficients: Float64Array,
  penalty: Penalty,
  { maxIter, tol }: Limits
): Work<{ sweeps: number; converged: boolean }> {
  const p = columns.length;
  for (let sweep = 1; sweep <= maxIter; sweep++) {
    let largestStep = 0;
    let largest = 0;
    for (let j = 0; j < p; j++) {
      const step = newValue(products, coefficients[j]!, j, penalty) - coefficients[j]!;
      if (step !== 0) {
        coefficients[j]! += step;
        const withOthers = products.gram[j] ?? (yield* productsWith(columns, j));
        products.gram[j] = withOthers;
        subtractScaled(products.withResidual, withOthers, step);
        yield p;
      }
      largestStep = Math.max(largestStep, Math.abs(step));
      largest = Math.max(largest, Math.abs(coefficients[j]!));
    }
    yield p;
    const settled = largest === 0 || largestStep <= tol * largest;
    if (settled && dualityGap(products, coefficients, penalty) <= tol * products.targetSquare) return { sweeps: sweep, converged: true };
  }
  return { sweeps: maxIter, converged: false };
}

function* productsOf(columns: Columns, y: Float64Array): Work<Products> {
  const withTarget = new Float64Array(columns.length);
  const squares = new Float64Array(columns.length);
  for (let j = 0; j < columns.length; j++) {
    withTarget[j] = dot(columns[j]!, y);
    squares[j] = dot(columns[j]!, columns[j]!);
    yield 2 * y.length;
  }
  return {
    withTarget,
    withResidual: withTarget.slice(),
    squares,
    targetSquare: dot(y, y),
    gram: new Array<Float64Array | undefined>(columns.length)
  };
}

function* productsWith(columns: Columns, j: number): Work<Float64Array> {
  const out = new Float64Array(columns.length);
  for (let k = 0; k < columns.length; k++) {
    out[k] = dot(columns[j]!, columns[k]!);
    yield columns[j]!.length;
  }
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function newValue({ withResidual, squares }: Products, old: number, j: number, { l1, l2 }: Penalty): number {
  if (squares[j] === 0) return 0;
  const pull = withResidual[j]! + squares[j]! * old;
  return (Math.sign(pull) * Math.max(Math.abs(pull) - l1, 0)) / (squares[j]! + l2);
}

function subtractScaled(from: Float64Array, what: Float64Array, by: number): void {
  for (let k = 0; k < from.length; k++) from[k]! -= what[k]! * by;
}

function dualityGap({ withTarget, withResidual, targetSquare }: Products, w: Float64Array, { l1, l2 }: Penalty): number {
  let [fitted, explained, square, absolute, dualNorm] = [0, 0, 0, 0, 0];
  for (let j = 0; j < w.length; j++) {
    fitted += w[j]! * withTarget[j]!;
    explained += w[j]! * (withTarget[j]! + withResidual[j]!);
    square += w[j]! * w[j]!;
    absolute += Math.abs(w[j]!);
    dualNorm = Math.max(dualNorm, Math.abs(withResidual[j]! - l2 * w[j]!));
  }
  const residual = Math.max(targetSquare - explained, 0);
  const shrink = dualNorm > l1 ? l1 / dualNorm : 1;
  const halves = dualNorm > l1 ? 0.5 * residual * (1 + shrink * shrink) : residual;
  return halves + l1 * absolute - shrink * (targetSquare - fitted) + 0.5 * l2 * (1 + shrink * shrink) * square;
}
