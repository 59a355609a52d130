import type { Matrix } from '../../core/matrix.ts';

/** Two indices of how well clusters are apart; NaN where there are fewer than two. */
export interface Validity {
  /** Mean over the clusters of how near the next one is against how wide both are; 0 is best. */
  readonly daviesBouldin: number;
  /** Spread between clusters over spread within, each by its degrees of freedom; higher is better. */
  readonly calinskiHarabasz: number;
}

/**
 * Sources: Davies & Bouldin (1979), "A cluster separation measure"; Calinski & Harabasz (1974), "A dendrite method for cluster analysis".
 * @param labels 0 to `clusters - 1`, or -1, length n: rows in no cluster are left out
 * @param weights how much each row counts
 */
export function validityOf(matrix: Matrix, labels: Int32Array, clusters: number, weights: Float64Array): Validity {
  const { data, cols } = matrix;
  const { totals, centres, centre, total, present } = centresOf(matrix, labels, clusters, weights);
  if (present.length < 2) return { daviesBouldin: NaN, calinskiHarabasz: NaN };
  const widths = new Float64Array(clusters);
  let within = 0;
  labels.forEach((label, row) => {
    if (label < 0 || weights[row] === 0) return;
    const squared = squaredBetween(data, row * cols, centres, label * cols, cols);
    widths[label]! += weights[row]! * Math.sqrt(squared);
    within += weights[row]! * squared;
  });
  let between = 0;
  for (const c of present) {
    widths[c]! /= totals[c]!;
    between += totals[c]! * squaredBetween(centres, c * cols, centre, 0, cols);
  }
  const worst = present.map((a) => Math.max(...present.filter((b) => b !== a).map((b) => nearnessOf(a, b, centres, widths, cols))));
  return {
    daviesBouldin: worst.reduce((sum, value) => sum + value, 0) / present.length,
    calinskiHarabasz: within === 0 ? 1 : (between * (total - present.length)) / (within * (present.length - 1))
  };
}

function nearnessOf(a: number, b: number, centres: Float64Array, widths: Float64Array, cols: number): number {
  const apart = Math.sqrt(squaredBetween(centres, a * cols, centres, b * cols, cols));
  return apart === 0 ? 0 : (widths[a]! + widths[b]!) / apart;
}

function centresOf({ data, cols }: Matrix, labels: Int32Array, clusters: number, weights: Float64Array) {
  const totals = new Float64Array(clusters);
  const centres = new Float64Array(clusters * cols);
  const centre = new Float64Array(cols);
  labels.forEach((label, row) => {
    if (label < 0) return;
    const weight = weights[row]!;
    totals[label]! += weight;
    for (let j = 0; j < cols; j++) {
      centres[label * cols + j]! += weight * data[row * cols + j]!;
      centre[j]! += weight * data[row * cols + j]!;
    }
  });
  const total = totals.reduce((sum, value) => sum + value, 0);
  const present = Array.from(totals.keys()).filter((c) => totals[c]! > 0);
  for (const c of present) for (let j = 0; j < cols; j++) centres[c * cols + j]! /= totals[c]!;
  for (let j = 0; j < cols; j++) centre[j]! /= total;
  return { totals, centres, centre, total, present };
}

function squaredBetween(a: Float64Array, atA: number, b: Float64Array, atB: number, cols: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) sum += (a[atA + j]! - b[atB + j]!) ** 2;
  return sum;
}
