/** Rows that are summed at a time: small enough that a block of some dozen columns stays near the processor while it is read twice. Even. */
export const BLOCK = 512;

/** What a kernel has to hold. */
export interface LinearRoom {
  readonly rows: number;
  readonly cols: number;
  /** Weighted sums a row has: one, or one for each of several classes. */
  readonly outputs: number;
  /** Whether products of columns with each other will be asked for: their matrix takes 8 (cols + 1)^2 bytes. */
  readonly hasSquares: boolean;
}

/**
 * Columns of numbers, and the sums over their rows that linear models are fitted by. All of its lists are its own memory, read and written in place. It
 * works on blocks: rows `from` to `to - 1`, at most `BLOCK` of them, `from` a multiple of it.
 */
export interface LinearKernel extends LinearRoom {
  /** Length rows. */
  column(j: number): Float64Array;
  /** For each output the coefficients, then the intercept: [outputs, cols + 1]. */
  readonly point: Float64Array;
  /** As `point`. */
  readonly slope: Float64Array;
  /** Lower triangle, row-major [cols + 1, cols + 1]; empty without `hasSquares`. */
  readonly squares: Float64Array;
  /** A number for each row of the present block: scores, and then what is to be multiplied by. Length BLOCK. */
  block(output: number): Float64Array;
  /** A second number for each row of the block. Length BLOCK. */
  readonly curvatures: Float64Array;
  /** block(k)[i] = intercept k + the sum of coefficient times column, for all outputs. */
  score(from: number, to: number): void;
  /** slope[k] += the products of the columns with block(k), at last their sum. */
  addSlope(from: number, to: number): void;
  /** squares += the products of the columns with each other and with 1, each row times its entry of `curvatures`. */
  addSquares(from: number, to: number): void;
}
