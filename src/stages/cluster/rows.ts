import type { Matrix } from '../../core/matrix.ts';
import { below, type Rng } from '../../core/rng.ts';

/** Some rows of a matrix, copied. */
export function takeRows({ data, cols }: Matrix, rows: Uint32Array): Matrix {
  const out = new Float64Array(rows.length * cols);
  rows.forEach((row, i) => out.set(data.subarray(row * cols, (row + 1) * cols), i * cols));
  return { data: out, rows: rows.length, cols };
}

/** So many different rows in ascending order, or all, by Floyd's method. */
export function drawRows(rows: number, most: number, rng: Rng): Uint32Array {
  if (rows <= most) return Uint32Array.from({ length: rows }, (_, i) => i);
  const chosen = new Set<number>();
  for (let i = rows - most; i < rows; i++) {
    const row = below(rng, i + 1);
    chosen.add(chosen.has(row) ? i : row);
  }
  return Uint32Array.from(chosen).sort();
}

/** Squared Euclidean distance between two rows. */
export function squaredFar({ data, cols }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const off = data[a * cols + j]! - data[b * cols + j]!;
    sum += off * off;
  }
  return sum;
}
