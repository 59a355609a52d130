/** What a leaf holds in all: whole numbers, see fixed-point.ts. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface SplitLimits {
  readonly minSamplesLeaf: number;
  readonly l2: number;
}

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

/** Twice the loss a leaf saves: G^2 / (H + l2). */
export const scoreOf = (gradient: number, hessian: number, l2: number): number =>
  (gradient * gradient) / Math.max(hessian + l2, LEAST_HESSIAN);

/** What a scan is about: the leaf, what a split has to keep to, and what one unit of its whole numbers is worth. */
export interface Scan {
  readonly totals: Totals;
  readonly limits: SplitLimits;
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

/** Whether the split is allowed and better than the best so far, which then holds its gain and sums. */
export function offer(
  gradient: number,
  hessian: number,
  rows: number,
  { totals, limits, gradientUnit, hessianUnit }: Scan,
  best: BestSplit
): boolean {
  if (rows < limits.minSamplesLeaf || totals.rows - rows < limits.minSamplesLeaf) return false;
  const own = hessian * hessianUnit;
  const right = (totals.hessian - hessian) * hessianUnit;
  if (own < MIN_HESSIAN || right < MIN_HESSIAN) return false;
  const parent = scoreOf(totals.gradient * gradientUnit, totals.hessian * hessianUnit, limits.l2);
  const gain =
    scoreOf(gradient * gradientUnit, own, limits.l2) + scoreOf((totals.gradient - gradient) * gradientUnit, right, limits.l2) - parent;
  if (!(gain > best.gain) || gain <= parent * 1e-14) return false;
  best.gain = gain;
  best.gradientLeft = gradient;
  best.hessianLeft = hessian;
  best.rowsLeft = rows;
  return true;
}

export const hasBit = (words: Uint32Array, bit: number, at = 0): boolean => ((words[at + (bit >>> 5)]! >>> (bit & 31)) & 1) === 1;

/** For each of 256 bins 1 when its rows go left. */
export function leftTable(split: Pick<BestSplit, 'bin' | 'leftBins' | 'missingLeft'>, missingBin: number): Uint8Array {
  const goesLeft = new Uint8Array(256);
  for (let bin = 0; bin < missingBin; bin++) goesLeft[bin] = (split.leftBins ? hasBit(split.leftBins, bin) : bin <= split.bin) ? 1 : 0;
  goesLeft[missingBin] = split.missingLeft ? 1 : 0;
  return goesLeft;
}
