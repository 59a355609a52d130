/** Symmetric positive definite matrices, row-major, a few dozen columns wide. */

/** A pivot smaller than this share of its diagonal is rounding. */
const TINY = 1e-12;

/**
 * The lower triangle L with L Lᵀ = A.
 * @param a row-major [size, size], symmetric
 * @returns null where A is not positive definite: a column follows from the others
 */
export function cholesky(a: Float64Array, size: number): Float64Array | null {
  const l = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    let pivot = a[j * size + j]!;
    for (let k = 0; k < j; k++) pivot -= l[j * size + k]! ** 2;
    if (!(pivot > TINY * Math.abs(a[j * size + j]!))) return null;
    const root = Math.sqrt(pivot);
    l[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let rest = a[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= l[i * size + k]! * l[j * size + k]!;
      l[i * size + j] = rest / root;
    }
  }
  return l;
}

/** Solves A x = b in place, A given by its triangle. */
export function solveCholesky(l: Float64Array, size: number, b: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) {
    let rest = b[i]!;
    for (let k = 0; k < i; k++) rest -= l[i * size + k]! * b[k]!;
    b[i] = rest / l[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = b[i]!;
    for (let k = i + 1; k < size; k++) rest -= l[k * size + i]! * b[k]!;
    b[i] = rest / l[i * size + i]!;
  }
  return b;
}
