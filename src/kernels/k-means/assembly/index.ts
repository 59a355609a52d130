// k-means, a piece of the rows at a time. A rough distance of single precision, of 8 rows at a time to four centres, says which is nearest; where another may
// be, all are looked at exactly. Rows whose centre can't have changed since they were looked at are passed over: see `until`. Memory is laid out by the
// caller; every address is a parameter.

import { BLOCK, F32, F64 } from './layout';

export { layOut } from './layout';

/** Half the distance between 1 and the next number of single precision. */
const UNIT: f64 = 5.9604644775390625e-8;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

function largest(values: v128): f32 {
  const first = max(v128.extract_lane<f32>(values, 0), v128.extract_lane<f32>(values, 1));
  return max(first, max(v128.extract_lane<f32>(values, 2), v128.extract_lane<f32>(values, 3)));
}

/** In how many of these blocks no row can have another centre when centres have moved so far. What is no number is not settled. */
export function settled(until: usize, blocks: i32, moved: f64): i32 {
  let count = 0;
  for (let at = until; at < until + F64 * blocks; at += F64) count += load<f64>(at) > moved ? 1 : 0;
  return count;
}

/** What all blocks of a piece share. */
let columns: i32 = 0;
let points: usize = 0;
let roughPoints: usize = 0;
let halfLengths: usize = 0;
let centreCount: i32 = 0;
let farthest: f64 = 0;
let work: usize = 0;

/**
 * Gives rows to their nearest centres. Rough distances are half the squared ones less half the squared length of the row, which all centres of a row share.
 * @param exact double precision, row-major [rows, cols], and `rough` the same as `layOut` leaves it
 * @param centres double precision, row-major [k, cols], and `roughCentres` the same in single precision, less the middle
 * @param halves half the squared length of each of these, single precision [k]
 * @param widest the largest length of these
 * @param until for each block how far centres may move, in all, before one of its rows can have another; 0 to begin with, and written here
 * @param moved how far centres moved since `until` was 0: twice the farthest move of each step
 * @param labels for [rows], 32-bit, as they were
 * @param sums 0, or where rows are added up as they go by, double precision [k, widthOf(cols)], the counts of rows behind the columns
 * @param room for 24 numbers of single precision
 * @param asksGaps whether `until` is written: what it takes is lost where centres move too far for it to spare a look
 * @returns whether a row has another centre than it had
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
  widest: f64,
  until: usize,
  moved: f64,
  labels: usize,
  sums: usize,
  room: usize,
  asksGaps: bool
): bool {
  columns = cols;
  points = centres;
  roughPoints = roughCentres;
  halfLengths = halves;
  centreCount = k;
  farthest = widest;
  work = room;
  let isOther = false;
  let safe = until;
  let block = rough;
  for (let row = 0; row < rows; row += BLOCK, safe += F64, block += F32 * BLOCK * (cols + 1)) {
    const count = min(BLOCK, rows - row);
    const start = exact + F64 * row * cols;
    if (load<f64>(safe) > moved) {
      if (sums) addRows(start, count, cols, labels + 4 * row, sums);
      continue;
    }
    if (assignBlock(start, block, count, labels + 4 * row, sums)) isOther = true;
    if (asksGaps) store<f64>(safe, moved + gapOf());
  }
  return isOther;
}

/** Numbers of a centre's sums and count, an even number: what is added two at a time then never lies across two lines of the cache. */
export function widthOf(cols: i32): i32 {
  return (cols + 2) & ~1;
}

/** Adds rows to the sums of their centres, and counts them. */
export function addRows(exact: usize, rows: i32, cols: i32, labels: usize, sums: usize): void {
  const size = F64 * widthOf(cols);
  for (let row = 0; row < rows; row++) addRow(exact + F64 * row * cols, cols, sums + size * load<i32>(labels + 4 * row));
}

let blur: f64 = 0;
let squares: usize = 0;

/** @returns whether a row changed its centre */
function assignBlock(start: usize, rough: usize, count: i32, labels: usize, sums: usize): bool {
  const size = F64 * widthOf(columns);
  squares = rough + F32 * BLOCK * columns;
  const off = slackOf(largest(v128.max<f32>(v128.load(squares), v128.load(squares, 16))));
  scan(rough, columns, roughPoints, halfLengths, centreCount, work);
  let isOther = false;
  for (let i = 0; i < count; i++) {
    const label = labels + 4 * i;
    const least = load<f32>(work + F32 * i);
    const next = load<f32>(work + F32 * i, 32);
    let best = load<i32>(work + F32 * i, 64);
    // anything that is no number is looked at exactly
    const point = start + F64 * i * columns;
    if (!(next > least + off)) best = nearest(point, columns, points, centreCount);
    if (load<i32>(label) != best) isOther = true;
    store<i32>(label, best);
    if (sums) addRow(point, columns, sums + size * best);
  }
  return isOther;
}

/**
 * By how much two rough distances may stand in the wrong order: rounding moves each product of a row and a centre by some UNIT of their lengths, and so does every
 * addition, one a column. Twice, for two distances, and twice that for what is rounded on the way. By how much a squared distance may be off is in `blur`.
 * @param most the largest squared length of a row of the block; sums of single precision are off by a rounding for each column
 */
function slackOf(most: f32): f32 {
  const reach = sqrt<f64>(most as f64) * (1 + 2 * UNIT * ((columns + 4) as f64));
  const each = 4 * UNIT * ((columns + 8) as f64);
  const off = each * ((reach + farthest) * farthest + reach * reach * f64.EPSILON) + 1e-30;
  blur = 2 * off + each * reach * reach;
  return f32(off);
}

/** How much nearer than any other the own centre of each row of the block is at least, the least of these; no number where that can't be told. */
function gapOf(): f64 {
  const gaps = v128.min<f32>(gapsOf(v128.load(squares), work), gapsOf(v128.load(squares, 16), work + 16));
  const first = min(v128.extract_lane<f32>(gaps, 0), v128.extract_lane<f32>(gaps, 1));
  return min(first, min(v128.extract_lane<f32>(gaps, 2), v128.extract_lane<f32>(gaps, 3))) as f64;
}

/** Distances from rough ones, the other's from below and the own from above, and less what single precision may have added. */
function gapsOf(lengths: v128, found: usize): v128 {
  const off = f32x4.splat(f32(blur));
  const least = v128.load(found);
  const next = v128.load(found, 32);
  const own = v128.add<f32>(v128.add<f32>(v128.add<f32>(least, least), lengths), off);
  const other = v128.sub<f32>(v128.add<f32>(v128.add<f32>(next, next), lengths), off);
  const near = v128.sqrt<f32>(own);
  const far = v128.sqrt<f32>(v128.max<f32>(other, f32x4.splat(0)));
  return v128.sub<f32>(v128.sub<f32>(far, near), v128.mul<f32>(v128.add<f32>(far, near), f32x4.splat(1e-6)));
}

/**
 * Adds up what `assign` left of its pieces, in their order.
 * @param size numbers of a piece
 * @param into room for as many, double precision
 */
export function addPieces(pieces: usize, count: i32, size: i32, into: usize): void {
  memory.fill(into, 0, F64 * size);
  for (let piece = 0; piece < count; piece++) {
    const from = pieces + F64 * size * piece;
    for (let at: usize = 0; at < F64 * size; at += F64) store<f64>(into + at, load<f64>(into + at) + load<f64>(from + at));
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

/** Adds a row to a sum, column by column, and counts it behind. */
function addRow(point: usize, cols: i32, sum: usize): void {
  let j = 0;
  for (; j + 2 <= cols; j += 2) v128.store(sum + F64 * j, v128.add<f64>(v128.load(sum + F64 * j), v128.load(point + F64 * j)));
  if (j < cols) store<f64>(sum + F64 * j, load<f64>(sum + F64 * j) + load<f64>(point + F64 * j));
  store<f64>(sum + F64 * cols, load<f64>(sum + F64 * cols) + 1);
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
