/** Eigenvalues, largest first, and their vectors, one a row: vector k is `vectors[k * size .. (k + 1) * size]`, of length 1, its largest part positive. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/**
 * All eigenvectors of a symmetric matrix by Jacobi's rotations, to rounding. Source: Golub & Van Loan, Matrix Computations, section 8.5.
 * @param matrix row-major [size, size]
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const whole = Math.sqrt(a.reduce((total, value) => total + value * value, 0));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a, size) > 1e-15 * whole; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]!);
  const vectors = new Float64Array(size * size);
  order.forEach((from, k) => {
    let most = 0;
    for (let i = 0; i < size; i++) if (Math.abs(v[i * size + from]!) > Math.abs(v[most * size + from]!) + 1e-12) most = i;
    const sign = v[most * size + from]! < 0 ? -1 : 1;
    for (let i = 0; i < size; i++) vectors[k * size + i] = sign * v[i * size + from]!;
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors };
}

function offDiagonal(a: Float64Array, size: number): number {
  let total = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) total += 2 * a[i * size + j]! ** 2;
  return Math.sqrt(total);
}

/** Makes a[p, q] zero. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q]!;
  if (off === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const [vp, vq] = [v[k * size + p]!, v[k * size + q]!];
    v[k * size + p] = c * vp - s * vq;
    v[k * size + q] = s * vp + c * vq;
  }
}
