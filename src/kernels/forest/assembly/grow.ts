import { countNode } from './count';
import {
  answers,
  bins,
  categories,
  cells,
  counts,
  entries,
  features,
  goesLeft,
  masks,
  maxDepth,
  maxFeatures,
  minSamplesLeaf,
  minSamplesSplit,
  nodeFeature,
  nodeFrom,
  nodeHigh,
  nodeLow,
  nodeMask,
  nodeMissing,
  nodeRight,
  nodeTo,
  order,
  pool,
  rows,
  shift,
  spareEntries,
  spareOrder,
  stack,
  stride,
  sums,
  values,
  weights
} from './ground';
import { below, seedRandom } from './random';
import { feature, forgetSplit, high, low, missingLeft, tellBins, tryFeature } from './split';

/** Nodes and masks of the tree so far. */
export let size: i32 = 0;
export let maskCount: i32 = 0;
/** Rows the tree learns from. */
export let bagged: i32 = 0;

let waiting: i32 = 0;
/** The node at hand, while features are tried. */
let isOpen: bool = false;
let from: i32 = 0;
let to: i32 = 0;
let depth: i32 = 0;
let tried: i32 = 0;
let useful: i32 = 0;

/**
 * Begins a tree.
 * @param draws rows drawn with replacement; 0 = every row once
 */
export function begin(seed: u32, draws: i32): void {
  seedRandom(seed);
  memory.fill(counts, 0, (rows as usize) << 2);
  for (let i: i32 = 0; i < draws; i++) {
    const at = counts + ((below(rows) as usize) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  bagged = 0;
  for (let row: i32 = 0; row < rows; row++) {
    const at = counts + ((row as usize) << 2);
    if (draws == 0) store<u32>(at, 1);
    if (load<u32>(at) > 0) addEntry(row, load<u32>(at) as f64);
  }
  for (let j: i32 = 0; j < features; j++) store<u32>(pool + ((j as usize) << 2), j);
  size = 0;
  maskCount = 0;
  waiting = 0;
  isOpen = false;
  wait(0, bagged, 0, -1);
}

function addEntry(row: i32, count: f64): void {
  const entry = entries + ((bagged as usize) << 4);
  const value = load<f64>(values + ((row as usize) << 3));
  store<u32>(order + ((bagged as usize) << 2), row);
  store<i64>(entry, sums == 1 ? ((value * count) as i64) : (value as i64) << 3);
  store<i64>(entry, ((1 as i64) << shift) + ((load<f64>(weights + ((row as usize) << 3)) * count) as i64), 8);
  bagged += 1;
}

function wait(start: i32, end: i32, deep: i32, parent: i32): void {
  const at = stack + ((waiting as usize) << 4);
  store<u32>(at, start);
  store<u32>(at, end, 4);
  store<u32>(at, deep, 8);
  store<i32>(at, parent, 12);
  waiting += 1;
}

/**
 * Goes on growing for about so many visits of a row.
 * @returns 1 while there is more to do
 */
export function grow(budget: i32): i32 {
  while (budget > 0) {
    if (!isOpen) {
      if (waiting == 0) return 0;
      openNode();
      budget -= 4;
    } else if (wantsMore()) {
      budget -= to - from;
      if (tryFeature(nextFeature(), from, to)) useful += 1;
    } else {
      budget -= to - from;
      isOpen = false;
      if (feature >= 0) divide();
    }
  }
  return 1;
}

/** A right child tells its parent where it stands; a left one stands right behind it. */
function openNode(): void {
  waiting -= 1;
  const at = stack + ((waiting as usize) << 4);
  from = load<u32>(at) as i32;
  to = load<u32>(at, 4) as i32;
  depth = load<u32>(at, 8) as i32;
  const parent = load<i32>(at, 12);
  if (parent >= 0) store<i32>(nodeRight + ((parent as usize) << 2), size);
  store<i32>(nodeFeature + ((size as usize) << 2), -1);
  store<i32>(nodeRight + ((size as usize) << 2), 0);
  store<u16>(nodeLow + ((size as usize) << 1), 0);
  store<u16>(nodeHigh + ((size as usize) << 1), 0);
  store<u8>(nodeMissing + (size as usize), 0);
  store<i32>(nodeMask + ((size as usize) << 2), 0);
  store<u32>(nodeFrom + ((size as usize) << 2), from);
  store<u32>(nodeTo + ((size as usize) << 2), to);
  size += 1;
  const count = to - from;
  if (count < minSamplesSplit || count < 2 * minSamplesLeaf || (maxDepth > 0 && depth >= maxDepth) || isPure()) return;
  isOpen = true;
  tried = 0;
  useful = 0;
  forgetSplit();
  countNode(from, to);
}

function isPure(): bool {
  const first = load<f64>(answers + ((load<u32>(order + ((from as usize) << 2)) as usize) << 3));
  for (let i = from + 1; i < to; i++)
    if (load<f64>(answers + ((load<u32>(order + ((i as usize) << 2)) as usize) << 3)) != first) return false;
  return true;
}

/** A node looks at so many features, and at further ones as long as none has told its rows apart. */
function wantsMore(): bool {
  return tried < features && (tried < maxFeatures || useful == 0);
}

/** Drawn without replacement; in their own order where all are looked at anyway. */
function nextFeature(): i32 {
  const at = pool + ((tried as usize) << 2);
  if (maxFeatures < features) {
    const other = pool + (((tried + below(features - tried)) as usize) << 2);
    const drawn = load<u32>(other);
    store<u32>(other, load<u32>(at));
    store<u32>(at, drawn);
  }
  tried += 1;
  return load<u32>(at) as i32;
}

function divide(): void {
  const node = size - 1;
  store<i32>(nodeFeature + ((node as usize) << 2), feature);
  store<u16>(nodeLow + ((node as usize) << 1), low);
  store<u16>(nodeHigh + ((node as usize) << 1), high);
  store<u8>(nodeMissing + (node as usize), missingLeft);
  if (load<u8>(categories + (feature as usize)) != 0) keepMask(node);
  else tellBins();
  const middle = partition(bins + (feature as usize) * stride, cells + ((feature as usize) << 1));
  wait(middle, to, depth + 1, node);
  wait(from, middle, depth + 1, -1);
}

function keepMask(node: i32): void {
  store<i32>(nodeMask + ((node as usize) << 2), maskCount);
  for (let word: i32 = 0; word < 8; word++) {
    let bits: u32 = 0;
    for (let bit: i32 = 0; bit < 32; bit++) bits |= (load<u8>(goesLeft + ((word * 32 + bit) as usize)) as u32) << bit;
    store<u32>(masks + ((maskCount as usize) << 5) + ((word as usize) << 2), bits);
  }
  maskCount += 1;
}

/** Rows that go left first, each side in the order it was in. @returns where the right side begins */
function partition(column: usize, cell: usize): i32 {
  const step = (features as usize) << 1;
  const within = low & 255;
  let left = order + ((from as usize) << 2);
  let leftEntry = entries + ((from as usize) << 4);
  let right = spareOrder;
  let rightEntry = spareEntries;
  const end = order + ((to as usize) << 2);
  let entry = leftEntry;
  for (let at = left; at < end; at += 4, entry += 16) {
    // Written to both sides, kept on one: a branch here is a coin toss that the processor loses half the time.
    const row = load<u32>(at);
    const own = v128.load(entry);
    let isLeft = load<u8>(goesLeft + (load<u8>(column + (row as usize)) as usize)) as usize;
    if (isLeft == 2) isLeft = (load<u8>(cell + (row as usize) * step) as i32) <= within ? 1 : 0;
    store<u32>(left, row);
    v128.store(leftEntry, own);
    store<u32>(right, row);
    v128.store(rightEntry, own);
    left += isLeft << 2;
    leftEntry += isLeft << 4;
    right += (1 - isLeft) << 2;
    rightEntry += (1 - isLeft) << 4;
  }
  memory.copy(left, spareOrder, right - spareOrder);
  memory.copy(leftEntry, spareEntries, rightEntry - spareEntries);
  return ((left - order) >> 2) as i32;
}
