// A histogram's slot is an i64x2: the sum of gradients, and rows << shift | the sum of hessians, all whole numbers (see fixed-point.ts): one load, one
// addition and one store count a row, in any order with the same sums.

/** Widens the derivatives of a stretch of a leaf's rows, two i32 each, into slots of one row, in the order of the leaf. */
export function collect(derivatives: usize, rows: usize, count: i32, shift: i32, pairs: usize): void {
  const one: i64 = (1 as i64) << shift;
  for (let i: i32 = 0; i < count; i++) {
    const from = derivatives + ((load<u32>(rows + ((i as usize) << 2)) as usize) << 3);
    const to = pairs + ((i as usize) << 4);
    store<i64>(to, load<i32>(from) as i64);
    store<i64>(to, one + (load<i32>(from, 4) as i64), 8);
  }
}

function add(slot: usize, pair: v128): void {
  v128.store(slot, i64x2.add(v128.load(slot), pair));
}

/** Adds a stretch of collected rows to the slots of two features. */
export function addPair(a: usize, b: usize, toA: usize, toB: usize, rows: usize, count: i32, pairs: usize): void {
  const end = rows + ((count as usize) << 2);
  const evenEnd = rows + (((count & ~1) as usize) << 2);
  let at = rows;
  let pair = pairs;
  for (; at < evenEnd; at += 8, pair += 32) {
    const row = load<u32>(at) as usize;
    const next = load<u32>(at, 4) as usize;
    const slotA = toA + ((load<u8>(a + row) as usize) << 4);
    const slotB = toB + ((load<u8>(b + row) as usize) << 4);
    const nextA = toA + ((load<u8>(a + next) as usize) << 4);
    const nextB = toB + ((load<u8>(b + next) as usize) << 4);
    const own = v128.load(pair);
    const behind = v128.load(pair, 16);
    add(slotA, own);
    add(slotB, own);
    add(nextA, behind);
    add(nextB, behind);
  }
  for (; at < end; at += 4, pair += 16) {
    const row = load<u32>(at) as usize;
    const own = v128.load(pair);
    add(toA + ((load<u8>(a + row) as usize) << 4), own);
    add(toB + ((load<u8>(b + row) as usize) << 4), own);
  }
}

/** Adds a stretch of collected rows to the slots of one feature. */
export function addOne(bins: usize, to: usize, rows: usize, count: i32, pairs: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const row = load<u32>(rows + ((i as usize) << 2)) as usize;
    add(to + ((load<u8>(bins + row) as usize) << 4), v128.load(pairs + ((i as usize) << 4)));
  }
}

/** The sibling's histogram: parent less child, written over the parent. */
export function subtract(parent: usize, child: usize, slots: i32): void {
  for (let i: usize = 0; i < (slots as usize) << 4; i += 16) v128.store(parent + i, i64x2.sub(v128.load(parent + i), v128.load(child + i)));
}

/** Writes the slots of one feature as three f64 each: gradients, hessians, rows. */
export function unpack(histogram: usize, slots: i32, shift: i32, into: usize): void {
  const mask: i64 = ((1 as i64) << shift) - 1;
  for (let i: i32 = 0; i < slots; i++) {
    const from = histogram + ((i as usize) << 4);
    const to = into + (i as usize) * 24;
    const counted = load<i64>(from, 8);
    store<f64>(to, load<i64>(from) as f64);
    store<f64>(to, (counted & mask) as f64, 8);
    store<f64>(to, (counted >> shift) as f64, 16);
  }
}

/** Sums over the rows of a leaf. */
export let gradientSum: f64 = 0;
export let hessianSum: f64 = 0;

export function sumDerivatives(derivatives: usize, rows: usize, count: i32): void {
  let gradient: i64 = 0;
  let hessian: i64 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const from = derivatives + ((load<u32>(rows + ((i as usize) << 2)) as usize) << 3);
    gradient += load<i32>(from) as i64;
    hessian += load<i32>(from, 4) as i64;
  }
  gradientSum = gradient as f64;
  hessianSum = hessian as f64;
}
