import type { Matrix } from '../../core/matrix.ts';
import { normal, shuffled, type Rng } from '../../core/rng.ts';
import { symmetricEigen } from '../../kernels/linear/symmetric-eigen.ts';

export type ReferenceKind = 'uniform' | 'normal';

/** Columns with no more values than these keep them, dealt out anew: a grid is no cluster. */
const FEW_VALUES = 10;

/**
 * Makes a function that draws rows which lie as these do but in no clusters: even in the box along the directions in which the rows spread, or of one normal
 * distribution with their covariance.
 * Sources: Tibshirani, Walther & Hastie (2001), "Estimating the number of clusters in a data set via the gap statistic", section 4 (uniform along the principal
 * components); Liu, Hayes, Nobel & Marron (2008), "Statistical significance of clustering for high-dimension, low-sample size data" (normal).
 */
export function referenceRows(matrix: Matrix): (kind: ReferenceKind, rng: Rng) => Matrix {
  const { rows, cols } = matrix;
  const columns = Array.from({ length: cols }, (_, j) => columnOf(matrix, j));
  const isFew = columns.map((column) => new Set(column).size <= FEW_VALUES);
  const smooth = Array.from({ length: cols }, (_, j) => j).filter((j) => !isFew[j]);
  const frame = frameOf(smooth.map((j) => columns[j]!));
  return (kind, rng) => {
    const data = new Float64Array(rows * cols);
    columns.forEach((column, j) => {
      if (isFew[j]) shuffled(column, rng).forEach((value, i) => (data[i * cols + j] = value));
    });
    for (let i = 0; i < rows; i++) {
      const drawn = drawRow(frame, kind, rng);
      smooth.forEach((j, place) => (data[i * cols + j] = drawn[place]!));
    }
    return { data, rows, cols };
  };
}

const columnOf = ({ data, rows, cols }: Matrix, j: number) => Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]!);

/** The directions in which columns spread, and how far. */
interface Frame {
  readonly centre: Float64Array;
  /** One direction a row. */
  readonly directions: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly deviations: Float64Array;
}

function frameOf(columns: readonly Float64Array[]): Frame {
  const size = columns.length;
  const rows = columns[0]?.length ?? 0;
  const centre = Float64Array.from(columns, (column) => column.reduce((sum, value) => sum + value, 0) / rows);
  const covariance = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += (columns[a]![i]! - centre[a]!) * (columns[b]![i]! - centre[b]!);
      covariance[a * size + b] = covariance[b * size + a] = sum / rows;
    }
  const { values, vectors } = symmetricEigen(covariance, size);
  const lows = new Float64Array(size).fill(Infinity);
  const highs = new Float64Array(size).fill(-Infinity);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < size; k++) {
      let along = 0;
      for (let j = 0; j < size; j++) along += vectors[k * size + j]! * (columns[j]![i]! - centre[j]!);
      lows[k] = Math.min(lows[k]!, along);
      highs[k] = Math.max(highs[k]!, along);
    }
  }
  return { centre, directions: vectors, lows, highs, deviations: values.map((value) => Math.sqrt(Math.max(0, value))) };
}

function drawRow({ centre, directions, lows, highs, deviations }: Frame, kind: ReferenceKind, rng: Rng): Float64Array {
  const size = centre.length;
  const row = centre.slice();
  for (let k = 0; k < size; k++) {
    const along = kind === 'uniform' ? lows[k]! + rng() * (highs[k]! - lows[k]!) : deviations[k]! * normal(rng);
    for (let j = 0; j < size; j++) row[j]! += along * directions[k * size + j]!;
  }
  return row;
}
