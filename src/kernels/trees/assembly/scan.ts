/** A side of a split holds at least so much hessian; scikit-learn's `min_hessian_to_split`. */
const MIN_HESSIAN: f64 = 1e-3;
/** Keeps a division by the hessian finite when every row is certain. */
const LEAST_HESSIAN: f64 = 1e-15;

/** Under 1 by more than the rounding of a few products. */
const CERTAINLY: f64 = 1 - 1e-14;

/** The best split so far; `gain` 0 = none. Gradient and hessian of its left side are whole numbers. */
export let gain: f64 = 0;
export let feature: i32 = -1;
export let bin: i32 = 0;
export let missingLeft: i32 = 0;
export let gradientLeft: f64 = 0;
export let hessianLeft: f64 = 0;
export let rowsLeft: i32 = 0;

let totalGradient: f64 = 0;
let totalHessian: f64 = 0;
let totalRows: i32 = 0;
let minRows: i32 = 0;
let l1: f64 = 0;
let l2: f64 = 0;
/** What a leaf's value may be; see Bounds in ../split.ts. */
let lower: f64 = -Infinity;
let upper: f64 = Infinity;
let isBound: bool = false;
/** Of the feature being scanned: 1 rising, -1 falling, 0 as it likes. */
let trend: f64 = 0;
let shift: i64 = 0;
let mask: i64 = 0;
let gradientUnit: f64 = 0;
let hessianUnit: f64 = 0;
let parent: f64 = 0;
/** What the leaf saves with its value within bounds. */
let boundParent: f64 = 0;

function soft(gradient: f64): f64 {
  if (l1 == 0) return gradient;
  return copysign<f64>(max<f64>(abs<f64>(gradient) - l1, 0), gradient);
}

function scoreOf(gradient: f64, hessian: f64): f64 {
  const own = soft(gradient);
  return (own * own) / max<f64>(hessian + l2, LEAST_HESSIAN);
}

function valueOf(gradient: f64, hessian: f64): f64 {
  return min<f64>(max<f64>(-soft(gradient) / max<f64>(hessian + l2, LEAST_HESSIAN), lower), upper);
}

function savedBy(value: f64, gradient: f64, hessian: f64): f64 {
  return -(2 * gradient * value + max<f64>(hessian + l2, LEAST_HESSIAN) * value * value + 2 * l1 * abs<f64>(value));
}

/** What the leaf holds in all, and what a split has to keep to. Forgets the best split. */
export function startScan(
  gradients: f64,
  hessians: f64,
  rows: i32,
  fewest: i32,
  push: f64,
  pull: f64,
  lowest: f64,
  highest: f64,
  bits: i32,
  unitOfGradients: f64,
  unitOfHessians: f64
): void {
  totalGradient = gradients;
  totalHessian = hessians;
  totalRows = rows;
  minRows = fewest;
  l1 = push;
  l2 = pull;
  lower = lowest;
  upper = highest;
  isBound = lowest > -Infinity || highest < Infinity;
  shift = bits as i64;
  mask = ((1 as i64) << shift) - 1;
  gradientUnit = unitOfGradients;
  hessianUnit = unitOfHessians;
  const all = gradients * unitOfGradients;
  const allHessian = hessians * unitOfHessians;
  parent = scoreOf(all, allHessian);
  boundParent = savedBy(valueOf(all, allHessian), all, allHessian);
  gain = 0;
  feature = -1;
}

/**
 * Best border of a number feature, with its missing values tried on either side.
 * @param slots of the feature, the missing values' behind the last bin
 */
export function scanNumbers(slots: usize, bins: i32, hasMissing: i32, which: i32, direction: i32): void {
  trend = direction as f64;
  scanFrom(i64x2(0, 0), slots, hasMissing ? bins : bins - 1, which, hasMissing ? 0 : 2);
  if (hasMissing) scanFrom(v128.load(slots + ((bins as usize) << 4)), slots, bins - 1, which, 1);
}

/** Where a scan stands: gradients in lane 0, and rows << shift | hessians in lane 1, of the bins up to here. */
let sums: v128 = i64x2(0, 0);
let side: i32 = 0;
let scanned: i32 = 0;

/**
 * @param where missing values go: 0 right, 1 left, 2 with the larger crowd, for there are none
 */
function scanFrom(start: v128, slots: usize, last: i32, which: i32, where: i32): void {
  sums = start;
  side = where;
  scanned = which;
  let from = 0;
  while (from < last && rowsOf(sums) < minRows) from = offerNext(slots, from, last);
  if (!isBound && trend == 0 && l1 == 0) from = scanPairs(slots, from, last);
  while (from < last) from = offerNext(slots, from, last);
}

function rowsOf(held: v128): i32 {
  return (i64x2.extract_lane(held, 1) >> shift) as i32;
}

/** @returns the next bin, or the last where no later one leaves rows enough on the right */
function offerNext(slots: usize, at: i32, last: i32): i32 {
  sums = i64x2.add(sums, v128.load(slots + ((at as usize) << 4)));
  const rows = rowsOf(sums);
  if (totalRows - rows < minRows) return last;
  if (rows >= minRows) offerSums(sums, at);
  return at + 1;
}

function offerSums(held: v128, at: i32): void {
  offer(i64x2.extract_lane(held, 0) as f64, (i64x2.extract_lane(held, 1) & mask) as f64, rowsOf(held), scanned, at, side);
}

/** Added to a whole number as bits, and taken away as a number, it leaves that number as an f64; up to 2^51 on either side of 0. */
const AS_BITS: i64 = 0x4338000000000000;
const AS_NUMBER: f64 = 6755399441055744;

function numbersOf(wholes: v128): v128 {
  return f64x2.sub(i64x2.add(wholes, i64x2.splat(AS_BITS)), f64x2.splat(AS_NUMBER));
}

/** Two bins at a time: most of them can't win, which `offer` finds in the same manner. @returns the first bin that was not looked at */
function scanPairs(slots: usize, from: i32, last: i32): i32 {
  let at = from;
  for (; at + 2 <= last; at += 2) {
    const slot = slots + ((at as usize) << 4);
    const first = i64x2.add(sums, v128.load(slot));
    const second = i64x2.add(first, v128.load(slot, 16));
    if (totalRows - rowsOf(second) < minRows) break;
    sums = second;
    const gradient = f64x2.mul(numbersOf(v128.shuffle<i64>(first, second, 0, 2)), f64x2.splat(gradientUnit));
    const counted = v128.and(v128.shuffle<i64>(first, second, 1, 3), i64x2.splat(mask));
    const hessian = f64x2.mul(numbersOf(counted), f64x2.splat(hessianUnit));
    const right = f64x2.sub(f64x2.splat(totalGradient * gradientUnit), gradient);
    const held = f64x2.add(hessian, f64x2.splat(l2));
    const heldRight = f64x2.add(f64x2.sub(f64x2.splat(totalHessian * hessianUnit), hessian), f64x2.splat(l2));
    const squares = f64x2.add(f64x2.mul(f64x2.mul(gradient, gradient), heldRight), f64x2.mul(f64x2.mul(right, right), held));
    const least = f64x2.mul(f64x2.splat((gain + parent) * CERTAINLY), f64x2.mul(held, heldRight));
    if (!v128.any_true(f64x2.gt(squares, least))) continue;
    offerSums(first, at);
    offerSums(second, at + 1);
  }
  return at;
}

function offer(gradient: f64, hessian: f64, rows: i32, which: i32, at: i32, side: i32): void {
  const hessianRight = (totalHessian - hessian) * hessianUnit;
  const ownHessian = hessian * hessianUnit;
  if (ownHessian < MIN_HESSIAN || hessianRight < MIN_HESSIAN) return;
  if (isBound || trend != 0) {
    offerOrderly(gradient, ownHessian, hessianRight, rows, which, at, side, hessian);
    return;
  }
  const own = soft(gradient * gradientUnit);
  const right = soft((totalGradient - gradient) * gradientUnit);
  const held = max<f64>(ownHessian + l2, LEAST_HESSIAN);
  const heldRight = max<f64>(hessianRight + l2, LEAST_HESSIAN);
  // own^2 / held + right^2 / heldRight cannot win when this, without a division, says so by more than rounding: most candidates end here.
  const squares = own * own * heldRight + right * right * held;
  if (squares <= (gain + parent) * held * heldRight * CERTAINLY) return;
  const won = (own * own) / held + (right * right) / heldRight - parent;
  if (won > gain && won > parent * 1e-14) take(won, gradient, hessian, rows, which, at, side);
}

/** As `offer`, of a leaf or a feature that binds the values of the two sides. */
function offerOrderly(gradient: f64, ownHessian: f64, hessianRight: f64, rows: i32, which: i32, at: i32, side: i32, hessian: f64): void {
  const own = gradient * gradientUnit;
  const gradientRight = (totalGradient - gradient) * gradientUnit;
  const left = valueOf(own, ownHessian);
  const right = valueOf(gradientRight, hessianRight);
  if (trend * (right - left) < 0) return;
  const won = savedBy(left, own, ownHessian) + savedBy(right, gradientRight, hessianRight) - boundParent;
  if (won > gain && won > boundParent * 1e-14) take(won, gradient, hessian, rows, which, at, side);
}

function take(won: f64, gradient: f64, hessian: f64, rows: i32, which: i32, at: i32, side: i32): void {
  gain = won;
  feature = which;
  bin = at;
  missingLeft = side == 2 ? (rows > totalRows - rows ? 1 : 0) : side;
  gradientLeft = gradient;
  hessianLeft = hessian;
  rowsLeft = rows;
}
