// Path-dependent Shapley values of one tree: see ../path-kernel.ts and ../lay-out-tree.ts. Two places of the quadrature at a time. Memory is laid out by the
// caller; every address is a parameter.

const F64: usize = 8;
/** Bytes of the whole numbers of a node: parent, is right, before, player, feature, missing left, category. */
const INTS: usize = 32;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * @param ints [size, 8]
 * @param numbers [size, 2]: threshold, and what a leaf says
 * @param tables [size, 3, 2, points]
 * @param x the first of `rows` rows, row-major [rows, cols]
 * @param values of the same rows, [rows, players]
 * @param flags room for two bytes a node: which way the row goes at it, and whether it goes along all edges of its player down to it
 * @param work room for [size, points]
 */
export function addTree(
  size: i32,
  points: i32,
  ints: usize,
  numbers: usize,
  tables: usize,
  bits: usize,
  x: usize,
  rows: i32,
  cols: i32,
  values: usize,
  players: i32,
  flags: usize,
  work: usize
): void {
  for (let row = 0; row < rows; row++) {
    goDown(size, points, ints, numbers, tables, bits, x + F64 * row * cols, flags, work);
    comeUp(size, points, ints, tables, values + F64 * row * players, flags, work);
  }
}

function goDown(
  size: i32,
  points: i32,
  ints: usize,
  numbers: usize,
  tables: usize,
  bits: usize,
  x: usize,
  flags: usize,
  work: usize
): void {
  const stride = F64 * points;
  for (let q: usize = 0; q < stride; q += 16) v128.store(work + q, v128.splat<f64>(1));
  store<u8>(flags, 1, 1);
  let own = ints;
  let at = work;
  for (let node = 0; node < size; node++) {
    if (node > 0) {
      const parent = load<i32>(own);
      const before = load<i32>(own, 8);
      const wasOn: u32 = before < 0 ? 1 : load<u8>(flags + 2 * before, 1);
      const isOn = wasOn & ((load<u8>(flags + 2 * parent) as u32) ^ load<u32>(own, 4));
      store<u8>(flags + 2 * node, isOn, 1);
      const table = tableOf(tables, stride, node, isOn, wasOn);
      const from = work + stride * parent;
      for (let q: usize = 0; q < stride; q += 16) v128.store(at + q, v128.mul<f64>(v128.load(from + q), v128.load(table + q)));
    }
    const feature = load<i32>(own, 16);
    if (feature < 0) {
      const value = v128.load_splat<f64>(numbers + 16 * node, 8);
      for (let q: usize = 0; q < stride; q += 16) v128.store(at + q, v128.mul<f64>(v128.load(at + q), value));
    } else {
      store<u8>(flags + 2 * node, isLeft(own, numbers + 16 * node, bits, load<f64>(x + F64 * feature)));
    }
    own += INTS;
    at += stride;
  }
}

function isLeft(own: usize, threshold: usize, bits: usize, value: f64): u32 {
  if (value != value) return load<u32>(own, 20);
  const words = load<i32>(own, 24);
  if (words < 0) return value <= load<f64>(threshold) ? 1 : 0;
  const bin = value as u32;
  return (load<u32>(bits + 4 * (words + (bin >>> 5))) >>> (bin & 31)) & 1;
}

function comeUp(size: i32, points: i32, ints: usize, tables: usize, values: usize, flags: usize, work: usize): void {
  const stride = F64 * points;
  for (let node = size - 1; node > 0; node--) {
    const own = ints + INTS * node;
    const before = load<i32>(own, 8);
    const wasOn: u32 = before < 0 ? 1 : load<u8>(flags + 2 * before, 1);
    const table = tableOf(tables, stride, node, load<u8>(flags + 2 * node, 1), wasOn) + stride;
    const at = work + stride * node;
    const up = work + stride * load<i32>(own);
    let sums = v128.splat<f64>(0);
    if (load<i32>(own, 4) == 1) {
      for (let q: usize = 0; q < stride; q += 16) {
        const leaves = v128.load(at + q);
        sums = v128.add<f64>(sums, v128.mul<f64>(leaves, v128.load(table + q)));
        v128.store(up + q, leaves);
      }
    } else {
      for (let q: usize = 0; q < stride; q += 16) {
        const leaves = v128.load(at + q);
        sums = v128.add<f64>(sums, v128.mul<f64>(leaves, v128.load(table + q)));
        v128.store(up + q, v128.add<f64>(v128.load(up + q), leaves));
      }
    }
    const value = values + F64 * load<i32>(own, 12);
    store<f64>(value, load<f64>(value) + (v128.extract_lane<f64>(sums, 0) + v128.extract_lane<f64>(sums, 1)));
  }
}

function tableOf(tables: usize, stride: usize, node: i32, isOn: u32, wasOn: u32): usize {
  const kind: u32 = isOn == 1 ? 0 : 2 - wasOn;
  return tables + 2 * stride * (3 * node + kind);
}
