import type { Pacer } from '../../../core/pacer.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import type { GapPattern } from './gap-patterns.ts';

/** A normal law over columns. */
export interface NormalLaw {
  readonly mean: Float64Array;
  /** Row-major [size, size]; divided by n. */
  readonly covariance: Float64Array;
}

const MOST_ROUNDS = 2000;
const SMALL_CHANGE = 1e-7;

/**
 * The normal law that makes rows with gaps most likely, by expectation and maximisation; only the patterns' sums are needed, whatever the rows.
 * Source: Little & Rubin (2002), "Statistical Analysis with Missing Data", 11.2.
 * @returns null where a column follows from the others, or it does not settle
 */
export async function fitNormalWithGaps(patterns: readonly GapPattern[], size: number, pace: Pacer): Promise<NormalLaw | null> {
  const rows = patterns.reduce((total, pattern) => total + pattern.rows, 0);
  let law: NormalLaw = { mean: new Float64Array(size), covariance: identity(size) };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const expected = { sums: new Float64Array(size), products: new Float64Array(size * size) };
    for (const pattern of patterns) {
      if (!addExpected(pattern, law, size, expected)) return null;
      await pace(size ** 3);
    }
    const next = maximised(expected, law, size, rows);
    const change = largestChange(law, next);
    law = next;
    if (change < SMALL_CHANGE) return law;
  }
  return null;
}

interface Expected {
  /** Around the mean of the law so far. */
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

/** Adds what the rows of one pattern are expected to hold, gaps included, under the law so far. */
function addExpected(pattern: GapPattern, { mean, covariance }: NormalLaw, size: number, into: Expected): boolean {
  const weights = regressionOn(pattern.seen, covariance, size);
  if (!weights) return false;
  const o = pattern.seen.length;
  const { sums, products } = centred(pattern, mean);
  const filled = new Float64Array(size * o);
  for (let i = 0; i < size; i++) {
    for (let a = 0; a < o; a++) {
      const weight = weights[i * o + a]!;
      // Nearly all weights of a seen column are 0.
      if (weight === 0) continue;
      into.sums[i]! += weight * sums[a]!;
      for (let b = 0; b < o; b++) filled[i * o + b]! += weight * products[a * o + b]!;
    }
  }
  addProducts({ pattern, covariance, weights, filled, size }, into.products);
  return true;
}

interface Filled {
  readonly pattern: GapPattern;
  readonly covariance: Float64Array;
  readonly weights: Float64Array;
  readonly filled: Float64Array;
  readonly size: number;
}

/** Only between two gaps there is a spread left that the seen columns do not tell; a seen column is itself. */
function addProducts({ pattern: { seen, rows }, covariance, weights, filled, size }: Filled, into: Float64Array): void {
  const o = seen.length;
  const places = new Int32Array(size).fill(-1);
  seen.forEach((column, place) => (places[column] = place));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let product = 0;
      if (places[j]! >= 0) product = filled[i * o + places[j]!]!;
      else for (let b = 0; b < o; b++) product += filled[i * o + b]! * weights[j * o + b]!;
      if (places[i]! < 0 && places[j]! < 0) {
        product += rows * covariance[i * size + j]!;
        for (let b = 0; b < o; b++) product -= rows * weights[i * o + b]! * covariance[seen[b]! * size + j]!;
      }
      into[i * size + j]! += product;
    }
  }
}

/** How each column follows from the seen ones, row-major [size, seen]: a seen column is itself. */
function regressionOn(seen: readonly number[], covariance: Float64Array, size: number): Float64Array | null {
  const o = seen.length;
  const triangle = cholesky(submatrix(covariance, seen, size), o);
  if (!triangle) return null;
  const weights = new Float64Array(size * o);
  for (let i = 0; i < size; i++) {
    const own = seen.indexOf(i);
    if (own >= 0) weights[i * o + own] = 1;
    else
      weights.set(
        solveCholesky(
          triangle,
          o,
          Float64Array.from(seen, (column) => covariance[i * size + column]!)
        ),
        i * o
      );
  }
  return weights;
}

export const submatrix = (matrix: Float64Array, picked: readonly number[], size: number): Float64Array =>
  Float64Array.from(
    { length: picked.length ** 2 },
    (_, at) => matrix[picked[Math.floor(at / picked.length)]! * size + picked[at % picked.length]!]!
  );

/** The sums of a pattern around a mean. */
function centred({ seen, rows, sums, products }: GapPattern, mean: Float64Array): Expected {
  const o = seen.length;
  const at = seen.map((column) => mean[column]!);
  return {
    sums: sums.map((sum, a) => sum - rows * at[a]!),
    products: products.map((product, cell) => {
      const [a, b] = [Math.floor(cell / o), cell % o];
      return product - sums[a]! * at[b]! - at[a]! * sums[b]! + rows * at[a]! * at[b]!;
    })
  };
}

function maximised({ sums, products }: Expected, { mean }: NormalLaw, size: number, rows: number): NormalLaw {
  const shift = sums.map((sum) => sum / rows);
  return {
    mean: mean.map((value, i) => value + shift[i]!),
    covariance: products.map((product, cell) => product / rows - shift[Math.floor(cell / size)]! * shift[cell % size]!)
  };
}

const largestChange = (a: NormalLaw, b: NormalLaw): number =>
  Math.max(
    a.mean.reduce((most, value, i) => Math.max(most, Math.abs(value - b.mean[i]!)), 0),
    a.covariance.reduce((most, value, i) => Math.max(most, Math.abs(value - b.covariance[i]!)), 0)
  );

const identity = (size: number): Float64Array => Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
