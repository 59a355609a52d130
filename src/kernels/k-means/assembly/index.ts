// k-means. A rough distance of single precision, of 8 rows at a time to one centre after the other, says which centres may be nearest; where more than one may, they are looked
// at exactly. Memory is laid out by the caller; every address is a parameter.

/** Rows whose rough distances are worked out together, columns side by side: value of row i, column j stands at [j * BLOCK + i]. */
const BLOCK: i32 = 8;
const F64: usize = 8;
const F32: usize = 4;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * Gives rows of some blocks to their nearest centres.
 * @param exact double precision, row-major [rows, cols]
 * @param rough single precision, in blocks, less the middle of all rows; the last block is filled up with zeros
 * @param centres double precision, row-major [k, cols], and `roughCentres` the same in single precision, less the middle
 * @param slack by how much squared rough distances may be off, for each block [blocks], single precision
 * @param labels room for [rows], 32-bit
 * @param far room for [rows], double precision
 * @param room for 2 * k vectors
 */
export function assign(
  exact: usize,
  rough: usize,
  rows: i32,
  cols: i32,
  centres: usize,
  roughCentres: usize,
  k: i32,
  slack: usize,
  labels: usize,
  far: usize,
  room: usize
): void {
  const blocks = (rows + BLOCK - 1) / BLOCK;
  for (let block = 0; block < blocks; block++) {
    const start = rough + F32 * BLOCK * cols * (block as usize);
    let c = 0;
    for (; c + 4 <= k; c += 4) fourCentres(start, roughCentres + F32 * (c as usize) * cols, cols, room + 32 * c);
    for (; c < k; c++) oneCentre(start, roughCentres + F32 * (c as usize) * cols, cols, room + 32 * c);
    settle(exact, rows, cols, centres, k, block, load<f32>(slack + F32 * (block as usize)), labels, far, room);
  }
}

function add(sum: v128, row: v128, centre: v128): v128 {
  const off = v128.sub<f32>(row, centre);
  return v128.add<f32>(sum, v128.mul<f32>(off, off));
}

function fourCentres(start: usize, centre: usize, cols: i32, room: usize): void {
  const stride = F32 * cols;
  let a0 = v128.splat<f32>(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  let at = start;
  const end = centre + stride;
  for (let q = centre; q < end; q += F32) {
    const p0 = v128.load(at);
    const p1 = v128.load(at, 16);
    at += F32 * BLOCK;
    const qa = v128.load_splat<f32>(q);
    a0 = add(a0, p0, qa);
    a1 = add(a1, p1, qa);
    const qb = v128.load_splat<f32>(q + stride);
    b0 = add(b0, p0, qb);
    b1 = add(b1, p1, qb);
    const qc = v128.load_splat<f32>(q + 2 * stride);
    c0 = add(c0, p0, qc);
    c1 = add(c1, p1, qc);
    const qd = v128.load_splat<f32>(q + 3 * stride);
    d0 = add(d0, p0, qd);
    d1 = add(d1, p1, qd);
  }
  v128.store(room, a0);
  v128.store(room, a1, 16);
  v128.store(room, b0, 32);
  v128.store(room, b1, 48);
  v128.store(room, c0, 64);
  v128.store(room, c1, 80);
  v128.store(room, d0, 96);
  v128.store(room, d1, 112);
}

function oneCentre(start: usize, centre: usize, cols: i32, room: usize): void {
  let low = v128.splat<f32>(0);
  let high = low;
  let at = start;
  const end = centre + F32 * cols;
  for (let q = centre; q < end; q += F32) {
    const value = v128.load_splat<f32>(q);
    low = add(low, v128.load(at), value);
    high = add(high, v128.load(at, 16), value);
    at += F32 * BLOCK;
  }
  v128.store(room, low);
  v128.store(room, high, 16);
}

/** Of each row the nearest centre: the one whose rough distance is clearly least, else the least of the exact ones. The distance to it is exact. */
function settle(exact: usize, rows: i32, cols: i32, centres: usize, k: i32, block: i32, slack: f32, labels: usize, far: usize, room: usize): void {
  for (let i = 0; i < BLOCK; i++) {
    const row = block * BLOCK + i;
    if (row >= rows) return;
    const at = room + F32 * i;
    let least: f32 = Infinity;
    let next: f32 = Infinity;
    let best = 0;
    for (let c = 0; c < k; c++) {
      const value = load<f32>(at + 32 * c);
      if (value < least) {
        next = least;
        least = value;
        best = c;
      } else if (value < next) next = value;
    }
    const limit = least + slack + least * 1e-5;
    let distance: f64;
    // anything that is no number is looked at exactly
    if (next > limit) distance = exactly(exact, row, cols, centres, best);
    else {
      distance = Infinity;
      for (let c = 0; c < k; c++) {
        if (load<f32>(at + 32 * c) > limit) continue;
        const other = exactly(exact, row, cols, centres, c);
        if (other < distance) {
          distance = other;
          best = c;
        }
      }
    }
    store<i32>(labels + 4 * row, best);
    store<f64>(far + F64 * row, distance);
  }
}

/** Differences added in the order of the columns. */
function exactly(exact: usize, row: i32, cols: i32, centres: usize, c: i32): f64 {
  let sum: f64 = 0;
  let p = exact + F64 * (row as usize) * cols;
  let q = centres + F64 * (c as usize) * cols;
  const end = p + F64 * cols;
  for (; p < end; p += F64, q += F64) {
    const off = load<f64>(p) - load<f64>(q);
    sum += off * off;
  }
  return sum;
}
