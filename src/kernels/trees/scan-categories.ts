import { offer, type BestSplit, type Scan } from './split.ts';

/** A level with fewer rows than this follows the larger crowd; scikit-learn's MIN_CAT_SUPPORT, and its smoothing of the levels' ratio. */
const MIN_SUPPORT = 10;

/** Numbers a level has: gradients, hessians, rows. */
const SLOT = 3;

/** The category feature that is scanned. */
export interface ScannedLevels {
  readonly bins: number;
  readonly hasMissing: boolean;
  readonly feature: number;
  /** With at most so many levels each is held against all others. */
  readonly oneHot: number;
}

/**
 * Best division of a category feature's levels in two: for this loss it is a cut in the order of their gradient to hessian ratio. Missing values
 * count as one more level. Levels with little support go with the right side.
 * Source: Fisher (1958), "On grouping for maximum homogeneity"; smoothing and support as in scikit-learn and LightGBM.
 * @param levels gradient, hessian, rows of each bin as whole numbers, the missing values' behind the last of `bins`
 */
export function scanCategories(levels: Float64Array, scanned: ScannedLevels, scan: Scan, best: BestSplit): void {
  if (scanned.bins <= scanned.oneHot) scanOneByOne(levels, scanned, scan, best);
  else scanInOrder(levels, scanned, scan, best);
}

function scanOneByOne(levels: Float64Array, { bins, hasMissing, feature }: ScannedLevels, scan: Scan, best: BestSplit): void {
  for (let bin = 0; bin < (hasMissing ? bins + 1 : bins); bin++) {
    const slot = bin * SLOT;
    const rows = levels[slot + 2]!;
    if (!offer(levels[slot]!, levels[slot + 1]!, rows, scan, best)) continue;
    const missingLeft = hasMissing ? bin === bins : rows > scan.totals.rows - rows;
    Object.assign(best, { feature, bin: -1, leftBins: bitsOf([bin]), missingLeft });
  }
}

function scanInOrder(levels: Float64Array, { bins, hasMissing, feature }: ScannedLevels, scan: Scan, best: BestSplit): void {
  const { totals, limits } = scan;
  const order = supportedLevels(levels, hasMissing ? bins + 1 : bins, scan);
  if (order.length === 0) return;
  const middle = (order.length + 1) >> 1;
  for (const isForward of [true, false]) {
    let [gradient, hessian, rows] = [0, 0, 0];
    for (let k = 0; k < middle; k++) {
      const slot = order[isForward ? k : order.length - 1 - k]! * SLOT;
      gradient += levels[slot]!;
      hessian += levels[slot + 1]!;
      rows += levels[slot + 2]!;
      if (totals.rows - rows < limits.minSamplesLeaf) break;
      if (!offer(gradient, hessian, rows, scan, best)) continue;
      const left = isForward ? order.slice(0, k + 1) : order.slice(order.length - 1 - k);
      best.feature = feature;
      best.bin = -1;
      best.leftBins = bitsOf(left);
      best.missingLeft = hasMissing ? left.includes(bins) : rows > totals.rows - rows;
    }
  }
}

function supportedLevels(levels: Float64Array, bins: number, { totals, gradientUnit, hessianUnit }: Scan): number[] {
  const rowsPerHessian = totals.rows / (totals.hessian * hessianUnit);
  const ratio = (bin: number) => (levels[bin * SLOT]! * gradientUnit) / (levels[bin * SLOT + 1]! * hessianUnit + MIN_SUPPORT);
  const found: number[] = [];
  for (let bin = 0; bin < bins; bin++) if (levels[bin * SLOT + 1]! * hessianUnit * rowsPerHessian >= MIN_SUPPORT) found.push(bin);
  return found.sort((a, b) => ratio(a) - ratio(b) || a - b);
}

/** One bit per bin, 256 in eight words. */
function bitsOf(bins: readonly number[]): Uint32Array {
  const words = new Uint32Array(8);
  for (const bin of bins) words[bin >>> 5]! |= 1 << (bin & 31);
  return words;
}
