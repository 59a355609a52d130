import { note } from '../../../core/note.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { rbfRows } from '../../../kernels/svm/kernel-rows.ts';
import { smo, type SmoSolution } from '../../../kernels/svm/smo.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';
import { drive } from '../../../kernels/drive.ts';

const CACHE_BYTES = 100 * 1024 * 1024;

/** Source: Schölkopf, Platt, Shawe-Taylor, Smola & Williamson (2001), "Estimating the support of a high-dimensional distribution". */
export const oneClassSvm = defineAnomalyModel({
  id: 'one-class-svm',
  label: 'One-class SVM',
  doc: 'Draws a smooth border around where most rows lie; rows far outside are strange. For some thousand rows, on one scale.',
  family: 'kernel',
  task: 'anomaly',
  mostRows: 20_000,
  judgeRows: 400,
  params: {
    contamination,
    nu: {
      type: 'float',
      default: 0.1,
      min: 0.001,
      max: 1,
      doc: 'Share of the rows that may lie outside the border; at least so many are kept.'
    },
    gamma: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1e6,
      doc: 'One over the squared width of the bell curve; 0 = 1 / (columns times variance).'
    },
    tol: { type: 'float', default: 1e-3, min: 1e-9, max: 1, doc: 'How far from the best it may end.', search: false },
    maxIter: { type: 'int', default: 1_000_000, min: 1, max: 1_000_000_000, doc: 'Most steps.', search: false }
  },
  async fit(matrix, names, { nu, gamma, tol, maxIter }, context) {
    const width = gamma > 0 ? gamma : usualGamma(matrix);
    const solution = await drive(smo(problemOf(matrix, nu, width), { tol, maxIter }), context);
    const late = note('not-converged', `The search was not at its end after ${maxIter} steps: raise maxIter or tol.`);
    return { state: { names, gamma: width, ...supportsOf(matrix, solution) }, scores: null, notes: solution.converged ? [] : [late] };
  }
});

/** All weights are as large as they may be until their sum is nu times the rows. */
function problemOf({ data, rows, cols }: Matrix, nu: number, gamma: number) {
  const start = Float64Array.from({ length: rows }, (_, row) => Math.min(1, Math.max(0, nu * rows - row)));
  return {
    rows: Int32Array.from(start.keys()),
    signs: new Int8Array(rows).fill(1),
    linear: new Float64Array(rows),
    upper: new Float64Array(rows).fill(1),
    start,
    kernel: rbfRows({ data, rows, cols }, gamma, CACHE_BYTES),
    diagonal: 1
  };
}

function supportsOf({ data, cols }: Matrix, { alphas, intercept }: SmoSolution) {
  const kept = Uint32Array.from(alphas.keys()).filter((row) => alphas[row]! > 0);
  const supports = new Float64Array(kept.length * cols);
  kept.forEach((row, i) => supports.set(data.subarray(row * cols, (row + 1) * cols), i * cols));
  return { supports, coefficients: Float64Array.from(kept, (row) => alphas[row]!), intercept };
}

function usualGamma({ data, cols }: Matrix): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return variance > 0 ? 1 / (cols * variance) : 1;
}
