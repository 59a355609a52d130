import { bins, categories, cells, entries, features, list, listKeys, order, shift, slots, stride, sums, total, weightMask } from './ground';

/** A node of fewer rows is counted by the keys of its numbers, a larger one by their bins. */
const FEW: i32 = 256;
/** So few are put in order without being counted first. */
const VERY_FEW: i32 = 16;

/** u64 [4]: one bit a bin. */
const flags = memory.data(32, 16);
/** u32 [256]: how many rows a bin has, then where the next of them goes; zero between two features. */
const places = memory.data(1024, 16);
/** u32 [256]: key << 8 | place in the node, as the rows come and in order. */
const unsorted = memory.data(1024, 16);
const items = memory.data(1024, 16);

/** Present keys of the feature that was counted last, that of the missing values being the last of them where there are any. */
export let found: i32 = 0;
/** Whether they are keys of 16 bits, or bins with an empty byte behind. */
export let isFine: bool = false;

/**
 * Counts the rows of a node by their bin of a feature, the few of a small node by bin and place within the bin, so that the smaller a node is, the more
 * its values are told apart. Lists what is present, ascending. Slots are zero before and after.
 */
export function countFeature(feature: i32, from: i32, to: i32, binCount: i32): void {
  const cell = cells + ((feature as usize) << 1);
  isFine = to - from < FEW && load<u8>(categories + (feature as usize)) == 0;
  if (isFine) {
    sortItems(cell, from, to - from);
    if (sums == 1) listValues(from, to - from);
    else listClasses(from, to - from);
    return;
  }
  countBytes(bins + (feature as usize) * stride, 1, from, to);
  listPresent(binCount, 0, 8);
  if (found > 1 || load<u8>(categories + (feature as usize)) != 0) return;
  // All in one bin: told apart by their places within it.
  isFine = true;
  countBytes(cell, (features as usize) << 1, from, to);
  listPresent(255, load<u16>(listKeys) as i32, 0);
}

/** @param step from a row's byte to the next one's */
function countBytes(column: usize, step: usize, from: i32, to: i32): void {
  if (sums == 1) addOne(column, step, from, to);
  else addClasses(column, step, from, to);
  if (to - from < FEW) flagTouched(column, step, from, to);
  else memory.fill(flags, 255, 32);
}

function itemOf(cell: usize, from: i32, i: i32): u32 {
  const row = load<u32>(order + (((from + i) as usize) << 2)) as usize;
  return ((load<u16>(cell + row * ((features as usize) << 1)) as u32) << 8) | (i as u32);
}

/** First by bin, then, nearly in order, by insertion. */
function sortItems(cell: usize, from: i32, count: i32): void {
  if (count < VERY_FEW) for (let i: i32 = 0; i < count; i++) store<u32>(items + ((i as usize) << 2), itemOf(cell, from, i));
  else scatterItems(cell, from, count);
  for (let i: i32 = 1; i < count; i++) {
    const item = load<u32>(items + ((i as usize) << 2));
    let at = items + ((i as usize) << 2);
    for (; at > items && load<u32>(at - 4) > item; at -= 4) store<u32>(at, load<u32>(at - 4));
    store<u32>(at, item);
  }
}

function scatterItems(cell: usize, from: i32, count: i32): void {
  for (let word: usize = 0; word < 32; word += 8) store<u64>(flags + word, 0);
  for (let i: i32 = 0; i < count; i++) {
    const item = itemOf(cell, from, i);
    store<u32>(unsorted + ((i as usize) << 2), item);
    const bin = item >> 16;
    const word = flags + (((bin >> 6) as usize) << 3);
    store<u64>(word, load<u64>(word) | ((1 as u64) << (bin & 63)));
    const at = places + ((bin as usize) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let next: u32 = 0;
  for (let word: i32 = 0; word < 4; word++) {
    for (let bits = load<u64>(flags + ((word as usize) << 3)); bits; bits &= bits - 1) {
      const at = places + ((((word << 6) + (ctz(bits) as i32)) as usize) << 2);
      const own = load<u32>(at);
      store<u32>(at, next);
      next += own;
    }
  }
  for (let i: i32 = 0; i < count; i++) {
    const item = load<u32>(unsorted + ((i as usize) << 2));
    const at = places + ((item >> 16) << 2);
    const place = load<u32>(at);
    store<u32>(items + ((place as usize) << 2), item);
    store<u32>(at, place + 1);
  }
  for (let i: i32 = 0; i < count; i++) store<u32>(places + ((load<u32>(items + ((i as usize) << 2)) >> 16) << 2), 0);
}

/** One entry for all rows of a key, where there is one sum. */
function listValues(from: i32, count: i32): void {
  const first = entries + ((from as usize) << 4);
  found = 0;
  for (let i: i32 = 0; i < count;) {
    const key = load<u32>(items + ((i as usize) << 2)) >> 8;
    let value: i64 = 0;
    let counted: i64 = 0;
    for (; i < count; i++) {
      const item = load<u32>(items + ((i as usize) << 2));
      if (item >> 8 != key) break;
      const entry = first + (((item & 255) as usize) << 4);
      value += load<i64>(entry);
      counted += load<i64>(entry, 8);
    }
    const to = list + (found as usize) * 24;
    store<u16>(listKeys + ((found as usize) << 1), key as u16);
    store<f64>(to, value as f64);
    store<f64>(to, (counted & weightMask) as f64, 8);
    store<f64>(to, (counted >> shift) as f64, 16);
    found += 1;
  }
}

/** The same where each class has a sum. */
function listClasses(from: i32, count: i32): void {
  const width = ((sums + 2) as usize) << 3;
  const last = (sums as usize) << 3;
  let to = list - width;
  let key: u32 = 0xffffffff;
  found = 0;
  for (let i: i32 = 0; i < count; i++) {
    const item = load<u32>(items + ((i as usize) << 2));
    if (item >> 8 != key) {
      key = item >> 8;
      to += width;
      store<u16>(listKeys + ((found as usize) << 1), key as u16);
      found += 1;
      for (let at: usize = 0; at < width; at += 8) store<f64>(to + at, 0);
    }
    const entry = entries + (((from + ((item & 255) as i32)) as usize) << 4);
    const weight = (load<i64>(entry, 8) & weightMask) as f64;
    const own = to + (load<i64>(entry) as usize);
    store<f64>(own, load<f64>(own) + weight);
    store<f64>(to + last, load<f64>(to + last) + weight);
    store<f64>(to + last, load<f64>(to + last, 8) + 1, 8);
  }
}

function addOne(column: usize, step: usize, from: i32, to: i32): void {
  const end = order + ((to as usize) << 2);
  let entry = entries + ((from as usize) << 4);
  for (let at = order + ((from as usize) << 2); at < end; at += 4, entry += 16) {
    const slot = slots + ((load<u8>(column + (load<u32>(at) as usize) * step) as usize) << 4);
    v128.store(slot, i64x2.add(v128.load(slot), v128.load(entry)));
  }
}

/** The sum of a row's class grows by its weight, the last sum by what counts the row. */
function addClasses(column: usize, step: usize, from: i32, to: i32): void {
  const width = ((sums + 1) as usize) << 3;
  const end = order + ((to as usize) << 2);
  let entry = entries + ((from as usize) << 4);
  for (let at = order + ((from as usize) << 2); at < end; at += 4, entry += 16) {
    const slot = slots + (load<u8>(column + (load<u32>(at) as usize) * step) as usize) * width;
    const counted = load<i64>(entry, 8);
    const own = slot + (load<i64>(entry) as usize);
    const last = slot + width - 8;
    store<i64>(own, load<i64>(own) + (counted & weightMask));
    store<i64>(last, load<i64>(last) + counted);
  }
}

function flagTouched(column: usize, step: usize, from: i32, to: i32): void {
  memory.fill(flags, 0, 32);
  const end = order + ((to as usize) << 2);
  for (let at = order + ((from as usize) << 2); at < end; at += 4) {
    const bin = load<u8>(column + (load<u32>(at) as usize) * step) as u32;
    const word = flags + (((bin >> 6) as usize) << 3);
    store<u64>(word, load<u64>(word) | ((1 as u64) << (bin & 63)));
  }
}

/** @param most no byte is larger. A byte, moved up by `up` bits and put to `base`, is a key. */
function listPresent(most: i32, base: i32, up: i32): void {
  const width = ((sums + 1) as usize) << 3;
  const listWidth = ((sums + 2) as usize) << 3;
  let to = list;
  found = 0;
  for (let word: i32 = 0; word < 4 && word << 6 <= most; word++) {
    for (let bits = load<u64>(flags + ((word as usize) << 3)); bits; bits &= bits - 1) {
      const byte = (word << 6) + (ctz(bits) as i32);
      if (byte > most) return;
      const slot = slots + (byte as usize) * width;
      const counted = load<i64>(slot + width - 8);
      if (counted == 0) continue;
      store<u16>(listKeys + ((found as usize) << 1), (base | (byte << up)) as u16);
      found += 1;
      unpack(slot, counted, to);
      to += listWidth;
    }
  }
}

/** Sums, weight and rows of a slot as numbers; the slot is zero again. */
function unpack(slot: usize, counted: i64, to: usize): void {
  const last = (sums as usize) << 3;
  for (let at: usize = 0; at < last; at += 8) {
    store<f64>(to + at, load<i64>(slot + at) as f64);
    store<i64>(slot + at, 0);
  }
  store<i64>(slot + last, 0);
  store<f64>(to + last, (counted & weightMask) as f64);
  store<f64>(to + last, (counted >> shift) as f64, 8);
}

/** Sums, weight and rows of a node, into `total`. */
export function countNode(from: i32, to: i32): void {
  const end = entries + ((to as usize) << 4);
  for (let entry = entries + ((from as usize) << 4); entry < end; entry += 16) {
    const own = sums == 1 ? slots : slots + (load<i64>(entry) as usize);
    const counted = load<i64>(entry, 8);
    const last = slots + ((sums as usize) << 3);
    store<i64>(own, load<i64>(own) + (sums == 1 ? load<i64>(entry) : counted & weightMask));
    store<i64>(last, load<i64>(last) + counted);
  }
  unpack(slots, load<i64>(slots + ((sums as usize) << 3)), total);
}
