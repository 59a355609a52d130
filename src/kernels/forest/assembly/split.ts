// Longer than other files on purpose: every way to cut a feature offers to the one best split, which stands in the globals of this module.
import { countFeature, found, isFine } from './count';
import {
  binCounts,
  borders,
  categories,
  goesLeft,
  isClasses,
  isEntropy,
  isRandom,
  left,
  list,
  listKeys,
  minSamplesLeaf,
  ranks,
  sums,
  total
} from './ground';
import { timesLog } from './maths';
import { below, draw } from './random';

/** The best split so far; `feature` -1 = none. Of a number, keys up to `low` go left, and `high` is the next one. */
export let feature: i32 = -1;
export let low: i32 = 0;
export let high: i32 = 0;
export let missingLeft: i32 = 0;
let score: f64 = -Infinity;

/** Of the candidates of one feature: where in the list the left side of the best one ends, on which side the missing values are; -1 = none. */
let place: i32 = -1;
let side: i32 = 0;
let rowsLeft: f64 = 0;
/** Of a random cut, the last key that goes left, present or not. */
let cut: i32 = 0;

/** No key: behind the cut stand missing values only. */
const NO_KEY: i32 = 0xffff;

export function forgetSplit(): void {
  feature = -1;
  score = -Infinity;
}

/** Looks for a better split of a node in one feature. @returns whether the feature tells any of its rows apart */
export function tryFeature(j: i32, from: i32, to: i32): bool {
  const binCount = load<u32>(binCounts + ((j as usize) << 2)) as i32;
  countFeature(j, from, to, binCount);
  if (found < 2) return false;
  const hasGap = keyAt(found - 1) >> 8 == binCount;
  place = -1;
  if (load<u8>(categories + (j as usize)) != 0) {
    if (isRandom) drawLevels(j, hasGap);
    else rankLevels(j, hasGap);
    return true;
  }
  const present = hasGap ? found - 1 : found;
  if (isRandom) tryRandomCut(j, present, hasGap);
  else tryAllCuts(present, hasGap);
  if (place >= 0) keepCut(j, present, hasGap);
  return true;
}

function clearLeft(): void {
  for (let at: usize = 0; at < ((sums + 2) as usize) << 3; at += 8) store<f64>(left + at, 0);
}

function addLeft(k: i32): void {
  const width = ((sums + 2) as usize) << 3;
  const from = list + (k as usize) * width;
  for (let at: usize = 0; at < width; at += 8) store<f64>(left + at, load<f64>(left + at) + load<f64>(from + at));
}

/** Every cut between present keys, with the missing values on either side. */
function tryAllCuts(present: i32, hasGap: bool): void {
  const cuts = hasGap ? present : present - 1;
  if (sums == 1 && !isEntropy) {
    tryValueCuts(-1, cuts, 0);
    if (hasGap) tryValueCuts(present, present - 1, 1);
    return;
  }
  clearLeft();
  for (let k: i32 = 0; k < cuts; k++) {
    addLeft(k);
    offer(k, 0);
  }
  if (!hasGap) return;
  clearLeft();
  addLeft(present);
  for (let k: i32 = 0; k < present - 1; k++) {
    addLeft(k);
    offer(k, 1);
  }
}

/** What `offer` does cut by cut for one sum, with all of it at hand: most of the time of a forest is spent here. @param gap goes left to begin with; -1 = none */
function tryValueCuts(gap: i32, cuts: i32, missing: i32): void {
  const allValue = load<f64>(total);
  const allWeight = load<f64>(total, 8);
  const allRows = load<f64>(total, 16);
  const fewest = minSamplesLeaf as f64;
  let value: f64 = gap < 0 ? 0 : load<f64>(list + (gap as usize) * 24);
  let weight: f64 = gap < 0 ? 0 : load<f64>(list + (gap as usize) * 24, 8);
  let rows: f64 = gap < 0 ? 0 : load<f64>(list + (gap as usize) * 24, 16);
  for (let k: i32 = 0, entry = list; k < cuts; k++, entry += 24) {
    value += load<f64>(entry);
    weight += load<f64>(entry, 8);
    rows += load<f64>(entry, 16);
    if (rows < fewest || allRows - rows < fewest) continue;
    const right = allWeight - weight;
    const distance = value / weight - (allValue - value) / right;
    const won = distance * distance * weight * right;
    if (!(won > score)) continue;
    score = won;
    place = k;
    side = missing;
    rowsLeft = rows;
  }
}

function keyAt(k: i32): i32 {
  return load<u16>(listKeys + ((k as usize) << 1)) as i32;
}

/** One cut, drawn evenly between the lowest and the highest value of the node as far as bins tell them; within one bin, between its keys. */
function tryRandomCut(j: i32, present: i32, hasGap: bool): void {
  const first = keyAt(0);
  const last = keyAt(present - 1);
  cut = isFine ? first : first | 255;
  if (last >> 8 > first >> 8) cut = (drawBin(j, first >> 8, last >> 8) << 8) | 255;
  else if (last > first) cut = first + below(last - first);
  clearLeft();
  let k: i32 = 0;
  for (; k < present && keyAt(k) <= cut; k++) addLeft(k);
  offer(k - 1, 0);
  if (!hasGap || last == first) return;
  addLeft(present);
  offer(k - 1, 1);
}

function drawBin(j: i32, first: i32, last: i32): i32 {
  const own = borders + (((j * 255) as usize) << 3);
  const share = draw();
  const at = load<f64>(own + ((first as usize) << 3)) * (1 - share) + load<f64>(own + (((last - 1) as usize) << 3)) * share;
  let bin = first;
  while (bin < last - 1 && load<f64>(own + ((bin as usize) << 3)) < at) bin += 1;
  return bin;
}

function keepCut(j: i32, present: i32, hasGap: bool): void {
  feature = j;
  low = isRandom ? cut : isFine ? keyAt(place) : keyAt(place) | 255;
  high = place + 1 == present ? NO_KEY : isRandom ? cut + 1 : keyAt(place + 1);
  missingLeft = hasGap ? side : crowdLeft();
}

/** Says for each bin where it goes, once the best split is a number's. */
export function tellBins(): void {
  const bin = low >> 8;
  memory.fill(goesLeft, 1, bin as usize);
  store<u8>(goesLeft + (bin as usize), (low & 255) == 255 ? 1 : 2);
  memory.fill(goesLeft + ((bin + 1) as usize), 0, (255 - bin) as usize);
  store<u8>(goesLeft + (load<u32>(binCounts + ((feature as usize) << 2)) as usize), missingLeft);
}

/** Whether most rows of the node go left: there goes what it has none of. */
function crowdLeft(): i32 {
  return rowsLeft * 2 > load<f64>(total + (((sums + 1) as usize) << 3)) ? 1 : 0;
}

/**
 * A division drawn at random, missing values as one more level. Where a number is learned coins lose much of what levels in an order tell; where classes are, their
 * chance is what makes many trees strong.
 */
function drawLevels(j: i32, hasGap: bool): void {
  const count = isClasses ? tossLevels() : cutRanked();
  clearLeft();
  for (let i: i32 = 0; i < count; i++) addLeft(rankedAt(i));
  offer(count - 1, 0);
  if (place >= 0) keepLevels(j, hasGap);
}

/** Each goes to a side by a coin; where all would go to one, one of them changes. @returns how many go left */
function tossLevels(): i32 {
  let count: i32 = 0;
  let others: i32 = found;
  for (let k: i32 = 0; k < found; k++) rank(draw() < 0.5 ? count++ : --others, k);
  if (count > 0 && count < found) return count;
  const moved = below(found);
  const level = rankedAt(moved);
  rank(moved, rankedAt(0));
  rank(0, level);
  return 1;
}

/** Where a number is learned, a cut drawn evenly between the lowest and the highest mean of a level. @returns how many go left */
function cutRanked(): i32 {
  sortLevels(0);
  const lowest = keyOf(rankedAt(0), 0);
  const at = lowest + draw() * (keyOf(rankedAt(found - 1), 0) - lowest);
  let count: i32 = 1;
  while (count < found - 1 && keyOf(rankedAt(count), 0) <= at) count++;
  return count;
}

/**
 * Cuts in the order of the levels' means, missing values as one more level: for a number and for two classes the best of all divisions is among them.
 * With several classes, in the order of each class's share. Source: Breiman et al. (1984), "Classification and regression trees", theorem 4.5.
 * Departs from it in that levels of fewer rows than a leaf may have stay together, on one side or the other: ranked by what few rows say, they would be chosen for
 * their luck.
 */
function rankLevels(j: i32, hasGap: bool): void {
  for (let sum: i32 = 0; sum < sums; sum++) {
    if (sums > 1 && load<f64>(total + ((sum as usize) << 3)) == 0) continue;
    sortLevels(sum);
    for (let way: i32 = 0; way < 2; way++) {
      const firm = firmFirst(way == 1);
      clearLeft();
      place = -1;
      for (let i: i32 = 0; i < min(firm, found - 1); i++) {
        addLeft(rankedAt(i));
        offer(i, 0);
      }
      if (place >= 0) keepLevels(j, hasGap);
      if (firm == found) break;
    }
  }
}

/** Levels of fewer rows than a leaf may have behind the others, these in their order or turned about. @returns how many others there are */
function firmFirst(isTurned: bool): i32 {
  let firm: i32 = 0;
  for (let i: i32 = 0; i < found; i++) {
    const level = rankedAt(i);
    if (rowsOf(level) < (minSamplesLeaf as f64)) continue;
    for (let at = i; at > firm; at--) rank(at, rankedAt(at - 1));
    rank(firm++, level);
  }
  if (isTurned)
    for (let i: i32 = 0, k = firm - 1; i < k; i++, k--) {
      const level = rankedAt(i);
      rank(i, rankedAt(k));
      rank(k, level);
    }
  return firm;
}

function rowsOf(k: i32): f64 {
  return load<f64>(list + (((k * (sums + 2) + sums + 1) as usize) << 3));
}

function rank(at: i32, k: i32): void {
  store<u32>(ranks + ((at as usize) << 2), k);
}

function rankedAt(at: i32): i32 {
  return load<u32>(ranks + ((at as usize) << 2)) as i32;
}

function keyOf(k: i32, sum: i32): f64 {
  const entry = list + (((k * (sums + 2)) as usize) << 3);
  return load<f64>(entry + ((sum as usize) << 3)) / load<f64>(entry + ((sums as usize) << 3));
}

/** By insertion: stable, and present levels are few. */
function sortLevels(sum: i32): void {
  for (let k: i32 = 0; k < found; k++) {
    const key = keyOf(k, sum);
    let at = k;
    for (; at > 0 && keyOf(rankedAt(at - 1), sum) > key; at--) rank(at, rankedAt(at - 1));
    rank(at, k);
  }
}

function keepLevels(j: i32, hasGap: bool): void {
  feature = j;
  low = 0;
  high = 0;
  missingLeft = hasGap ? 0 : crowdLeft();
  for (let i: i32 = 0; hasGap && i <= place; i++) if (rankedAt(i) == found - 1) missingLeft = 1;
  memory.fill(goesLeft, missingLeft as u8, 256);
  for (let i: i32 = 0; i < found; i++) store<u8>(goesLeft + ((keyAt(rankedAt(i)) >> 8) as usize), i <= place ? 1 : 0);
}

function offer(k: i32, missing: i32): void {
  const last = (sums as usize) << 3;
  const rows = load<f64>(left + last, 8);
  if (rows < (minSamplesLeaf as f64) || load<f64>(total + last, 8) - rows < (minSamplesLeaf as f64)) return;
  const won = isEntropy ? orderGained() : distanceGained();
  if (!(won > score)) return;
  score = won;
  place = k;
  side = missing;
  rowsLeft = rows;
}

/**
 * The squares (the Gini impurity) saved by a split, but for a factor of the node: both weights times the squared distance of the means. Source: Breiman
 * et al. (1984), "Classification and regression trees", 4.2 and 8.3.
 */
function distanceGained(): f64 {
  const weight = load<f64>(left + ((sums as usize) << 3));
  const right = load<f64>(total + ((sums as usize) << 3)) - weight;
  let squares: f64 = 0;
  for (let at: usize = 0; at < (sums as usize) << 3; at += 8) {
    const own = load<f64>(left + at);
    const distance = own / weight - (load<f64>(total + at) - own) / right;
    squares += distance * distance;
  }
  return squares * weight * right;
}

/** The entropy of the two sides, each times its weight, with the sign turned: higher is better. Source: Quinlan (1986), "Induction of decision trees". */
function orderGained(): f64 {
  const last = (sums as usize) << 3;
  const weight = load<f64>(left + last);
  const right = load<f64>(total + last) - weight;
  let order = -timesLog(weight) - timesLog(right);
  for (let at: usize = 0; at < last; at += 8) {
    const own = load<f64>(left + at);
    const other = load<f64>(total + at) - own;
    order += timesLog(own) + timesLog(other);
    if (sums == 1) order += timesLog(weight - own) + timesLog(right - other);
  }
  return order;
}
