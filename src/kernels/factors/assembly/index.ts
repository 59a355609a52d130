// Non-negative factors X = W H by coordinate descent. Rows are gone over four at a time, each in the order of the plain twin, so that all sums are the same to the
// bit. Every list of weights has a stride of whole fours of parts, filled up with 0, and four rows beyond the last are there and 0. Memory is the caller's.

const F64: usize = 8;
const FOUR: usize = 32;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * Products of the columns of b with each other.
 * @param b row-major [count, stride / 8]
 * @param out room for [stride / 8, stride / 8]
 */
export function products(b: usize, count: i32, stride: usize, out: usize): void {
  for (let at: usize = 0; at < stride; at += FOUR) dense(b + at, F64, stride, count, b, stride, out + (at / F64) * stride);
}

/**
 * Moves the weights of some fours of rows of a matrix that is laid out whole.
 * @param x of the first row; its values lie `across` bytes apart, and rows `down` bytes
 * @param count columns of x, the rows of b
 * @param a weights of the first row, and `b` those of the columns
 * @param gram as `products` left them, and `room` for eight times the stride
 * @returns the slopes that could still be followed
 */
export function updateDense(
  x: usize,
  down: usize,
  across: usize,
  count: i32,
  fours: i32,
  a: usize,
  b: usize,
  parts: i32,
  gram: usize,
  room: usize
): f64 {
  // prettier-ignore
  const stride: usize = strideOf(parts);
  let violation: f64 = 0;
  for (let i = 0; i < fours; i++) {
    dense(x, down, across, count, b, stride, room);
    violation = descend(a, room, gram, parts, room + 4 * stride, violation);
    x += 4 * down;
    a += 4 * stride;
  }
  return violation;
}

/**
 * The same of compressed sparse rows.
 * @param starts 32-bit, where each row begins, from the first one on, and one more
 * @param at 32-bit columns, and `values` beside them
 */
export function updateSparse(
  starts: usize,
  at: usize,
  values: usize,
  fours: i32,
  a: usize,
  b: usize,
  parts: i32,
  gram: usize,
  room: usize
): f64 {
  // prettier-ignore
  const stride: usize = strideOf(parts);
  let violation: f64 = 0;
  for (let i = 0; i < fours; i++) {
    for (let row: usize = 0; row < 4; row++) {
      sparse(at, values, load<u32>(starts), load<u32>(starts, 4), b, stride, room + row * stride);
      starts += 4;
    }
    violation = descend(a, room, gram, parts, room + 4 * stride, violation);
    a += 4 * stride;
  }
  return violation;
}

function strideOf(parts: i32): usize {
  return FOUR * ((parts + 3) / 4);
}

/** Four rows of x times b: [4, stride / 8]. */
function dense(x: usize, down: usize, across: usize, count: i32, b: usize, stride: usize, out: usize): void {
  for (let k: usize = 0; k < stride; k += FOUR) {
    let a0 = v128.splat<f64>(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    let p = x;
    let q = b + k;
    for (const end = q + stride * count; q < end; q += stride) {
      const first = v128.load(q);
      const second = v128.load(q, 16);
      let value = v128.load_splat<f64>(p);
      a0 = v128.add<f64>(a0, v128.mul<f64>(value, first));
      a1 = v128.add<f64>(a1, v128.mul<f64>(value, second));
      value = v128.load_splat<f64>(p + down);
      b0 = v128.add<f64>(b0, v128.mul<f64>(value, first));
      b1 = v128.add<f64>(b1, v128.mul<f64>(value, second));
      value = v128.load_splat<f64>(p + 2 * down);
      c0 = v128.add<f64>(c0, v128.mul<f64>(value, first));
      c1 = v128.add<f64>(c1, v128.mul<f64>(value, second));
      value = v128.load_splat<f64>(p + 3 * down);
      d0 = v128.add<f64>(d0, v128.mul<f64>(value, first));
      d1 = v128.add<f64>(d1, v128.mul<f64>(value, second));
      p += across;
    }
    keep(out + k, a0, a1);
    keep(out + k + stride, b0, b1);
    keep(out + k + 2 * stride, c0, c1);
    keep(out + k + 3 * stride, d0, d1);
  }
}

function keep(at: usize, first: v128, second: v128): void {
  v128.store(at, first);
  v128.store(at, second, 16);
}

/** What a sparse row holds times b: eight parts at a time, then four. */
function sparse(at: usize, values: usize, from: u32, to: u32, b: usize, stride: usize, out: usize): void {
  const end = at + 4 * usize(to);
  const first = at + 4 * usize(from);
  const value = values + F64 * usize(from);
  let k: usize = 0;
  for (; k + 2 * FOUR <= stride; k += 2 * FOUR) {
    let s0 = v128.splat<f64>(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let p = first, v = value; p < end; p += 4, v += F64) {
      const q = b + k + stride * usize(load<u32>(p));
      const x = v128.load_splat<f64>(v);
      s0 = v128.add<f64>(s0, v128.mul<f64>(x, v128.load(q)));
      s1 = v128.add<f64>(s1, v128.mul<f64>(x, v128.load(q, 16)));
      s2 = v128.add<f64>(s2, v128.mul<f64>(x, v128.load(q, 32)));
      s3 = v128.add<f64>(s3, v128.mul<f64>(x, v128.load(q, 48)));
    }
    keep(out + k, s0, s1);
    keep(out + k + FOUR, s2, s3);
  }
  if (k >= stride) return;
  let s0 = v128.splat<f64>(0);
  let s1 = s0;
  for (let p = first, v = value; p < end; p += 4, v += F64) {
    const q = b + k + stride * usize(load<u32>(p));
    const x = v128.load_splat<f64>(v);
    s0 = v128.add<f64>(s0, v128.mul<f64>(x, v128.load(q)));
    s1 = v128.add<f64>(s1, v128.mul<f64>(x, v128.load(q, 16)));
  }
  keep(out + k, s0, s1);
}

/**
 * Moves the weights of four rows, each weight to where the error is least while the others stay.
 * @param a [4, stride / 8], and `along` the same of the rows times b
 * @param room for [parts, 4]
 * @param violation so far
 * @returns with that of these rows, added row by row
 */
function descend(a: usize, along: usize, gram: usize, parts: i32, room: usize, violation: f64): f64 {
  const stride: usize = strideOf(parts);
  const size: usize = F64 * parts;
  for (let k: usize = 0; k < size; k += F64) {
    v128.store(room + 4 * k, two(a + k, stride));
    v128.store(room + 4 * k, two(a + 2 * stride + k, stride), 16);
  }
  const zero = v128.splat<f64>(0);
  let left0 = zero;
  let left1 = zero;
  for (let k: usize = 0; k < size; k += F64) {
    const row = gram + (k / F64) * stride;
    let slope0 = v128.neg<f64>(two(along + k, stride));
    let slope1 = v128.neg<f64>(two(along + 2 * stride + k, stride));
    for (let l: usize = 0; l < size; l += F64) {
      const product = v128.load_splat<f64>(row + l);
      slope0 = v128.add<f64>(slope0, v128.mul<f64>(v128.load(room + 4 * l), product));
      slope1 = v128.add<f64>(slope1, v128.mul<f64>(v128.load(room + 4 * l, 16), product));
    }
    const own0 = v128.load(room + 4 * k);
    const own1 = v128.load(room + 4 * k, 16);
    left0 = v128.add<f64>(left0, toFollow(own0, slope0));
    left1 = v128.add<f64>(left1, toFollow(own1, slope1));
    const bend = load<f64>(row + k);
    if (!(bend > 0)) continue;
    const by = v128.splat<f64>(bend);
    v128.store(room + 4 * k, v128.max<f64>(zero, v128.sub<f64>(own0, v128.div<f64>(slope0, by))));
    v128.store(room + 4 * k, v128.max<f64>(zero, v128.sub<f64>(own1, v128.div<f64>(slope1, by))), 16);
  }
  for (let k: usize = 0; k < size; k += F64)
    for (let row: usize = 0; row < 4; row++) store<f64>(a + row * stride + k, load<f64>(room + 4 * k + F64 * row));
  violation += v128.extract_lane<f64>(left0, 0);
  violation += v128.extract_lane<f64>(left0, 1);
  violation += v128.extract_lane<f64>(left1, 0);
  return violation + v128.extract_lane<f64>(left1, 1);
}

/** The same part of two rows. */
function two(at: usize, stride: usize): v128 {
  return v128.load64_lane(at + stride, v128.load64_zero(at), 1);
}

/** How steep it is for weights that can move: those at 0 can't go below. */
function toFollow(own: v128, slope: v128): v128 {
  const zero = v128.splat<f64>(0);
  return v128.abs<f64>(v128.bitselect(v128.min<f64>(zero, slope), slope, v128.eq<f64>(own, zero)));
}
