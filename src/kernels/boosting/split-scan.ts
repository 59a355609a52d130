/** What a leaf holds in all. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface SplitLimits {
  readonly minSamplesLeaf: number;
  readonly l2: number;
}

/** Where the best split of a leaf is kept while its features are scanned. `gain` 0 = none yet. */
export interface BestSplit {
  gain: number;
  feature: number;
  /** Numbers: the last bin that goes left. */
  bin: number;
  /** Categories: the bins that go left, one bit each; null for numbers. */
  leftBins: Uint32Array | null;
  missingLeft: boolean;
  gradientLeft: number;
  hessianLeft: number;
  rowsLeft: number;
}

export const noSplit = (): BestSplit => ({
  gain: 0,
  feature: -1,
  bin: 0,
  leftBins: null,
  missingLeft: false,
  gradientLeft: 0,
  hessianLeft: 0,
  rowsLeft: 0
});

/** A side of a split holds at least so much hessian; scikit-learn's `min_hessian_to_split`. */
export const MIN_HESSIAN = 1e-3;

/** Keeps a division by the hessian finite when every row is certain. */
export const LEAST_HESSIAN = 1e-15;

/** A level with fewer rows than this follows the larger crowd; scikit-learn's MIN_CAT_SUPPORT, and its smoothing of the levels' ratio. */
const MIN_SUPPORT = 10;

/** Twice the loss a leaf saves: G^2 / (H + l2). */
export const scoreOf = (gradient: number, hessian: number, l2: number): number =>
  (gradient * gradient) / Math.max(hessian + l2, LEAST_HESSIAN);

/**
 * Best border of a number feature, with its missing values tried on either side.
 * Source: Chen & Guestrin (2016), "XGBoost", algorithms 1 and 3; the order of the scan and the limits are scikit-learn's.
 * @param histogram gradient, hessian, rows for each bin; `bins` of them from `at` on, the missing values' bin behind
 */
export function scanNumbers(
  histogram: Float64Array,
  at: number,
  bins: number,
  hasMissing: boolean,
  feature: number,
  totals: Totals,
  limits: SplitLimits,
  best: BestSplit
): void {
  const last = hasMissing ? bins : bins - 1;
  let [gradient, hessian, rows] = [0, 0, 0];
  for (let bin = 0; bin < last; bin++) {
    const slot = at + bin * 3;
    gradient += histogram[slot]!;
    hessian += histogram[slot + 1]!;
    rows += histogram[slot + 2]!;
    if (totals.rows - rows < limits.minSamplesLeaf) break;
    if (offer(gradient, hessian, rows, totals, limits, best))
      takeNumber(best, feature, bin, hasMissing ? false : rows > totals.rows - rows);
  }
  if (!hasMissing) return;
  const missing = at + bins * 3;
  [gradient, hessian, rows] = [histogram[missing]!, histogram[missing + 1]!, histogram[missing + 2]!];
  for (let bin = 0; bin < bins - 1; bin++) {
    const slot = at + bin * 3;
    gradient += histogram[slot]!;
    hessian += histogram[slot + 1]!;
    rows += histogram[slot + 2]!;
    if (totals.rows - rows < limits.minSamplesLeaf) break;
    if (offer(gradient, hessian, rows, totals, limits, best)) takeNumber(best, feature, bin, true);
  }
}

/** Keeps the split when it is allowed and better than the best so far. */
function offer(gradient: number, hessian: number, rows: number, totals: Totals, limits: SplitLimits, best: BestSplit): boolean {
  const gradientRight = totals.gradient - gradient;
  const hessianRight = totals.hessian - hessian;
  if (rows < limits.minSamplesLeaf || totals.rows - rows < limits.minSamplesLeaf) return false;
  if (hessian < MIN_HESSIAN || hessianRight < MIN_HESSIAN) return false;
  const parent = scoreOf(totals.gradient, totals.hessian, limits.l2);
  const gain = scoreOf(gradient, hessian, limits.l2) + scoreOf(gradientRight, hessianRight, limits.l2) - parent;
  if (!(gain > best.gain) || gain <= parent * 1e-14) return false;
  best.gain = gain;
  best.gradientLeft = gradient;
  best.hessianLeft = hessian;
  best.rowsLeft = rows;
  return true;
}

function takeNumber(best: BestSplit, feature: number, bin: number, missingLeft: boolean): void {
  best.feature = feature;
  best.bin = bin;
  best.leftBins = null;
  best.missingLeft = missingLeft;
}

/**
 * Best division of a category feature's levels in two: for this loss it is a cut in the order of their gradient to hessian ratio. Missing values
 * count as one more level. Levels with little support go with the right side.
 * Source: Fisher (1958), "On grouping for maximum homogeneity"; smoothing and support as in scikit-learn and LightGBM.
 */
export function scanCategories(
  histogram: Float64Array,
  at: number,
  bins: number,
  hasMissing: boolean,
  feature: number,
  totals: Totals,
  limits: SplitLimits,
  best: BestSplit
): void {
  const order = supportedLevels(histogram, at, hasMissing ? bins + 1 : bins, totals);
  if (order.length === 0) return;
  const middle = (order.length + 1) >> 1;
  for (const isForward of [true, false]) {
    let [gradient, hessian, rows] = [0, 0, 0];
    for (let k = 0; k < middle; k++) {
      const slot = at + order[isForward ? k : order.length - 1 - k]! * 3;
      gradient += histogram[slot]!;
      hessian += histogram[slot + 1]!;
      rows += histogram[slot + 2]!;
      if (totals.rows - rows < limits.minSamplesLeaf) break;
      if (!offer(gradient, hessian, rows, totals, limits, best)) continue;
      const left = isForward ? order.slice(0, k + 1) : order.slice(order.length - 1 - k);
      best.feature = feature;
      best.bin = -1;
      best.leftBins = bitsOf(left);
      best.missingLeft = hasMissing ? left.includes(bins) : rows > totals.rows - rows;
    }
  }
}

function supportedLevels(histogram: Float64Array, at: number, bins: number, totals: Totals): number[] {
  const rowsPerHessian = totals.rows / totals.hessian;
  const ratio = (bin: number) => histogram[at + bin * 3]! / (histogram[at + bin * 3 + 1]! + MIN_SUPPORT);
  const levels: number[] = [];
  for (let bin = 0; bin < bins; bin++) if (histogram[at + bin * 3 + 1]! * rowsPerHessian >= MIN_SUPPORT) levels.push(bin);
  return levels.sort((a, b) => ratio(a) - ratio(b) || a - b);
}

/** One bit per bin, 256 in eight words. */
function bitsOf(bins: readonly number[]): Uint32Array {
  const words = new Uint32Array(8);
  for (const bin of bins) words[bin >>> 5]! |= 1 << (bin & 31);
  return words;
}

export const hasBit = (words: Uint32Array, bit: number, at = 0): boolean => ((words[at + (bit >>> 5)]! >>> (bit & 31)) & 1) === 1;
