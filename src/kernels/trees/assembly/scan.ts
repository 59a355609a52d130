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
  scanFrom(0, 0, slots, hasMissing ? bins : bins - 1, which, hasMissing ? 0 : 2);
  if (hasMissing)
    scanFrom(load<i64>(slots + ((bins as usize) << 4)), load<i64>(slots + ((bins as usize) << 4), 8), slots, bins - 1, which, 1);
}

/** @param side where missing values go: 0 right, 1 left, 2 with the larger crowd, for there are none */
function scanFrom(gradient: i64, counted: i64, slots: usize, last: i32, which: i32, side: i32): void {
  for (let i: i32 = 0; i < last; i++) {
    const slot = slots + ((i as usize) << 4);
    const more = load<i64>(slot, 8);
    // A bin without rows offers the split of the bin before.
    if (more == 0 && i > 0) continue;
    gradient += load<i64>(slot);
    counted += more;
    const rows = (counted >> shift) as i32;
    if (totalRows - rows < minRows) break;
    if (rows < minRows) continue;
    offer(gradient as f64, (counted & mask) as f64, rows, which, i, side);
  }
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
