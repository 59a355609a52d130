import type { Work } from '../work.ts';
import { BLOCK, type LinearKernel } from './linear-kernel.ts';

/**
 * The losses of a block of rows, weights and all. Reads the scores of each output and leaves in their place the derivatives of the loss by them.
 * @param curvatures filled with second derivatives, not negative, when given; of one output only
 * @returns the sum of the losses
 */
export type RowLoss = (blocks: readonly Float64Array[], from: number, to: number, curvatures: Float64Array | null) => number;

/** A sum of losses over linear scores and a squared penalty, to be minimised. A point is for each output the coefficients, then the intercept. */
export interface Objective {
  readonly kernel: LinearKernel;
  readonly loss: RowLoss;
  /** Half the weight of each squared coefficient, per column. */
  readonly l2: Float64Array;
  readonly fitIntercept: boolean;
  /** 1 = all rows; m = every m-th block of them, each counting m times. */
  readonly every: number;
}

/**
 * Value and slope at a point.
 * @param slope filled, laid out as `at`
 */
export function* valueAt(objective: Objective, at: Float64Array, slope: Float64Array): Work<number> {
  const { kernel, loss, every } = objective;
  const blocks = blocksOf(kernel);
  kernel.point.set(at);
  kernel.slope.fill(0);
  let sum = 0;
  for (const [from, to] of stretches(objective)) {
    kernel.score(from, to);
    sum += loss(blocks, from, to, null);
    kernel.addSlope(from, to);
    yield kernel.outputs * (to - from) * (kernel.cols / 2 + 8);
  }
  for (let i = 0; i < slope.length; i++) slope[i] = every * kernel.slope[i]!;
  return every * sum + addPenalty(objective, at, slope);
}

/**
 * Second derivatives at a point, of one output.
 * @returns row-major [cols + 1, cols + 1], both triangles
 */
export function* curvatureAt(objective: Objective, at: Float64Array): Work<Float64Array> {
  const { kernel, loss, l2, every, fitIntercept } = objective;
  const blocks = blocksOf(kernel);
  const width = kernel.cols + 1;
  kernel.point.set(at);
  kernel.squares.fill(0);
  for (const [from, to] of stretches(objective)) {
    kernel.score(from, to);
    loss(blocks, from, to, kernel.curvatures);
    kernel.addSquares(from, to);
    yield (to - from) * (kernel.cols ** 2 / 4 + 8);
  }
  const out = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) out[i * width + j] = out[j * width + i] = every * kernel.squares[i * width + j]!;
  l2.forEach((half, j) => (out[j * width + j]! += 2 * half));
  if (!fitIntercept) withoutIntercept(out, width);
  return out;
}

const blocksOf = (kernel: LinearKernel) => Array.from({ length: kernel.outputs }, (_, k) => kernel.block(k));

function* stretches({ kernel: { rows }, every }: Objective): Generator<[number, number]> {
  for (let from = 0; from < rows; from += BLOCK * every) yield [from, Math.min(from + BLOCK, rows)];
}

function addPenalty({ kernel: { cols, outputs }, l2, fitIntercept }: Objective, at: Float64Array, slope: Float64Array): number {
  let penalty = 0;
  for (let k = 0; k < outputs; k++) {
    const start = k * (cols + 1);
    for (let j = 0; j < cols; j++) {
      penalty += l2[j]! * at[start + j]! * at[start + j]!;
      slope[start + j]! += 2 * l2[j]! * at[start + j]!;
    }
    if (!fitIntercept) slope[start + cols] = 0;
  }
  return penalty;
}

function withoutIntercept(matrix: Float64Array, width: number): void {
  for (let j = 0; j < width; j++) matrix[(width - 1) * width + j] = matrix[j * width + width - 1] = 0;
  matrix[width * width - 1] = 1;
}
