import { partOf } from '../../../core/context.ts';
import { note } from '../../../core/note.ts';
import { PlainKMeansKernel } from '../../../kernels/k-means/plain-k-means-kernel.ts';
import { defineClusterModel } from '../cluster-model.ts';
import { lloyd, type KMeansEnd } from '../lloyd.ts';
import { numberBySize } from '../number-by-size.ts';
import { seedCentres } from '../seed-centres.ts';

export const kMeans = defineClusterModel({
  id: 'k-means',
  label: 'k-means',
  doc: 'Puts so many centres where rows are near to them. Fast at any size; takes clusters to be round and of about one width.',
  family: 'centres',
  task: 'clustering',
  params: {
    nClusters: { type: 'int', default: 3, min: 1, max: 200, doc: 'How many clusters.' },
    nInit: { type: 'int', default: 10, min: 1, max: 100, doc: 'Starts from different centres; the best is kept.', search: false },
    maxIter: { type: 'int', default: 300, min: 1, max: 10_000, doc: 'Most steps of a start.', search: false },
    tol: {
      type: 'float',
      default: 1e-4,
      min: 0,
      max: 1,
      doc: 'Centres that move less, as a share of the variance, have arrived.',
      search: false
    }
  },
  async fit(matrix, params, context) {
    const { nClusters, nInit, maxIter, tol } = params;
    const kernel = new PlainKMeansKernel(matrix);
    const tolerance = tol * meanVariance(matrix.data, matrix.rows, matrix.cols);
    let best: KMeansEnd | null = null;
    for (let start = 0; start < nInit; start++) {
      const part = partOf(context, start / nInit, (start + 1) / nInit);
      const end = await lloyd(matrix, kernel, seedCentres(matrix, nClusters, context.rng), { maxIter, tolerance, context: part });
      if (!best || end.inertia < best.inertia) best = end;
    }
    kernel.close();
    const { labels, centres, inertia, iterations, converged } = best!;
    const order = numberBySize(labels, nClusters);
    const ordered = new Float64Array(order.length * matrix.cols);
    order.forEach((old, i) => ordered.set(centres.subarray(old * matrix.cols, (old + 1) * matrix.cols), i * matrix.cols));
    const late = note('not-converged', `Centres were still moving after ${maxIter} steps: raise maxIter.`);
    return {
      state: { centres: ordered, cols: matrix.cols, inertia, iterations },
      labels,
      clusters: order.length,
      notes: converged ? [] : [late]
    };
  }
});

function meanVariance(data: Float64Array, rows: number, cols: number): number {
  let total = 0;
  for (let j = 0; j < cols; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += data[i * cols + j]! / rows;
    for (let i = 0; i < rows; i++) total += (data[i * cols + j]! - mean) ** 2 / rows;
  }
  return total / cols;
}
