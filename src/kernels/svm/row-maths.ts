/** What a linear method does with one row at a time. */
export interface RowMaths {
  /** Sum of the squares of each row. */
  readonly squares: Float64Array;
  /** The sum of a row times `w`. */
  product(row: number, w: Float64Array): number;
  /** Adds a row times `by` to `w`. */
  add(row: number, w: Float64Array, by: number): void;
  /** Elementary steps a row takes. */
  readonly steps: number;
}

/** Share of values that are not 0 below which looking for them pays. */
const SPARSE = 0.4;

/**
 * Rows as they are, or, where most values are 0, as columns of categories make them, by the others alone. Both give the same bits.
 * @param data row-major [rows, cols], finite
 */
export function rowMaths(data: Float64Array, rows: number, cols: number): RowMaths {
  let filled = 0;
  for (const value of data) if (value !== 0) filled++;
  return filled < SPARSE * data.length ? sparseMaths(data, rows, cols, filled) : denseMaths(data, rows, cols);
}

function denseMaths(data: Float64Array, rows: number, cols: number): RowMaths {
  const squares = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) squares[i]! += data[i * cols + j]! ** 2;
  return {
    squares,
    steps: 4 * cols,
    product(row, w) {
      let sum = 0;
      for (let j = 0, at = row * cols; j < cols; j++, at++) sum += data[at]! * w[j]!;
      return sum;
    },
    add(row, w, by) {
      for (let j = 0, at = row * cols; j < cols; j++, at++) w[j]! += by * data[at]!;
    }
  };
}

function sparseMaths(data: Float64Array, rows: number, cols: number, filled: number): RowMaths {
  const starts = new Uint32Array(rows + 1);
  const places = new Uint32Array(filled);
  const values = new Float64Array(filled);
  const squares = new Float64Array(rows);
  let end = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j]!;
      if (value === 0) continue;
      places[end] = j;
      values[end++] = value;
      squares[i]! += value * value;
    }
    starts[i + 1] = end;
  }
  return {
    squares,
    steps: Math.ceil((6 * filled) / rows) + 10,
    product(row, w) {
      let sum = 0;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) sum += values[at]! * w[places[at]!]!;
      return sum;
    },
    add(row, w, by) {
      for (let at = starts[row]!; at < starts[row + 1]!; at++) w[places[at]!]! += by * values[at]!;
    }
  };
}
