import type { Matrix } from '../../core/matrix.ts';

/** Mean over the columns of their variance (of a whole population). */
export function meanVariance({ data, rows, cols }: Matrix): number {
  let total = 0;
  for (let j = 0; j < cols; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * cols + j]! / rows;
    for (let i = 0; i < rows; i++) total += (data[i * cols + j]! - mean) ** 2 / rows;
  }
  return total / cols;
}
