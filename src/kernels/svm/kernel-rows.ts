/** Rows to compare, row-major [rows, cols]. */
export interface KernelPoints {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** Rows of a kernel matrix, worked out when they are asked for. */
export interface KernelRows {
  /** The kernel of row `i` with all rows, length rows. To be read, and not kept: the next calls may overwrite it. */
  row(i: number): Float64Array;
  /** Elementary steps that a row which is not kept takes. */
  readonly steps: number;
}

/**
 * The kernel exp(-gamma |x - y|^2) of all rows with each other. The rows used last are kept, as many as fit into `bytes`, two at the least.
 */
export function rbfRows({ data, rows, cols }: KernelPoints, gamma: number, bytes: number): KernelRows {
  const most = Math.max(2, Math.min(rows, Math.floor(bytes / (8 * rows))));
  // a Map hands out its keys in the order they were put in: the first is the one not used for longest
  const kept = new Map<number, Float64Array>();
  return {
    // the exponential takes as long as some ten columns
    steps: rows * (cols + 10),
    row(i) {
      const known = kept.get(i);
      if (known) {
        kept.delete(i);
        kept.set(i, known);
        return known;
      }
      const into = kept.size < most ? new Float64Array(rows) : oldestOf(kept);
      writeRbf(data, rows, cols, gamma, i, into);
      kept.set(i, into);
      return into;
    }
  };
}

function oldestOf(kept: Map<number, Float64Array>): Float64Array {
  const [oldest] = kept.keys();
  const row = kept.get(oldest!)!;
  kept.delete(oldest!);
  return row;
}

function writeRbf(data: Float64Array, rows: number, cols: number, gamma: number, i: number, into: Float64Array): void {
  const own = data.subarray(i * cols, (i + 1) * cols);
  for (let t = 0, at = 0; t < rows; t++) {
    let sum = 0;
    for (let j = 0; j < cols; j++, at++) {
      const off = own[j]! - data[at]!;
      sum += off * off;
    }
    into[t] = Math.exp(-gamma * sum);
  }
}
