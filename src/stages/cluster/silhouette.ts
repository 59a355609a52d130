import type { Matrix } from '../../core/matrix.ts';

/**
 * How much nearer each row is to its own cluster than to the next one, -1 to 1; 0 for a row that is alone in its cluster, NaN for one in none.
 * Source: Rousseeuw (1987), "Silhouettes".
 * @param labels 0 to `clusters - 1`, or -1, length n
 */
export function silhouettes({ data, rows, cols }: Matrix, labels: Int32Array, clusters: number): Float64Array {
  const counts = new Float64Array(clusters);
  for (const label of labels) if (label >= 0) counts[label]!++;
  const sums = new Float64Array(rows * clusters);
  for (let a = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++) {
      if (labels[a]! < 0 || labels[b]! < 0) continue;
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += (data[a * cols + j]! - data[b * cols + j]!) ** 2;
      const far = Math.sqrt(sum);
      sums[a * clusters + labels[b]!]! += far;
      sums[b * clusters + labels[a]!]! += far;
    }
  }
  return Float64Array.from({ length: rows }, (_, row) => silhouetteOf(row, labels[row]!, sums, counts));
}

function silhouetteOf(row: number, own: number, sums: Float64Array, counts: Float64Array): number {
  if (own < 0) return NaN;
  if (counts[own]! < 2) return 0;
  const clusters = counts.length;
  const within = sums[row * clusters + own]! / (counts[own]! - 1);
  let next = Infinity;
  for (let c = 0; c < clusters; c++) if (c !== own && counts[c]! > 0) next = Math.min(next, sums[row * clusters + c]! / counts[c]!);
  if (next === Infinity) return NaN;
  const larger = Math.max(within, next);
  return larger > 0 ? (next - within) / larger : 0;
}
