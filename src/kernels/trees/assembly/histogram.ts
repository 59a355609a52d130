// A histogram's slot is an i64x2: the sum of gradients, and rows << shift | the sum of hessians, all whole numbers (see fixed-point.ts): one load, one
// addition and one store count a row, in any order with the same sums. Bins stand eight features side by side (see partition.ts).

/**
 * Widens the derivatives of a stretch of a leaf's rows, two i32 each, into slots of one row, in the order of the leaf.
 * @returns whether the rows stand one behind the other in the table
 */
export function collect(derivatives: usize, rows: usize, count: i32, shift: i32, pairs: usize): bool {
  const one = i64x2.replace_lane(i64x2.splat(0), 1, (1 as i64) << shift);
  const end = rows + ((count as usize) << 2);
  let expected = load<u32>(rows);
  let off: u32 = 0;
  for (let at = rows, to = pairs; at < end; at += 4, to += 16) {
    const row = load<u32>(at);
    v128.store(to, i64x2.add(one, v128.load_ext<i32>(derivatives + ((row as usize) << 3))));
    off |= row ^ expected;
    expected++;
  }
  return off == 0;
}

/**
 * Brings the bins of a group of features of a stretch of rows together, eight bytes a row: so many lines of memory are waited for at once.
 * @param step bytes from a row to the next; behind the last row up to eight bytes are read
 */
export function gather(bins: usize, step: usize, rows: usize, count: i32, into: usize): void {
  const end = rows + ((count as usize) << 2);
  for (let at = rows, to = into; at < end; at += 4, to += 8) {
    store<u64>(to, load<u64>(bins + (load<u32>(at) as usize) * step));
  }
}

function add(slots: usize, bin: usize, pair: v128): void {
  const slot = slots + (bin << 4);
  v128.store(slot, i64x2.add(v128.load(slot), pair));
}

/**
 * Adds a stretch of rows to the slots of four features side by side.
 * @param bins of the first of them, and the step to the next row
 */
export function addFour(bins: usize, step: usize, a: usize, b: usize, c: usize, d: usize, count: i32, pairs: usize): void {
  const end = pairs + ((count as usize) << 4);
  for (let at = bins, pair = pairs; pair < end; at += step, pair += 16) {
    const own = v128.load(pair);
    add(a, load<u8>(at), own);
    add(b, load<u8>(at, 1), own);
    add(c, load<u8>(at, 2), own);
    add(d, load<u8>(at, 3), own);
  }
}

/** Adds a stretch of rows to the slots of one feature. */
export function addOne(bins: usize, step: usize, to: usize, count: i32, pairs: usize): void {
  const end = pairs + ((count as usize) << 4);
  for (let at = bins, pair = pairs; pair < end; at += step, pair += 16) add(to, load<u8>(at), v128.load(pair));
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
