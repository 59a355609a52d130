import type { Work } from '../work.ts';

/** A matrix as its columns, each a Float64Array of the same length. */
export type Columns = readonly Float64Array[];

/**
 * The shortest of all vectors that bring `columns * x` nearest to `y`, by Householder QR with column pivoting, completed by a second QR when
 * the columns depend on each other. Overwrites `columns` and `y`.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., sections 5.2, 5.4 and 5.5.
 * @param columns p columns of length n, of about equal norm, or a column that matters may be taken for noise
 * @returns the solution, length p, and the rank that was found
 */
export function* leastSquares(columns: Float64Array[], y: Float64Array): Work<{ solution: Float64Array; rank: number }> {
  const p = columns.length;
  const order = Uint32Array.from({ length: p }, (_, j) => j);
  const rank = yield* pivotedQr(columns, y, order);
  const solution = new Float64Array(p);
  const inOrder = rank === p ? backSubstitute(columns, y, rank) : yield* shortest(columns, y, rank);
  inOrder.forEach((value, k) => (solution[order[k]!] = value));
  return { solution, rank };
}

function* pivotedQr(columns: Float64Array[], y: Float64Array, order: Uint32Array): Work<number> {
  const p = columns.length;
  const n = y.length;
  const steps = Math.min(n, p);
  let first = 0;
  for (let k = 0; k < steps; k++) {
    const best = longestFrom(columns, k);
    yield n * (p - k);
    swap(columns, order, k, best);
    const beta = reflectorOf(columns[k]!, k);
    const diagonal = Math.abs(columns[k]![k]!);
    if (k === 0) first = diagonal;
    if (diagonal <= Number.EPSILON * Math.max(n, p, 100) * first) return k;
    for (let j = k + 1; j < p; j++) {
      reflect(columns[k]!, beta, columns[j]!, k);
      yield 2 * (n - k);
    }
    reflect(columns[k]!, beta, y, k);
  }
  return steps;
}

function longestFrom(columns: Columns, k: number): number {
  let best = k;
  let longest = -1;
  for (let j = k; j < columns.length; j++) {
    const column = columns[j]!;
    let sum = 0;
    for (let i = k; i < column.length; i++) sum += column[i]! * column[i]!;
    if (sum > longest) {
      longest = sum;
      best = j;
    }
  }
  return best;
}

function swap(columns: Float64Array[], order: Uint32Array, a: number, b: number): void {
  [columns[a], columns[b]] = [columns[b]!, columns[a]!];
  [order[a], order[b]] = [order[b]!, order[a]!];
}

/**
 * Turns the part of a column from row k on into a reflector with leading 1 (kept below row k), and row k into the length it reflects to.
 * @returns beta of I - beta v v'; 0 when there is nothing to reflect
 */
function reflectorOf(column: Float64Array, k: number): number {
  let scale = 0;
  for (let i = k; i < column.length; i++) scale = Math.max(scale, Math.abs(column[i]!));
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = k; i < column.length; i++) sum += (column[i]! / scale) ** 2;
  const length = scale * Math.sqrt(sum);
  const head = column[k]!;
  const target = head > 0 ? -length : length;
  const lead = head - target;
  for (let i = k + 1; i < column.length; i++) column[i]! /= lead;
  column[k] = target;
  return (target - head) / target;
}

function reflect(reflector: Float64Array, beta: number, vector: Float64Array, k: number): void {
  let dot = vector[k]!;
  for (let i = k + 1; i < vector.length; i++) dot += reflector[i]! * vector[i]!;
  dot *= beta;
  vector[k]! -= dot;
  for (let i = k + 1; i < vector.length; i++) vector[i]! -= dot * reflector[i]!;
}

/** Solves R x = y for the upper triangle that `columns` hold in their first `size` rows. */
function backSubstitute(columns: Columns, y: Float64Array, size: number): Float64Array {
  const x = y.slice(0, size);
  for (let k = size - 1; k >= 0; k--) {
    x[k]! /= columns[k]![k]!;
    for (let i = 0; i < k; i++) x[i]! -= columns[k]![i]! * x[k]!;
  }
  return x;
}

/** Of all x with [R11 R12] x = y the shortest: Q (R'^-1 y) from the QR of the transposed rows. */
function* shortest(columns: Columns, y: Float64Array, rank: number): Work<Float64Array> {
  const p = columns.length;
  const rows = Array.from({ length: rank }, (_, k) => Float64Array.from(columns, (column, j) => (j < k ? 0 : column[k]!)));
  const betas = new Float64Array(rank);
  for (let k = 0; k < rank; k++) {
    betas[k] = reflectorOf(rows[k]!, k);
    for (let j = k + 1; j < rank; j++) reflect(rows[k]!, betas[k]!, rows[j]!, k);
    yield 2 * p * (rank - k);
  }
  const x = new Float64Array(p);
  for (let k = 0; k < rank; k++) {
    let value = y[k]!;
    for (let i = 0; i < k; i++) value -= rows[k]![i]! * x[i]!;
    x[k] = value / rows[k]![k]!;
  }
  for (let k = rank - 1; k >= 0; k--) reflect(rows[k]!, betas[k]!, x, k);
  return x;
}
