// One pass over rows: the weighted sum of their losses at the present raw scores; where `derivatives` is not 0, the first and second derivatives are left
// there, each times its scale and rounded to a whole number, two i32 a row of the data. `weights` 0 = all are 1.
import { expNegative, expNegatives, logAboveOne, logsOnePlus } from './maths';

function keep(derivatives: usize, row: usize, gradient: f64, hessian: f64): void {
  store<i32>(derivatives + (row << 3), nearest(gradient) as i32);
  store<i32>(derivatives + (row << 3), nearest(hessian) as i32, 4);
}

function rowAt(rows: usize, i: i32): usize {
  return load<u32>(rows + ((i as usize) << 2)) as usize;
}

function numberAt(values: usize, row: usize): f64 {
  return load<f64>(values + (row << 3));
}

/** The numbers of two classes, a byte each. */
function classesAt(classes: usize, row: usize, next: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(load<u8>(classes + row) as f64), 1, load<u8>(classes + next) as f64);
}

/** Two numbers, one a row. */
function numbersAt(values: usize, row: usize, next: usize): v128 {
  return f64x2.replace_lane(v128.load64_splat(values + (row << 3)), 1, numberAt(values, next));
}

/** Added to a number it leaves the nearest whole one in the lowest bits. */
const ROUNDER: f64 = 6755399441055744;

/** Leaves two derivatives, times their scales, of each of two rows. The first row is written last: it may be both. */
function keepBoth(at: usize, row: usize, next: usize, gradient: v128, gradientScale: f64, hessian: v128, hessianScale: f64): void {
  const rounder = f64x2.splat(ROUNDER);
  const gradients = f64x2.add(f64x2.mul(gradient, f64x2.splat(gradientScale)), rounder);
  const hessians = f64x2.add(f64x2.mul(hessian, f64x2.splat(hessianScale)), rounder);
  const both = v128.shuffle<i32>(gradients, hessians, 0, 4, 2, 6);
  v128.store64_lane(at + (next << 3), both, 1);
  v128.store64_lane(at + (row << 3), both, 0);
}

/** Pairs of rows whose shares are multiplied before one logarithm is taken for all of them: their product is less than 2^64. */
const TOGETHER: i32 = 64;

/** ln of two numbers of 1 or more. */
function logsAboveOne(x: v128): v128 {
  return f64x2.replace_lane(f64x2.splat(logAboveOne(f64x2.extract_lane(x, 0))), 1, logAboveOne(f64x2.extract_lane(x, 1)));
}

/**
 * Log loss of two classes, y 0 or 1, a byte each, over one raw score, the log-odds of class 1. Two rows at a time, those in even places added apart from the others. Where all
 * rows weigh 1, what a row adds for being unsure of itself, ln(1 + e^-|raw|), is the logarithm of a product over many rows.
 */
export function binaryLoss(
  rows: usize,
  count: i32,
  y: usize,
  raw: usize,
  weights: usize,
  derivatives: usize,
  gradientScale: f64,
  hessianScale: f64
): f64 {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  let sums = zero;
  let product = one;
  for (let i: i32 = 0; i < count; i += 2) {
    const row = rowAt(rows, i);
    // The last of an odd number goes beside itself, and adds nothing there.
    const isPair = i + 1 < count;
    const next = isPair ? rowAt(rows, i + 1) : row;
    const weight = weights ? numbersAt(weights, row, next) : one;
    const value = numbersAt(raw, row, next);
    const truth = classesAt(y, row, next);
    const small = expNegatives(f64x2.neg(f64x2.abs(value)));
    const probability = f64x2.div(v128.bitselect(one, small, f64x2.ge(value, zero)), f64x2.add(one, small));
    const wrong = f64x2.max(v128.bitselect(f64x2.neg(value), value, f64x2.eq(truth, one)), zero);
    const counted = isPair ? i64x2.splat(-1) : i64x2(-1, 0);
    const unsure = weights ? logsOnePlus(small) : zero;
    sums = f64x2.add(sums, v128.and(counted, f64x2.mul(weight, f64x2.add(unsure, wrong))));
    if (!weights) product = f64x2.mul(product, f64x2.add(one, v128.and(counted, small)));
    if ((i & (2 * TOGETHER - 1)) == 2 * TOGETHER - 2) {
      sums = f64x2.add(sums, logsAboveOne(product));
      product = one;
    }
    if (!derivatives) continue;
    const gradient = f64x2.mul(weight, f64x2.sub(probability, truth));
    const hessian = f64x2.mul(f64x2.mul(weight, probability), f64x2.sub(one, probability));
    keepBoth(derivatives, row, next, gradient, gradientScale, hessian, hessianScale);
  }
  sums = f64x2.add(sums, logsAboveOne(product));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * Log loss over one raw score a class, made probabilities by softmax; hessians are the diagonal p (1 - p), as scikit-learn takes them. Scores and
 * derivatives of the classes stand one array behind the other.
 * @param y i32, the class of each row
 * @param stride rows of the data
 * @param shares room for one f64 a class
 */
export function softmaxLoss(
  rows: usize,
  count: i32,
  y: usize,
  raw: usize,
  weights: usize,
  derivatives: usize,
  gradientScale: f64,
  hessianScale: f64,
  classes: i32,
  stride: usize,
  shares: usize
): f64 {
  let loss: f64 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const row = rowAt(rows, i);
    const weight: f64 = weights ? numberAt(weights, row) : 1;
    const truth = load<i32>(y + (row << 2));
    let highest: f64 = -Infinity;
    for (let k: i32 = 0; k < classes; k++) highest = max<f64>(highest, numberAt(raw, row + (k as usize) * stride));
    let sum: f64 = 0;
    for (let k: i32 = 0; k < classes; k++) {
      const share = expNegative(numberAt(raw, row + (k as usize) * stride) - highest);
      store<f64>(shares + ((k as usize) << 3), share);
      sum += share;
    }
    loss += weight * (highest + logAboveOne(sum) - numberAt(raw, row + (truth as usize) * stride));
    if (!derivatives) continue;
    for (let k: i32 = 0; k < classes; k++) {
      const probability = load<f64>(shares + ((k as usize) << 3)) / sum;
      const gradient = weight * (probability - (k == truth ? 1 : 0)) * gradientScale;
      keep(derivatives, row + (k as usize) * stride, gradient, weight * probability * (1 - probability) * hessianScale);
    }
  }
  return loss;
}
