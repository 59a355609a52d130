// How rows stand in memory: in double precision as they come, and in blocks of 8 in single precision, columns side by side.

/** Rows whose rough distances are worked out together, columns side by side: value of row i, column j stands at [j * BLOCK + i]. */
export const BLOCK: i32 = 8;
export const F64: usize = 8;
export const F32: usize = 4;

/**
 * Lays rows out in single precision, in blocks, less a middle; what the last block lacks stands in the middle.
 * @param exact double precision, row-major [rows, cols]
 * @param middle double precision [cols]
 * @param rough room for the blocks, 8 (cols + 1) numbers each: behind the columns stand the squared lengths
 * @param spare room for 8 cols numbers of double precision
 */
export function layOut(exact: usize, rows: i32, cols: i32, middle: usize, rough: usize, spare: usize): void {
  let into = rough;
  let row = 0;
  for (; row + BLOCK <= rows; row += BLOCK, into += F32 * BLOCK * (cols + 1)) layOutBlock(exact + F64 * row * cols, cols, middle, into);
  if (row == rows) return;
  memory.copy(spare, exact + F64 * row * cols, F64 * (rows - row) * cols);
  for (let i = rows - row; i < BLOCK; i++) memory.copy(spare + F64 * i * cols, middle, F64 * cols);
  layOutBlock(spare, cols, middle, into);
}

/** Lays the 8 rows of a block, less a middle, side by side in single precision, and their squared lengths behind them. */
function layOutBlock(start: usize, cols: i32, middle: usize, rough: usize): void {
  const stride = F64 * cols;
  const behind = rough + F32 * BLOCK * cols;
  v128.store(behind, v128.splat<f32>(0));
  v128.store(behind, v128.splat<f32>(0), 16);
  for (let half: usize = 0; half < 2; half++) {
    const from = start + 4 * stride * half;
    const to = rough + 16 * half;
    let squares = v128.splat<f32>(0);
    let at: usize = 0;
    let into = to;
    for (; at + 16 <= stride; at += 16, into += 2 * F32 * BLOCK) {
      const centre = v128.load(middle + at);
      const first = v128.shuffle<i64>(less(from + at, centre), less(from + stride + at, centre), 0, 2);
      const second = v128.shuffle<i64>(less(from + 2 * stride + at, centre), less(from + 3 * stride + at, centre), 0, 2);
      const one = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
      const other = v128.shuffle<i32>(first, second, 1, 3, 5, 7);
      v128.store(into, one);
      v128.store(into, other, 32);
      squares = v128.add<f32>(squares, v128.add<f32>(v128.mul<f32>(one, one), v128.mul<f32>(other, other)));
    }
    if (at < stride) squares = v128.add<f32>(squares, layOutLast(from + at, stride, middle + at, into));
    v128.store(behind + 16 * half, squares);
  }
}

/** Two columns of a row, less their middle, in single precision. */
function less(at: usize, middle: v128): v128 {
  return f32x4.demote_f64x2_zero(v128.sub<f64>(v128.load(at), middle));
}

/** The last column of four rows, where it has no other beside it. @returns its squares */
function layOutLast(at: usize, stride: usize, middle: usize, into: usize): v128 {
  for (let i: usize = 0; i < 4; i++) store<f32>(into + F32 * i, f32(load<f64>(at + stride * i) - load<f64>(middle)));
  const column = v128.load(into);
  return v128.mul<f32>(column, column);
}
