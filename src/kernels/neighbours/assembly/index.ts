// Nearest points. A rough distance of single precision, of 8 points to 4 queries at a time, says which points may be near; those are looked at exactly.
// Memory is laid out by the caller; every address is a parameter.

/** Points whose rough distances are worked out together, columns side by side: value of point i, column j stands at [j * BLOCK + i]. */
const BLOCK: i32 = 8;
/** Queries that are compared together. */
const GROUP: i32 = 4;
const F64: usize = 8;
const F32: usize = 4;

/** Half the distance between 1 and the next number of single precision: what rounding to it can change. */
const UNIT: f64 = 5.9604644775390625e-8;
/** Rounding of numbers that are too small for it. */
const TINY: f64 = 1e-40;

let points: usize = 0;
let rough: usize = 0;
let rows: i32 = 0;
let cols: i32 = 0;
let count: i32 = 0;
let isManhattan: bool = false;

let queries: usize = 0;
let roughQueries: usize = 0;
let reaches: usize = 0;
let limits: usize = 0;
let nearest: usize = 0;
let distances: usize = 0;
let sizes: usize = 0;

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

/**
 * @param exact double precision, row-major [rows, cols]
 * @param screened single precision, in blocks, less the centre; the last block is filled up with anything
 * @param wanted how many nearest points each query gets
 */
export function setPoints(exact: usize, screened: usize, size: i32, width: i32, wanted: i32, metric: i32): void {
  points = exact;
  rough = screened;
  rows = size;
  cols = width;
  count = wanted;
  isManhattan = metric === 1;
}

/**
 * @param exact double precision, row-major [number, cols], and `screened` the same in single precision, less the centre
 * @param lengths distance of each query from the centre; infinite = every point is looked at exactly
 * @param room for one number of single precision a query
 * @param foundRows and `foundDistances`: room for the nearest [number, wanted], `foundSizes`: how many there are so far, 0 to begin with
 */
export function setQueries(
  exact: usize,
  screened: usize,
  lengths: usize,
  room: usize,
  foundRows: usize,
  foundDistances: usize,
  foundSizes: usize
): void {
  queries = exact;
  roughQueries = screened;
  reaches = lengths;
  limits = room;
  nearest = foundRows;
  distances = foundDistances;
  sizes = foundSizes;
}

/**
 * Looks at some blocks of points for all queries, and keeps the nearest.
 * @param number of queries; a multiple of GROUP
 * @param reach the largest distance of one of these points from the centre
 */
export function search(number: i32, from: i32, to: i32, reach: f64): void {
  for (let query = 0; query < number; query++) setLimit(query, reach);
  for (let query = 0; query < number; query += GROUP) {
    if (isManhattan) searchGroup<i32>(query, from, to, reach);
    else searchGroup<f32>(query, from, to, reach);
  }
}

/**
 * The rough distance beyond which no point can be among the nearest: what the exact limit may have become by rounding points and queries, and by
 * rounding the sum.
 */
function setLimit(query: i32, reach: f64): void {
  let limit: f64 = Infinity;
  if (load<i32>(sizes + 4 * query) === count) {
    const last = load<f64>(distances + F64 * (query * count + count - 1));
    const off = 2.0 * UNIT * (reach + load<f64>(reaches + F64 * query)) + TINY;
    const far = (isManhattan ? last : Math.sqrt(last)) * (1.0 + 1e-12) + off;
    limit = (isManhattan ? far : far * far) * (1.0 + ((cols + 8) as f64) * 2.0 * UNIT) + TINY;
  }
  // what single precision rounds down is one step more, which the eight columns too many above allow for
  store<f32>(limits + F32 * query, limit as f32);
}

function add<T>(sum: v128, point: v128, query: v128): v128 {
  const off = v128.sub<f32>(point, query);
  return v128.add<f32>(sum, isInteger<T>() ? v128.abs<f32>(off) : v128.mul<f32>(off, off));
}

/** T is a float for squared differences, an integer for absolute ones. */
function searchGroup<T>(query: i32, from: i32, to: i32, reach: f64): void {
  const stride = F32 * cols;
  const q0 = roughQueries + stride * query;
  const end = q0 + stride;
  for (let block = from; block < to; block++) {
    let a0 = v128.splat<f32>(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    let at = rough + F32 * BLOCK * cols * block;
    for (let q = q0; q < end; q += F32) {
      const p0 = v128.load(at);
      const p1 = v128.load(at, 16);
      at += F32 * BLOCK;
      const qa = v128.load_splat<f32>(q);
      a0 = add<T>(a0, p0, qa);
      a1 = add<T>(a1, p1, qa);
      const qb = v128.load_splat<f32>(q + stride);
      b0 = add<T>(b0, p0, qb);
      b1 = add<T>(b1, p1, qb);
      const qc = v128.load_splat<f32>(q + 2 * stride);
      c0 = add<T>(c0, p0, qc);
      c1 = add<T>(c1, p1, qc);
      const qd = v128.load_splat<f32>(q + 3 * stride);
      d0 = add<T>(d0, p0, qd);
      d1 = add<T>(d1, p1, qd);
    }
    screen(query, block, a0, a1, reach);
    screen(query + 1, block, b0, b1, reach);
    screen(query + 2, block, c0, c1, reach);
    screen(query + 3, block, d0, d1, reach);
  }
}

function screen(query: i32, block: i32, low: v128, high: v128, reach: f64): void {
  const limit = v128.load_splat<f32>(limits + F32 * query);
  const isNear0 = v128.le<f32>(low, limit);
  const isNear1 = v128.le<f32>(high, limit);
  if (v128.any_true(v128.or(isNear0, isNear1))) lookAt(query, block, v128.bitmask<i32>(isNear0) | (v128.bitmask<i32>(isNear1) << 4), reach);
}

/** The points of a block that may be near, exactly. */
function lookAt(query: i32, block: i32, mask: i32, reach: f64): void {
  const sizeBefore = load<i32>(sizes + 4 * query);
  const last = distances + F64 * (query * count + count - 1);
  const before = sizeBefore === count ? load<f64>(last) : Infinity;
  for (let i = 0; i < BLOCK; i++) {
    const point = block * BLOCK + i;
    if (((mask >> i) & 1) === 1 && point < rows) offer(query, point, exactly(query, point));
  }
  if (load<i32>(sizes + 4 * query) === count && (sizeBefore < count || load<f64>(last) < before)) setLimit(query, reach);
}

/** Differences added in the order of the columns. */
function exactly(query: i32, point: i32): f64 {
  let sum: f64 = 0;
  let q = queries + F64 * query * cols;
  let p = points + F64 * (point as usize) * cols;
  const end = q + F64 * cols;
  for (; q < end; q += F64, p += F64) {
    const off = load<f64>(q) - load<f64>(p);
    sum += isManhattan ? Math.abs(off) : off * off;
  }
  return sum;
}

/** Points come in order, so one as far as another goes behind it. */
function offer(query: i32, point: i32, far: f64): void {
  const size = load<i32>(sizes + 4 * query);
  const from = query * count;
  const isFull = size === count;
  let at = from + size - (isFull ? 1 : 0);
  if (isFull) {
    if (!(far < load<f64>(distances + F64 * at))) return;
  } else store<i32>(sizes + 4 * query, size + 1);
  for (; at > from && far < load<f64>(distances + F64 * (at - 1)); at--) {
    store<f64>(distances + F64 * at, load<f64>(distances + F64 * (at - 1)));
    store<i32>(nearest + 4 * at, load<i32>(nearest + 4 * (at - 1)));
  }
  store<f64>(distances + F64 * at, far);
  store<i32>(nearest + 4 * at, point);
}
