import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import type { Work } from '../../../kernels/work.ts';

export interface Elimination {
  readonly keep: number;
  /** How many go each round: a whole number, or a share below 1 of those that are left. */
  readonly step: number;
  /** Of the ridge regression. */
  readonly alpha: number;
}

/**
 * Takes out the columns of smallest weight in a ridge regression of all that are left, and again, until so many are left.
 * Source: Guyon, Weston, Barnhill & Vapnik (2002), "Gene selection for cancer classification using support vector machines", with ridge in the place of the
 * machine: products of columns are added up once for all rounds.
 * @param columns of mean 0 and deviation 1
 * @param answers centred; the squares of a column's weights are added over them
 * @returns the places that are left, ascending
 */
export function* eliminateColumns(
  columns: readonly Float64Array[],
  answers: readonly Float64Array[],
  { keep, step, alpha }: Elimination
): Work<number[]> {
  const size = columns.length;
  const products = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) products[j * size + k] = products[k * size + j] = dot(columns[j]!, columns[k]!);
    yield (j + 1) * columns[j]!.length;
  }
  const pulls = answers.map((answer) => Float64Array.from(columns, (column) => dot(column, answer)));
  let left = [...columns.keys()];
  while (left.length > keep) {
    const weights = weightsOf(left, products, pulls, alpha, size);
    const count = step < 1 ? Math.ceil(step * left.length) : Math.floor(step);
    const weakest = [...left.keys()].sort((a, b) => weights[a]! - weights[b]! || a - b).slice(0, Math.min(count, left.length - keep));
    const goes = new Set(weakest);
    yield left.length ** 3 / 3;
    left = left.filter((_, place) => !goes.has(place));
  }
  return left;
}

/** Squared weights of the columns that are left, added over the answers. */
function weightsOf(
  left: readonly number[],
  products: Float64Array,
  pulls: readonly Float64Array[],
  alpha: number,
  size: number
): Float64Array {
  const count = left.length;
  const matrix = new Float64Array(count * count);
  left.forEach((j, a) => left.forEach((k, b) => (matrix[a * count + b] = products[j * size + k]! + (a === b ? alpha : 0))));
  const triangle = cholesky(matrix, count);
  const sums = new Float64Array(count);
  for (const pull of pulls) {
    const right = Float64Array.from(left, (j) => pull[j]!);
    if (triangle) solveCholesky(triangle, count, right);
    right.forEach((weight, a) => (sums[a]! += weight * weight));
  }
  return sums;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
