import { partOf, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { note } from '../../../core/note.ts';
import { openKMeansKernel } from '../../../kernels/k-means/open-k-means-kernel.ts';
import { centresFit } from '../centres-fit.ts';
import { fitChosen } from '../choose-count.ts';
import type { ClusterFit } from '../cluster-model.ts';
import { defineClusterModel } from '../cluster-model.ts';
import { lloyd, type KMeansEnd } from '../lloyd.ts';
import { meanVariance } from '../mean-variance.ts';
import { seedCentres } from '../seed-centres.ts';
import { clusterCount } from '../shared-params.ts';

export const kMeans = defineClusterModel({
  id: 'k-means',
  label: 'k-means',
  doc: 'Puts so many centres where rows are near to them. Fast at any size; takes clusters to be round and of about one width.',
  family: 'centres',
  task: 'clustering',
  judgeRows: 300,
  params: {
    nClusters: clusterCount,
    nInit: { type: 'int', default: 4, min: 1, max: 100, doc: 'Starts from different centres; the best is kept.', search: false },
    maxIter: { type: 'int', default: 300, min: 1, max: 10_000, doc: 'Most steps of a start.', search: false },
    tol: {
      type: 'float',
      default: 1e-4,
      min: 0,
      max: 1,
      doc: 'Centres that move less, as a share of the mean variance of the columns, have arrived.',
      search: false
    }
  },
  fit: (matrix, params, context) =>
    fitChosen(matrix, params.nClusters, context, (rows, clusters, part) => bestOf(rows, clusters, params, part))
});

interface Settings {
  readonly nInit: number;
  readonly maxIter: number;
  readonly tol: number;
}

/** The best of several starts, by the sum of squared distances. */
async function bestOf(matrix: Matrix, clusters: number, { nInit, maxIter, tol }: Settings, context: SeededContext): Promise<ClusterFit> {
  const kernel = await openKMeansKernel(matrix);
  const tolerance = tol * meanVariance(matrix);
  try {
    let best: KMeansEnd | null = null;
    for (let start = 0; start < nInit; start++) {
      const part = partOf(context, start / nInit, (start + 1) / nInit);
      const end = await lloyd(matrix, kernel, seedCentres(matrix, clusters, context.rng), { maxIter, tolerance, context: part });
      if (!best || end.inertia < best.inertia) best = end;
    }
    const late = note('not-converged', `Centres were still moving after ${maxIter} steps: raise maxIter.`);
    return centresFit(matrix, best!, best!.converged ? [] : [late]);
  } finally {
    kernel.close();
  }
}
