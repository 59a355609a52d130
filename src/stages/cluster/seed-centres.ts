import type { Matrix } from '../../core/matrix.ts';
import { below, type Rng } from '../../core/rng.ts';

/** Rows that starting centres are drawn from, at most: more change nothing that Lloyd's steps would not. */
const MOST_ROWS = 50_000;

/**
 * k-means++: the first centre is a random row, each further one a row drawn with a chance that grows with its squared distance from those there are; of
 * 2 + log k draws the one is kept that brings the rows nearest.
 * Source: Arthur & Vassilvitskii (2007), "k-means++: the advantages of careful seeding", section 2 and the greedy variant of its conclusion.
 * @returns row-major [k, cols]
 */
export function seedCentres(matrix: Matrix, k: number, rng: Rng): Float64Array {
  const { data, cols } = matrix;
  const sample = evenRows(matrix, rng);
  const centres = new Float64Array(k * cols);
  const take = (centre: number, row: number) => centres.set(data.subarray(row * cols, (row + 1) * cols), centre * cols);
  const first = sample[below(rng, sample.length)]!;
  take(0, first);
  let near = nearer(matrix, sample, first, null);
  const trials = 2 + Math.floor(Math.log(k));
  for (let centre = 1; centre < k; centre++) {
    let best: { row: number; near: Float64Array; total: number } | null = null;
    for (let trial = 0; trial < trials; trial++) {
      const row = sample[drawBy(near, rng)]!;
      const after = nearer(matrix, sample, row, near);
      const total = after.reduce((sum, value) => sum + value, 0);
      if (!best || total < best.total) best = { row, near: after, total };
    }
    take(centre, best!.row);
    near = best!.near;
  }
  return centres;
}

function evenRows({ rows }: Matrix, rng: Rng): Uint32Array {
  if (rows <= MOST_ROWS) return Uint32Array.from({ length: rows }, (_, i) => i);
  return Uint32Array.from({ length: MOST_ROWS }, (_, i) => Math.floor(((i + rng()) * rows) / MOST_ROWS));
}

/** Squared distances to the nearest centre once `row` is one too. */
function nearer({ data, cols }: Matrix, sample: Uint32Array, row: number, before: Float64Array | null): Float64Array {
  return Float64Array.from(sample, (other, i) => {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += (data[other * cols + j]! - data[row * cols + j]!) ** 2;
    return before ? Math.min(sum, before[i]!) : sum;
  });
}

/** A place drawn by weight; any place where all weigh nothing. */
function drawBy(weights: Float64Array, rng: Rng): number {
  const total = weights.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return below(rng, weights.length);
  let left = rng() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
