import { pause, type SeededContext } from '../../core/context.ts';
import { normal } from '../../core/rng.ts';
import { symmetricEigen } from '../../kernels/linear/symmetric-eigen.ts';

/** More vectors than are wanted make the last of them come sooner. */
const SPARE = 6;
const MOST_STEPS = 200;
/** The vectors are turned into the best of what they span once in so many steps. */
const STEPS_BETWEEN = 8;
/** Relative change of the sum of the eigenvalues at which it ends. */
const CLOSE = 1e-7;

/**
 * Eigenvectors to the largest eigenvalues, by going through the matrix again and again with a block of vectors.
 * Source: Golub & Van Loan, Matrix Computations, section 8.2.4 (orthogonal iteration with Ritz acceleration).
 * @param times multiplies a vector by the matrix, which is symmetric with no eigenvalue below 0
 * @returns row-major [count, size], the largest first
 */
export async function leadingVectors(
  times: (vector: Float64Array) => Float64Array,
  size: number,
  count: number,
  context: SeededContext
): Promise<Float64Array> {
  const block = Math.min(size, count + SPARE);
  let basis = orthonormal(Array.from({ length: block }, () => Float64Array.from({ length: size }, () => normal(context.rng))));
  let before = 0;
  for (let step = 0; step < MOST_STEPS; step += STEPS_BETWEEN) {
    await pause(context);
    for (let more = 1; more < STEPS_BETWEEN; more++) basis = orthonormal(basis.map(times));
    const images = basis.map(times);
    const small = new Float64Array(block * block);
    for (let a = 0; a < block; a++) for (let b = 0; b <= a; b++) small[a * block + b] = small[b * block + a] = dot(basis[a]!, images[b]!);
    const { values, vectors } = symmetricEigen(small, block);
    basis = orthonormal(Array.from({ length: block }, (_, a) => combined(images, vectors.subarray(a * block, (a + 1) * block))));
    const now = values.subarray(0, count).reduce((sum, value) => sum + value, 0);
    if (Math.abs(now - before) <= CLOSE * now) break;
    before = now;
  }
  const out = new Float64Array(count * size);
  for (let a = 0; a < count; a++) out.set(basis[a]!, a * size);
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function combined(parts: readonly Float64Array[], by: Float64Array): Float64Array {
  const out = new Float64Array(parts[0]!.length);
  parts.forEach((part, k) => {
    for (let i = 0; i < out.length; i++) out[i]! += by[k]! * part[i]!;
  });
  return out;
}

/** Gram-Schmidt, twice for what rounding leaves. A vector that follows from the others stays nearly nought. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const own = vector.slice();
    for (let round = 0; round < 2; round++) {
      for (const other of done) {
        const along = dot(own, other);
        for (let i = 0; i < own.length; i++) own[i]! -= along * other[i]!;
      }
      const length = Math.sqrt(dot(own, own)) || 1;
      for (let i = 0; i < own.length; i++) own[i]! /= length;
    }
    done.push(own);
  }
  return done;
}
