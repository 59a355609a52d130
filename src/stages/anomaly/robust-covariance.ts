import { pause, type SeededContext } from '../../core/context.ts';
import { covarianceUnusable } from '../../core/errors/training.ts';
import type { Matrix } from '../../core/matrix.ts';
import { below, type Rng } from '../../core/rng.ts';
import { median } from '../../core/stats.ts';
import { chiSquareQuantile } from '../../kernels/distributions.ts';
import { cholesky } from '../../kernels/linear/cholesky.ts';

/** Where most rows lie and how they spread, whatever the rest does. */
export interface RobustCovariance {
  readonly centre: Float64Array;
  /** Row-major [cols, cols]. */
  readonly covariance: Float64Array;
}

const TRIALS = 30;
const KEPT = 5;
const FIRST_STEPS = 2;
const MOST_STEPS = 100;
/** Rows beyond this quantile count nothing in the end. */
const BEYOND = 0.975;

/**
 * The covariance of least determinant of half of the rows, scaled to be that of all where these are normal, then that of all rows near enough.
 * Sources: Rousseeuw & Van Driessen (1999), "A fast algorithm for the minimum covariance determinant estimator"; the two corrections as in scikit-learn.
 * @throws LatheError `covariance-unusable` when columns follow from each other, also after a little was added to each variance
 */
export async function robustCovariance(matrix: Matrix, supportFraction: number, context: SeededContext): Promise<RobustCovariance> {
  const { rows, cols } = matrix;
  const half = supportFraction > 0 ? Math.round(supportFraction * rows) : Math.min(rows, Math.ceil((rows + cols + 1) / 2));
  const size = Math.max(cols + 1, Math.min(rows, half));
  const firsts: Concentrated[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    await pause(context);
    firsts.push(concentrate(matrix, drawSome(rows, cols + 1, context.rng), size, FIRST_STEPS));
  }
  const best = firsts.sort((a, b) => a.logDeterminant - b.logDeterminant).slice(0, KEPT);
  let end = best[0]!;
  for (const one of best) {
    await pause(context);
    const done = concentrate(matrix, one.rows, size, MOST_STEPS);
    if (done.logDeterminant < end.logDeterminant) end = done;
  }
  return reweighted(matrix, end);
}

interface Concentrated extends RobustCovariance {
  readonly rows: Uint32Array;
  readonly logDeterminant: number;
}

function drawSome(rows: number, count: number, rng: Rng): Uint32Array {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, rows)) chosen.add(below(rng, rows));
  return Uint32Array.from(chosen);
}

/** Takes the nearest rows by the covariance of the last ones, again and again: the determinant can only fall. */
function concentrate(matrix: Matrix, start: Uint32Array, size: number, steps: number): Concentrated {
  let now = momentsOf(matrix, start);
  for (let step = 0; step < steps; step++) {
    const far = squaredDistances(matrix, now);
    const order = Uint32Array.from(far.keys()).sort((a, b) => far[a]! - far[b]! || a - b);
    const next = momentsOf(matrix, order.subarray(0, size).slice().sort());
    const isDone = step > 0 && next.logDeterminant >= now.logDeterminant - 1e-12;
    now = next;
    if (isDone) break;
  }
  return now;
}

function momentsOf({ data, cols }: Matrix, rows: Uint32Array): Concentrated {
  const centre = new Float64Array(cols);
  for (const row of rows) for (let j = 0; j < cols; j++) centre[j]! += data[row * cols + j]! / rows.length;
  const covariance = new Float64Array(cols * cols);
  for (const row of rows)
    for (let a = 0; a < cols; a++)
      for (let b = 0; b <= a; b++)
        covariance[a * cols + b]! += ((data[row * cols + a]! - centre[a]!) * (data[row * cols + b]! - centre[b]!)) / rows.length;
  for (let a = 0; a < cols; a++) for (let b = 0; b < a; b++) covariance[b * cols + a] = covariance[a * cols + b]!;
  const triangle = triangleOf(covariance, cols);
  let logDeterminant = 0;
  for (let j = 0; j < cols; j++) logDeterminant += 2 * Math.log(triangle[j * cols + j]!);
  return { rows, centre, covariance, logDeterminant };
}

/** Of the mean variance, added to each where columns follow from each other: half of the rows may well be alike in one. */
const RIDGE = 1e-6;

/** @throws LatheError `covariance-unusable` */
export function triangleOf(covariance: Float64Array, cols: number): Float64Array {
  const triangle = cholesky(covariance, cols);
  if (triangle) return triangle;
  let trace = 0;
  for (let j = 0; j < cols; j++) trace += covariance[j * cols + j]!;
  const ridged = covariance.slice();
  for (let j = 0; j < cols; j++) ridged[j * cols + j]! += RIDGE * (trace > 0 ? trace / cols : 1);
  const again = cholesky(ridged, cols);
  if (!again) throw covarianceUnusable();
  return again;
}

/** Squared Mahalanobis distance of each row. */
export function squaredDistances({ data, rows, cols }: Matrix, { centre, covariance }: RobustCovariance): Float64Array {
  const triangle = triangleOf(covariance, cols);
  const z = new Float64Array(cols);
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < cols; i++) {
      let rest = data[row * cols + i]! - centre[i]!;
      for (let k = 0; k < i; k++) rest -= triangle[i * cols + k]! * z[k]!;
      z[i] = rest / triangle[i * cols + i]!;
      sum += z[i]! * z[i]!;
    }
    return sum;
  });
}

function reweighted(matrix: Matrix, raw: Concentrated): RobustCovariance {
  const { cols } = matrix;
  const scale = median(squaredDistances(matrix, raw)) / chiSquareQuantile(0.5, cols);
  const scaled = { centre: raw.centre, covariance: raw.covariance.map((value) => value * scale) };
  const limit = chiSquareQuantile(BEYOND, cols);
  const far = squaredDistances(matrix, scaled);
  const near = Uint32Array.from(far.keys()).filter((row) => far[row]! < limit);
  return near.length > cols ? momentsOf(matrix, near) : scaled;
}
