// k-means. A rough distance of single precision, of 8 rows at a time to four centres, says which is nearest; where another may be, all are
// looked at exactly. Memory is laid out by the caller; every address is a parameter.

/** Rows whose rough distances are worked out together, columns side by side: value of row i, column j stands at [j * BLOCK + i]. */
const BLOCK: i32 = 8;
const F64: usize = 8;
const F32: usize = 4;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * Lays rows out in single precision, less a middle, eight side by side; what the last block lacks is 0.
 * @param exact double precision, row-major [rows, cols]
 * @param middle double precision [cols]
 * @param rough room for the blocks
 * @param reaches room for [blocks], single precision: the largest squared distance of a row of the block from the middle
 */
export function layOut(exact: usize, rows: i32, cols: i32, middle: usize, rough: usize, reaches: usize): void {
  const stride = F64 * cols;
  const whole = rows / BLOCK;
  for (let block = 0; block < whole; block++) {
    let low = v128.splat<f32>(0);
    let high = low;
    const start = exact + stride * BLOCK * block;
    let into = rough + F32 * BLOCK * cols * block;
    for (let at: usize = 0; at < stride; at += F64, into += F32 * BLOCK) {
      const centre = v128.load_splat<f64>(middle + at);
      const first = four(start + at, stride, centre);
      const second = four(start + 4 * stride + at, stride, centre);
      v128.store(into, first);
      v128.store(into, second, 16);
      low = v128.add<f32>(low, v128.mul<f32>(first, first));
      high = v128.add<f32>(high, v128.mul<f32>(second, second));
    }
    store<f32>(reaches + F32 * block, largest(v128.max<f32>(low, high)));
  }
  if (whole * BLOCK < rows)
    layOutRest(
      exact + stride * BLOCK * whole,
      rows - BLOCK * whole,
      cols,
      middle,
      rough + F32 * BLOCK * cols * whole,
      reaches + F32 * whole
    );
}

/** The same column of four rows, less its middle, in single precision. */
function four(at: usize, stride: usize, centre: v128): v128 {
  const first = v128.load64_lane(at + stride, v128.load64_zero(at), 1);
  const second = v128.load64_lane(at + 3 * stride, v128.load64_zero(at + 2 * stride), 1);
  const low = f32x4.demote_f64x2_zero(v128.sub<f64>(first, centre));
  const high = f32x4.demote_f64x2_zero(v128.sub<f64>(second, centre));
  return v128.shuffle<i64>(low, high, 0, 2);
}

function largest(values: v128): f32 {
  const first = max(v128.extract_lane<f32>(values, 0), v128.extract_lane<f32>(values, 1));
  return max(first, max(v128.extract_lane<f32>(values, 2), v128.extract_lane<f32>(values, 3)));
}

function layOutRest(exact: usize, rows: i32, cols: i32, middle: usize, rough: usize, reach: usize): void {
  let most: f32 = 0;
  memory.fill(rough, 0, F32 * BLOCK * cols);
  for (let i = 0; i < rows; i++) {
    let squares: f32 = 0;
    for (let j = 0; j < cols; j++) {
      const off = f32(load<f64>(exact + F64 * (i * cols + j)) - load<f64>(middle + F64 * j));
      store<f32>(rough + F32 * (j * BLOCK + i), off);
      squares += off * off;
    }
    most = max(most, squares);
  }
  store<f32>(reach, most);
}

/**
 * Gives rows to their nearest centres. Rough distances are half the squared ones less half the squared length of the row, which all centres of a row share.
 * @param exact double precision, row-major [rows, cols]
 * @param rough single precision, in blocks, less the middle of all rows; the last block is filled up with zeros
 * @param centres double precision, row-major [k, cols], and `roughCentres` the same in single precision, less the middle
 * @param halves half the squared length of each of these, single precision [k]
 * @param slack by how much the difference of two rough distances may be off, for each block, single precision
 * @param labels room for [rows], 32-bit
 * @param sums room for [k, cols] sums of the rows of each centre, and `counts` for [k], double precision: both 0 to begin with
 * @param room for 96 bytes
 */
export function assign(
  exact: usize,
  rough: usize,
  rows: i32,
  cols: i32,
  centres: usize,
  roughCentres: usize,
  halves: usize,
  k: i32,
  slack: usize,
  labels: usize,
  sums: usize,
  counts: usize,
  room: usize
): void {
  const blocks = (rows + BLOCK - 1) / BLOCK;
  const stride = F32 * BLOCK * cols;
  for (let block = 0; block < blocks; block++) {
    scan(rough + stride * block, cols, roughCentres, halves, k, room);
    const off = load<f32>(slack + F32 * block);
    const last = min(BLOCK, rows - block * BLOCK);
    for (let i = 0; i < last; i++) {
      const row = block * BLOCK + i;
      const least = load<f32>(room + F32 * i);
      const next = load<f32>(room + F32 * i, 32);
      let best = load<i32>(room + F32 * i, 64);
      const point = exact + F64 * row * cols;
      // anything that is no number is looked at exactly
      if (!(next > least + off)) best = nearest(point, cols, centres, k);
      store<i32>(labels + 4 * row, best);
      store<f64>(counts + F64 * best, load<f64>(counts + F64 * best) + 1);
      addRow(point, cols, sums + F64 * best * cols);
    }
  }
}

/**
 * Squared distances of rows to the centres they were given to. Two rows at a time: a sum in the order of the columns waits for itself.
 * @param labels of rows, as `assign` left them
 * @param far room for [rows], double precision
 */
export function distances(exact: usize, rows: i32, cols: i32, centres: usize, labels: usize, far: usize): void {
  const stride = F64 * cols;
  let row = 0;
  for (; row + 2 <= rows; row += 2) {
    let a = exact + stride * row;
    let b = a + stride;
    let p = centres + stride * load<i32>(labels + 4 * row);
    let q = centres + stride * load<i32>(labels + 4 * row, 4);
    let first: f64 = 0;
    let second: f64 = 0;
    for (const end = b; a < end;) {
      const one = load<f64>(a) - load<f64>(p);
      const other = load<f64>(b) - load<f64>(q);
      first += one * one;
      second += other * other;
      a += F64;
      b += F64;
      p += F64;
      q += F64;
    }
    store<f64>(far + F64 * row, first);
    store<f64>(far + F64 * row, second, 8);
  }
  if (row < rows) store<f64>(far + F64 * row, exactly(exact + stride * row, cols, centres + stride * load<i32>(labels + 4 * row)));
}

/** The first of the centres that are nearest. */
function nearest(point: usize, cols: i32, centres: usize, k: i32): i32 {
  let best = 0;
  let least = exactly(point, cols, centres);
  for (let c = 1; c < k; c++) {
    const other = exactly(point, cols, centres + F64 * c * cols);
    if (other < least) {
      least = other;
      best = c;
    }
  }
  return best;
}

/** The least and the second least rough distance of each of 8 rows, and which centre has the least: eight numbers each, one behind the other. */
function scan(start: usize, cols: i32, roughCentres: usize, halves: usize, k: i32, room: usize): void {
  for (let at: usize = 0; at < 64; at += 16) v128.store(room + at, v128.splat<f32>(Infinity));
  v128.store(room, v128.splat<i32>(0), 64);
  v128.store(room, v128.splat<i32>(0), 80);
  const stride = F32 * cols;
  let c = 0;
  for (; c + 4 <= k; c += 4) scanFour(start, roughCentres + stride * c, stride, halves + F32 * c, c, room);
  for (; c < k; c++) scanOne(start, roughCentres + stride * c, stride, halves + F32 * c, c, room);
}

/** Four centres at a time: each value of the rows is read once for all of them. */
function scanFour(start: usize, centre: usize, stride: usize, half: usize, c: i32, room: usize): void {
  let a0 = v128.load_splat<f32>(half);
  let a1 = a0;
  let b0 = v128.load_splat<f32>(half, 4);
  let b1 = b0;
  let c0 = v128.load_splat<f32>(half, 8);
  let c1 = c0;
  let d0 = v128.load_splat<f32>(half, 12);
  let d1 = d0;
  let at = start;
  for (let q = centre; q < centre + stride; q += F32) {
    const p0 = v128.load(at);
    const p1 = v128.load(at, 16);
    at += F32 * BLOCK;
    const qa = v128.load_splat<f32>(q);
    a0 = v128.sub<f32>(a0, v128.mul<f32>(p0, qa));
    a1 = v128.sub<f32>(a1, v128.mul<f32>(p1, qa));
    const qb = v128.load_splat<f32>(q + stride);
    b0 = v128.sub<f32>(b0, v128.mul<f32>(p0, qb));
    b1 = v128.sub<f32>(b1, v128.mul<f32>(p1, qb));
    const qc = v128.load_splat<f32>(q + 2 * stride);
    c0 = v128.sub<f32>(c0, v128.mul<f32>(p0, qc));
    c1 = v128.sub<f32>(c1, v128.mul<f32>(p1, qc));
    const qd = v128.load_splat<f32>(q + 3 * stride);
    d0 = v128.sub<f32>(d0, v128.mul<f32>(p0, qd));
    d1 = v128.sub<f32>(d1, v128.mul<f32>(p1, qd));
  }
  keepBoth(room, c, a0, a1);
  keepBoth(room, c + 1, b0, b1);
  keepBoth(room, c + 2, c0, c1);
  keepBoth(room, c + 3, d0, d1);
}

function scanOne(start: usize, centre: usize, stride: usize, half: usize, c: i32, room: usize): void {
  let low = v128.load_splat<f32>(half);
  let high = low;
  let at = start;
  for (let q = centre; q < centre + stride; q += F32) {
    const value = v128.load_splat<f32>(q);
    low = v128.sub<f32>(low, v128.mul<f32>(v128.load(at), value));
    high = v128.sub<f32>(high, v128.mul<f32>(v128.load(at, 16), value));
    at += F32 * BLOCK;
  }
  keepBoth(room, c, low, high);
}

function keepBoth(room: usize, c: i32, low: v128, high: v128): void {
  keep(room, c, low);
  keep(room + 16, c, high);
}

/** Four rows hear of one more centre. */
function keep(room: usize, c: i32, rough: v128): void {
  const least = v128.load(room);
  v128.store(room, v128.bitselect(v128.splat<i32>(c), v128.load(room, 64), v128.lt<f32>(rough, least)), 64);
  v128.store(room, v128.min<f32>(v128.load(room, 32), v128.max<f32>(least, rough)), 32);
  v128.store(room, v128.min<f32>(least, rough));
}

/** Adds a row to a sum, column by column. */
function addRow(point: usize, cols: i32, sum: usize): void {
  let j = 0;
  for (; j + 2 <= cols; j += 2) v128.store(sum + F64 * j, v128.add<f64>(v128.load(sum + F64 * j), v128.load(point + F64 * j)));
  if (j < cols) store<f64>(sum + F64 * j, load<f64>(sum + F64 * j) + load<f64>(point + F64 * j));
}

/** Differences added in the order of the columns. */
function exactly(point: usize, cols: i32, centre: usize): f64 {
  let sum: f64 = 0;
  const end = point + F64 * cols;
  for (let p = point, q = centre; p < end; p += F64, q += F64) {
    const off = load<f64>(p) - load<f64>(q);
    sum += off * off;
  }
  return sum;
}
