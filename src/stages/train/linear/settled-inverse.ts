/** The inverse of what can be inverted of a positive semidefinite matrix. */
export interface SettledInverse {
  /** Row-major [size, size]; rows and columns that follow from those before them are 0. */
  readonly covariance: Float64Array;
  /** The triangle it was made from: rows of left-out columns are 0. */
  readonly triangle: Float64Array;
  /** Columns that were kept. */
  readonly kept: readonly number[];
  /** Combinations of columns that are nothing: one for each column left out, [size] each. */
  readonly nothing: readonly Float64Array[];
}

/** A pivot smaller than this share of its diagonal is rounding. */
const TINY = 1e-11;

/**
 * Cholesky's factorisation, column after column, leaving out those that follow from others.
 * Source: Healy (1968), algorithms AS 6 and AS 7: triangular decomposition and inversion of a symmetric matrix that may be singular.
 * @param matrix row-major [size, size]
 */
export function settledInverse(matrix: Float64Array, size: number): SettledInverse {
  const { triangle, kept } = decompose(matrix, size);
  const isKept = new Set(kept);
  const covariance = new Float64Array(size * size);
  for (const j of kept) covariance.set(solve(triangle, kept, size, unit(size, j)), j * size);
  const nothing = Array.from({ length: size }, (_, j) => j)
    .filter((j) => !isKept.has(j))
    .map((j) => solve(triangle, kept, size, matrix.slice(j * size, (j + 1) * size)).with(j, -1));
  return { covariance, triangle, kept, nothing };
}

function decompose(matrix: Float64Array, size: number) {
  const triangle = new Float64Array(size * size);
  const kept: number[] = [];
  for (let i = 0; i < size; i++) {
    let pivot = matrix[i * size + i]!;
    for (const j of kept) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= triangle[i * size + k]! * triangle[j * size + k]!;
      const value = rest / triangle[j * size + j]!;
      triangle[i * size + j] = value;
      pivot -= value * value;
    }
    if (pivot > TINY * matrix[i * size + i]!) {
      triangle[i * size + i] = Math.sqrt(pivot);
      kept.push(i);
    } else triangle.fill(0, i * size, (i + 1) * size);
  }
  return { triangle, kept };
}

const unit = (size: number, j: number) => new Float64Array(size).with(j, 1);

/** Solves by the kept rows and columns alone; the others are 0. */
function solve(triangle: Float64Array, kept: readonly number[], size: number, right: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (const i of kept) {
    let rest = right[i]!;
    for (let k = 0; k < i; k++) rest -= triangle[i * size + k]! * out[k]!;
    out[i] = rest / triangle[i * size + i]!;
  }
  for (const i of kept.toReversed()) {
    let rest = out[i]!;
    for (let k = i + 1; k < size; k++) rest -= triangle[k * size + i]! * out[k]!;
    out[i] = rest / triangle[i * size + i]!;
  }
  return out;
}
