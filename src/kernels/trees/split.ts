/** What a leaf holds in all: whole numbers, see fixed-point.ts. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface SplitLimits {
  readonly minSamplesLeaf: number;
  readonly l1: number;
  readonly l2: number;
}

/** What a leaf's value may be: where a feature may only push upwards or downwards, the leaves on its two sides are kept apart by these. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export const UNBOUND: Bounds = { lower: -Infinity, upper: Infinity };

/** Whether the answer may only rise (1) or fall (-1) with a feature; 0 = it may do as it likes. */
export type Trend = -1 | 0 | 1;

/** The best split of a leaf while its features are scanned. `gain` 0 = none yet. Sums of the left side are whole numbers. */
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

/** An l1 penalty takes so much from the gradient, and all of a small one. */
const soft = (gradient: number, l1: number): number => (l1 === 0 ? gradient : Math.sign(gradient) * Math.max(Math.abs(gradient) - l1, 0));

/** Twice the loss a leaf saves that is free in its value: G^2 / (H + l2), with an l1 penalty taken from |G|. */
export const scoreOf = (gradient: number, hessian: number, { l1, l2 }: Pick<SplitLimits, 'l1' | 'l2'>): number =>
  soft(gradient, l1) ** 2 / Math.max(hessian + l2, LEAST_HESSIAN);

/** The value that saves most, within its bounds. */
export const valueOf = (gradient: number, hessian: number, { l1, l2 }: SplitLimits, { lower, upper }: Bounds): number =>
  Math.min(Math.max(-soft(gradient, l1) / Math.max(hessian + l2, LEAST_HESSIAN), lower), upper);

/** Twice the loss a leaf saves with this value: -(2 G v + (H + l2) v^2 + 2 l1 |v|). */
const savedBy = (value: number, gradient: number, hessian: number, { l1, l2 }: SplitLimits): number =>
  -(2 * gradient * value + Math.max(hessian + l2, LEAST_HESSIAN) * value * value + 2 * l1 * Math.abs(value));

/** What a scan is about: the leaf, what a split has to keep to, and what one unit of its whole numbers is worth. */
export interface Scan {
  readonly totals: Totals;
  readonly limits: SplitLimits;
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  readonly bounds: Bounds;
  /** For each feature 1 when it may be asked; null = all. */
  readonly allowed: Uint8Array | null;
}

/** Whether the split is allowed and better than the best so far, which then holds its gain and sums. */
export function offer(gradient: number, hessian: number, rows: number, scan: Scan, best: BestSplit, trend: Trend = 0): boolean {
  const { totals, limits, gradientUnit, hessianUnit } = scan;
  if (rows < limits.minSamplesLeaf || totals.rows - rows < limits.minSamplesLeaf) return false;
  const own = hessian * hessianUnit;
  const right = (totals.hessian - hessian) * hessianUnit;
  if (own < MIN_HESSIAN || right < MIN_HESSIAN) return false;
  const isFree = trend === 0 && scan.bounds === UNBOUND;
  const saved = isFree ? freely : orderly;
  const [ownGradient, rightGradient] = [gradient * gradientUnit, (totals.gradient - gradient) * gradientUnit];
  const { sides, parent } = saved(ownGradient, own, rightGradient, right, scan, trend);
  const gain = sides - parent;
  if (!(gain > best.gain) || gain <= parent * 1e-14) return false;
  best.gain = gain;
  best.gradientLeft = gradient;
  best.hessianLeft = hessian;
  best.rowsLeft = rows;
  return true;
}

interface Saved {
  readonly sides: number;
  readonly parent: number;
}

type SavedOf = (gradient: number, hessian: number, gradientRight: number, hessianRight: number, scan: Scan, trend: Trend) => Saved;

const freely: SavedOf = (gradient, hessian, gradientRight, hessianRight, { totals, limits, gradientUnit, hessianUnit }) => ({
  sides: scoreOf(gradient, hessian, limits) + scoreOf(gradientRight, hessianRight, limits),
  parent: scoreOf(totals.gradient * gradientUnit, totals.hessian * hessianUnit, limits)
});

/** With values held within bounds; nothing is saved by a split whose sides go against the trend. */
const orderly: SavedOf = (gradient, hessian, gradientRight, hessianRight, scan, trend) => {
  const { totals, limits, gradientUnit, hessianUnit, bounds } = scan;
  const [left, right] = [valueOf(gradient, hessian, limits, bounds), valueOf(gradientRight, hessianRight, limits, bounds)];
  const [all, allHessian] = [totals.gradient * gradientUnit, totals.hessian * hessianUnit];
  return {
    sides:
      trend * (right - left) < 0
        ? -Infinity
        : savedBy(left, gradient, hessian, limits) + savedBy(right, gradientRight, hessianRight, limits),
    parent: savedBy(valueOf(all, allHessian, limits, bounds), all, allHessian, limits)
  };
};

export const hasBit = (words: Uint32Array, bit: number, at = 0): boolean => ((words[at + (bit >>> 5)]! >>> (bit & 31)) & 1) === 1;

/** For each of 256 bins 1 when its rows go left. */
export function leftTable(split: Pick<BestSplit, 'bin' | 'leftBins' | 'missingLeft'>, missingBin: number): Uint8Array {
  const goesLeft = new Uint8Array(256);
  for (let bin = 0; bin < missingBin; bin++) goesLeft[bin] = (split.leftBins ? hasBit(split.leftBins, bin) : bin <= split.bin) ? 1 : 0;
  goesLeft[missingBin] = split.missingLeft ? 1 : 0;
  return goesLeft;
}
