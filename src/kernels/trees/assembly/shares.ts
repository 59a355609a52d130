// A thread's share of the features of a leaf: those from `first` up to, not with, `last`. Nothing here is written by two threads.
import { addFour, addOne, collect, gather } from './histogram';
import { bin, feature, gain, gradientLeft, hessianLeft, missingLeft, rowsLeft, scanNumbers, startScan } from './scan';

/** Rows whose derivatives and bins are laid side by side at a time: they stay in the processor's cache while the features go over them. */
const STRETCH: i32 = 2048;

/** Of a feature in the table: its first slot in a histogram, its bins, whether it has missing values, is a category, and its trend; i32 each. */
const ENTRY: usize = 20;

function slotsOf(table: usize, j: i32): usize {
  return (load<u32>(table + (j as usize) * ENTRY) as usize) << 4;
}

/**
 * Adds rows to the histograms of those features that are counted.
 * @param counted u8 a feature
 * @param features of the table
 * @param bins u8, groups of eight features of `stride` rows one behind the other, the last one as narrow as what is left
 * @param pairs room for a stretch of slots, the thread's own, and `gathered` for eight bytes a row of it
 */
export function countFeatures(
  table: usize,
  counted: usize,
  first: i32,
  last: i32,
  features: i32,
  bins: usize,
  stride: usize,
  derivatives: usize,
  rows: usize,
  count: i32,
  shift: i32,
  pairs: usize,
  gathered: usize,
  histogram: usize
): void {
  for (let from: i32 = 0; from < count; from += STRETCH) {
    const part = rows + ((from as usize) << 2);
    const length = min<i32>(STRETCH, count - from);
    const top = load<u32>(part) as usize;
    // Rows that stand one behind the other, as all do before the first split, are together as they are.
    const isWhole = collect(derivatives, part, length, shift, pairs);
    for (let group = first & ~7; group < last; group += 8) {
      const own = bins + (group as usize) * stride;
      const width = min<i32>(8, features - group) as usize;
      if (!isWhole) gather(own, width, part, length, gathered);
      const near = (isWhole ? own + top * width : gathered) - (group as usize);
      countGroup(table, counted, max(first, group), min(last, group + 8), near, isWhole ? width : 8, length, pairs, histogram);
    }
  }
}

/** @param near `step` bytes a row of a group; of feature j they begin at `near + j` */
function countGroup(
  table: usize,
  counted: usize,
  first: i32,
  last: i32,
  near: usize,
  step: usize,
  length: i32,
  pairs: usize,
  histogram: usize
): void {
  let j = first;
  while (j < last) {
    const isFour = (j & 3) == 0 && j + 4 <= last && load<u32>(counted + (j as usize)) == 0x01010101;
    const to = histogram + slotsOf(table, j);
    const own = near + (j as usize);
    if (isFour) {
      addFour(
        own,
        step,
        to,
        histogram + slotsOf(table, j + 1),
        histogram + slotsOf(table, j + 2),
        histogram + slotsOf(table, j + 3),
        length,
        pairs
      );
    } else if (load<u8>(counted + (j as usize)) != 0) addOne(own, step, to, length, pairs);
    j += isFour ? 4 : 1;
  }
}

/**
 * The best border over the number features that may be asked.
 * @param allowed u8 a feature
 * @param best room for seven f64: gain (0 = none), feature, bin, whether missing values go left, and gradient, hessian and rows of the left side
 */
export function scanFeatures(
  table: usize,
  allowed: usize,
  first: i32,
  last: i32,
  histogram: usize,
  best: usize,
  gradients: f64,
  hessians: f64,
  rows: i32,
  fewest: i32,
  l1: f64,
  l2: f64,
  lowest: f64,
  highest: f64,
  bits: i32,
  unitOfGradients: f64,
  unitOfHessians: f64
): void {
  startScan(gradients, hessians, rows, fewest, l1, l2, lowest, highest, bits, unitOfGradients, unitOfHessians);
  for (let j = first; j < last; j++) {
    const entry = table + (j as usize) * ENTRY;
    if (load<u8>(allowed + (j as usize)) == 0 || load<i32>(entry, 12) != 0) continue;
    scanNumbers(histogram + slotsOf(table, j), load<i32>(entry, 4), load<i32>(entry, 8), j, load<i32>(entry, 16));
  }
  store<f64>(best, gain);
  store<f64>(best, feature as f64, 8);
  store<f64>(best, bin as f64, 16);
  store<f64>(best, missingLeft as f64, 24);
  store<f64>(best, gradientLeft, 32);
  store<f64>(best, hessianLeft, 40);
  store<f64>(best, rowsLeft as f64, 48);
}
