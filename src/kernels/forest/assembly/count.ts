import { bins, entries, list, listBins, order, shift, slots, stride, sums, total, weightMask } from './ground';

/** Nodes below this size note which bins they touch, so that no other bin is looked at. */
const FEW: i32 = 128;

/** u64 [4]: one bit a bin. */
const flags = memory.data(32, 16);

/** Present bins of the feature that was counted last, that of the missing values being the last of them where there are any. */
export let found: i32 = 0;

/** Counts the rows of a node by their bin of a feature, and lists the bins that are present, ascending. Slots are zero before and after. */
export function countFeature(feature: i32, from: i32, to: i32, binCount: i32): void {
  const column = bins + (feature as usize) * stride;
  if (sums == 1) addOne(column, from, to);
  else addClasses(column, from, to);
  if (to - from < FEW) flagTouched(column, from, to);
  else memory.fill(flags, 255, 32);
  listPresent(binCount);
}

function addOne(column: usize, from: i32, to: i32): void {
  const end = order + ((to as usize) << 2);
  let entry = entries + ((from as usize) << 4);
  for (let at = order + ((from as usize) << 2); at < end; at += 4, entry += 16) {
    const slot = slots + ((load<u8>(column + (load<u32>(at) as usize)) as usize) << 4);
    v128.store(slot, i64x2.add(v128.load(slot), v128.load(entry)));
  }
}

/** The sum of a row's class grows by its weight, the last sum by what counts the row. */
function addClasses(column: usize, from: i32, to: i32): void {
  const width = ((sums + 1) as usize) << 3;
  const end = order + ((to as usize) << 2);
  let entry = entries + ((from as usize) << 4);
  for (let at = order + ((from as usize) << 2); at < end; at += 4, entry += 16) {
    const slot = slots + (load<u8>(column + (load<u32>(at) as usize)) as usize) * width;
    const counted = load<i64>(entry, 8);
    const own = slot + (load<i64>(entry) as usize);
    const last = slot + width - 8;
    store<i64>(own, load<i64>(own) + (counted & weightMask));
    store<i64>(last, load<i64>(last) + counted);
  }
}

function flagTouched(column: usize, from: i32, to: i32): void {
  memory.fill(flags, 0, 32);
  const end = order + ((to as usize) << 2);
  for (let at = order + ((from as usize) << 2); at < end; at += 4) {
    const bin = load<u8>(column + (load<u32>(at) as usize)) as u32;
    const word = flags + (((bin >> 6) as usize) << 3);
    store<u64>(word, load<u64>(word) | ((1 as u64) << (bin & 63)));
  }
}

function listPresent(binCount: i32): void {
  const width = ((sums + 1) as usize) << 3;
  const listWidth = ((sums + 2) as usize) << 3;
  let to = list;
  found = 0;
  for (let word: i32 = 0; word < 4 && word << 6 <= binCount; word++) {
    for (let bits = load<u64>(flags + ((word as usize) << 3)); bits; bits &= bits - 1) {
      const bin = (word << 6) + (ctz(bits) as i32);
      if (bin > binCount) return;
      const slot = slots + (bin as usize) * width;
      const counted = load<i64>(slot + width - 8);
      if (counted == 0) continue;
      store<u8>(listBins + (found as usize), bin);
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
