import { pause, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Assignment, KMeansKernel } from '../../kernels/k-means/k-means-kernel.ts';

export interface KMeansEnd extends Omit<Assignment, 'far'> {
  /** Squared distance of each row to its centre, length n. */
  readonly far: Float64Array;
  /** Row-major [k, cols]. */
  readonly centres: Float64Array;
  /** Sum of the squared distances of the rows to their centres. */
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Lloyd's algorithm: each centre becomes the mean of its rows until no centre moves by more than `tolerance`, or no row changes. A centre that lost all its rows is
 * put on the row that lies farthest from its own.
 * Source: Lloyd (1982), "Least squares quantization in PCM".
 * @param centres [k, cols] to begin with
 * @param tolerance sum of squared moves
 */
export async function lloyd(
  matrix: Matrix,
  kernel: KMeansKernel,
  start: Float64Array,
  { maxIter, tolerance, context }: { readonly maxIter: number; readonly tolerance: number; readonly context: SeededContext }
): Promise<KMeansEnd> {
  let centres = start;
  let found = kernel.assign(centres);
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < maxIter) {
    await pause(context);
    const moved = meansOf(matrix, found);
    const shift = squaredMove(centres, moved);
    const before = found.labels;
    centres = moved;
    found = kernel.assign(centres);
    iterations++;
    converged = shift <= tolerance || isEqual(before, found.labels);
  }
  const far = found.far();
  return { ...found, far, centres, inertia: sumOf(far), iterations, converged };
}

function meansOf({ data, cols }: Matrix, { far, sums, counts }: Assignment): Float64Array {
  const taken = new Set<number>();
  let known: Float64Array | null = null;
  for (let c = 0; c < counts.length; c++) {
    if (counts[c]! > 0) for (let j = 0; j < cols; j++) sums[c * cols + j]! /= counts[c]!;
    else sums.set(farthestRow(data, cols, (known ??= far()), taken), c * cols);
  }
  return sums;
}

function farthestRow(data: Float64Array, cols: number, far: Float64Array, taken: Set<number>): Float64Array {
  let best = 0;
  for (let i = 0; i < far.length; i++) if (!taken.has(i) && (taken.has(best) || far[i]! > far[best]!)) best = i;
  taken.add(best);
  return data.subarray(best * cols, (best + 1) * cols);
}

function squaredMove(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += (before[i]! - after[i]!) ** 2;
  return sum;
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
