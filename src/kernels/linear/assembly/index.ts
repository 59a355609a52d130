// Sums over rows of columns, a block of rows at a time. Memory is laid out by the caller; every address is a parameter. Each sum has two parts, of the even and
// of the odd rows of the block, so that the plain twin in ../plain-linear-kernel.ts adds in the same order and gets the same bits.

/** Memory from here on is the caller's. */
export function firstFree(): usize {
  return __heap_base;
}

function at(list: usize, i: i32): usize {
  return list + ((i as usize) << 3);
}

/**
 * scores[i] = point[cols] + the sum of point[j] times column j, in the order of the columns.
 * @param columns first row of the block in the first column
 * @param stride bytes from one column to the next
 */
export function score(columns: usize, stride: usize, cols: i32, count: i32, point: usize, scores: usize): void {
  const intercept = f64x2.splat(load<f64>(at(point, cols)));
  for (let i: i32 = 0; i < count; i += 2) v128.store(at(scores, i), intercept);
  let j: i32 = 0;
  let column = columns;
  for (; j + 3 < cols; j += 4, column += 4 * stride) addFour(column, stride, at(point, j), count, scores);
  for (; j < cols; j++, column += stride) addOne(column, load<f64>(at(point, j)), count, scores);
}

function addFour(column: usize, stride: usize, by: usize, count: i32, scores: usize): void {
  const b = column + stride;
  const c = b + stride;
  const d = c + stride;
  const byA = v128.load64_splat(by);
  const byB = v128.load64_splat(by, 8);
  const byC = v128.load64_splat(by, 16);
  const byD = v128.load64_splat(by, 24);
  for (let i: usize = 0; i < (count as usize) << 3; i += 16) {
    let sum = v128.load(scores + i);
    sum = f64x2.add(sum, f64x2.mul(byA, v128.load(column + i)));
    sum = f64x2.add(sum, f64x2.mul(byB, v128.load(b + i)));
    sum = f64x2.add(sum, f64x2.mul(byC, v128.load(c + i)));
    v128.store(scores + i, f64x2.add(sum, f64x2.mul(byD, v128.load(d + i))));
  }
}

function addOne(column: usize, by: f64, count: i32, scores: usize): void {
  const all = f64x2.splat(by);
  for (let i: usize = 0; i < (count as usize) << 3; i += 16)
    v128.store(scores + i, f64x2.add(v128.load(scores + i), f64x2.mul(all, v128.load(column + i))));
}

function both(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

function add(to: usize, sum: v128): void {
  store<f64>(to, load<f64>(to) + both(sum));
}

/** into[j] += the products of column j with `by`, into[cols] += their sum. Rows behind an odd count must hold 0 in `by`. */
export function addProducts(columns: usize, stride: usize, cols: i32, count: i32, by: usize, into: usize): void {
  productsOf(columns, stride, cols, count, by, into);
  let sum = f64x2.splat(0);
  for (let i: i32 = 0; i < count; i += 2) sum = f64x2.add(sum, v128.load(at(by, i)));
  add(at(into, cols), sum);
}

function productsOf(columns: usize, stride: usize, cols: i32, count: i32, by: usize, into: usize): void {
  let j: i32 = 0;
  let column = columns;
  for (; j + 3 < cols; j += 4, column += 4 * stride) fourProducts(column, stride, count, by, at(into, j));
  for (; j < cols; j++, column += stride) {
    let sum = f64x2.splat(0);
    for (let i: i32 = 0; i < count; i += 2) sum = f64x2.add(sum, f64x2.mul(v128.load(at(column, i)), v128.load(at(by, i))));
    add(at(into, j), sum);
  }
}

function fourProducts(column: usize, stride: usize, count: i32, by: usize, into: usize): void {
  const columnB = column + stride;
  const columnC = columnB + stride;
  const columnD = columnC + stride;
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let i: usize = 0; i < (count as usize) << 3; i += 16) {
    const factor = v128.load(by + i);
    a = f64x2.add(a, f64x2.mul(v128.load(column + i), factor));
    b = f64x2.add(b, f64x2.mul(v128.load(columnB + i), factor));
    c = f64x2.add(c, f64x2.mul(v128.load(columnC + i), factor));
    d = f64x2.add(d, f64x2.mul(v128.load(columnD + i), factor));
  }
  add(into, a);
  add(into + 8, b);
  add(into + 16, c);
  add(into + 24, d);
}

/**
 * Adds to the lower triangle of `into`, row-major [cols + 1, cols + 1], the products of columns with each other, each row times its `by`; the last column is of
 * ones. Rows behind an odd count must hold 0 in `by`.
 * @param spare room for a block
 */
export function addSquares(columns: usize, stride: usize, cols: i32, count: i32, by: usize, spare: usize, into: usize): void {
  const row = ((cols + 1) as usize) << 3;
  for (let j: i32 = 0; j < cols; j++) {
    const column = columns + (j as usize) * stride;
    for (let i: i32 = 0; i < count; i += 2) v128.store(at(spare, i), f64x2.mul(v128.load(at(column, i)), v128.load(at(by, i))));
    productsOf(columns, stride, j + 1, count, spare, into + (j as usize) * row);
  }
  addProducts(columns, stride, cols, count, by, into + (cols as usize) * row);
}
