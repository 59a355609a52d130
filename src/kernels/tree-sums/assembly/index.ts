// Adds up trees over 64 rows at a time: see ../lay-out-trees.ts. A number becomes the count of cut points below it, a byte, so that one comparison decides a
// node for sixteen rows; a tree is gone over from its leaves to its root, each node taking over what its left or its right child says. Nothing branches on
// a value. Memory is laid out by the caller; every address is a parameter or stands in what was laid out.

const F64: usize = 8;
/** Bytes of a feature: its cut points, the first step of the search among them (0: a category), where its codes go, and where they go
 * again so that missing is the lowest (else 0). */
const FEATURE: usize = 16;
/** Bytes of a node: its plane, what its left and its right child say, the code of a number, and the bits of a category (else 0). */
const NODE: usize = 20;
/** Bytes of a tree: its nodes, children first, how many there are, its leaves, and where it is said which of them a row came to. */
const TREE: usize = 16;
/** Rows at a time. */
const WIDE = 64;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * @param values column-major [features, rows]; NaN = missing
 * @param slots room for 64 bytes a node of the largest tree
 * @param raw row-major [rows, outputs]; trees go round the outputs
 */
export function addTrees(
  features: usize,
  featureCount: i32,
  trees: usize,
  treeCount: i32,
  slots: usize,
  values: usize,
  rows: i32,
  raw: usize,
  outputs: i32
): void {
  for (let from = 0; from < rows; from += WIDE) {
    const count = min(WIDE, rows - from);
    for (let j = 0; j < featureCount; j++) encode(features + FEATURE * j, values + F64 * (j * rows + from), count);
    let to = 0;
    for (let t = 0; t < treeCount; t++) {
      const tree = trees + TREE * t;
      settle(load<usize>(tree), load<i32>(tree, 4), slots);
      addLeaves(load<usize>(tree, 12), load<usize>(tree, 8), raw + F64 * (from * outputs + to), count, outputs);
      if (++to == outputs) to = 0;
    }
  }
}

/** Writes the codes of some rows of a feature. As signed bytes, because those are compared in one step. */
function encode(feature: usize, values: usize, count: i32): void {
  const cuts = load<usize>(feature);
  const first = load<i32>(feature, 4);
  const high = load<usize>(feature, 8);
  const low = load<usize>(feature, 12);
  if (first == 0) {
    for (let i = 0; i < count; i++) store<u8>(high + i, binOf(load<f64>(values + F64 * i)));
    return;
  }
  for (let i = 0; i < count; i++) {
    const x = load<f64>(values + F64 * i);
    const code = x != x ? 127 : cutsBelow(x, cuts, first) - 128;
    store<u8>(high + i, code);
    if (low) store<u8>(low + i, code + 1);
  }
}

function binOf(x: f64): i32 {
  return x != x ? 255 : (x as i32);
}

/** @param first half of the cut points and one: they are a power of two less 1, filled up with infinity */
function cutsBelow(x: f64, cuts: usize, first: i32): i32 {
  let at = 0;
  for (let step = first; step > 0; step >>= 1) at += step & -i32(load<f64>(cuts + F64 * (at + step - 1)) < x);
  return at;
}

/** Lets every node of a tree, children first, say which leaf each row comes to. */
function settle(node: usize, count: i32, slot: usize): void {
  const end = node + NODE * count;
  while (node < end) {
    const plane = load<usize>(node);
    const left = load<usize>(node, 4);
    const right = load<usize>(node, 8);
    const bits = load<usize>(node, 16);
    if (bits == 0) {
      const code = v128.load_splat<u8>(node, 12);
      choose(slot, left, right, v128.gt<i8>(v128.load(plane), code));
      choose(slot + 16, left + 16, right + 16, v128.gt<i8>(v128.load(plane, 16), code));
      choose(slot + 32, left + 32, right + 32, v128.gt<i8>(v128.load(plane, 32), code));
      choose(slot + 48, left + 48, right + 48, v128.gt<i8>(v128.load(plane, 48), code));
    } else {
      for (let i = 0; i < WIDE; i += 16) choose(slot + i, left + i, right + i, isOut(v128.load(plane + i), bits));
    }
    node += NODE;
    slot += WIDE;
  }
}

function choose(slot: usize, left: usize, right: usize, isRight: v128): void {
  v128.store(slot, v128.bitselect(v128.load(right), v128.load(left), isRight));
}

/** Whether sixteen bins are not among the bits of a category, one a bin. */
function isOut(bins: v128, bits: usize): v128 {
  const byte = v128.shr<u8>(bins, 3);
  const held = v128.or(v128.swizzle(v128.load(bits), byte), v128.swizzle(v128.load(bits, 16), v128.sub<i8>(byte, i8x16.splat(16))));
  const bit = v128.swizzle(i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128), v128.and(bins, i8x16.splat(7)));
  return v128.eq<i8>(v128.and(held, bit), v128.splat<i8>(0));
}

function addLeaves(places: usize, leaves: usize, raw: usize, count: i32, outputs: i32): void {
  const stride = F64 * outputs;
  for (let i = 0; i < count; i++) {
    store<f64>(raw, load<f64>(raw) + load<f64>(leaves + F64 * load<u8>(places + i)));
    raw += stride;
  }
}
