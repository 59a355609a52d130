import { pause, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { openKMeansKernel } from '../../../kernels/k-means/open-k-means-kernel.ts';
import { PlainKMeansKernel } from '../../../kernels/k-means/plain-k-means-kernel.ts';
import { centresFit } from '../centres-fit.ts';
import { fitChosen } from '../choose-count.ts';
import { defineClusterModel, type ClusterFit } from '../cluster-model.ts';
import { takeRows } from '../rows.ts';
import { seedCentres } from '../seed-centres.ts';
import { clusterCount } from '../shared-params.ts';

export const miniBatchKMeans = defineClusterModel({
  id: 'mini-batch-k-means',
  label: 'Mini-batch k-means',
  doc: 'k-means that looks at some rows at a time: for millions of rows, at the price of centres that are a little off.',
  family: 'centres',
  task: 'clustering',
  judgeRows: 300,
  params: {
    nClusters: clusterCount,
    batchSize: { type: 'int', default: 1024, min: 2, max: 1_000_000, doc: 'Rows looked at in a step.', search: false },
    maxIter: { type: 'int', default: 100, min: 1, max: 10_000, doc: 'Most times that all rows are gone over.', search: false },
    maxNoImprovement: { type: 'int', default: 10, min: 1, max: 1000, doc: 'Steps without a gain after which it ends.', search: false }
  },
  fit: (matrix, params, context) =>
    fitChosen(matrix, params.nClusters, context, (rows, clusters, part) => fitBatches(rows, clusters, params, part))
});

interface Settings {
  readonly batchSize: number;
  readonly maxIter: number;
  readonly maxNoImprovement: number;
}

/**
 * Each centre moves towards the rows of a batch by a step that shrinks as it has seen more rows. Ends when the smoothed distance of the batches has not
 * fallen for some steps. Centres that got no rows are left out, where scikit-learn puts them anew.
 * Source: Sculley (2010), "Web-scale k-means clustering".
 */
async function fitBatches(matrix: Matrix, clusters: number, settings: Settings, context: SeededContext): Promise<ClusterFit> {
  const { rows, cols } = matrix;
  const size = Math.min(settings.batchSize, rows);
  const centres = seedCentres(matrix, clusters, context.rng);
  const seen = new Float64Array(clusters);
  const most = Math.ceil((settings.maxIter * rows) / size);
  let smooth = Infinity;
  let best = Infinity;
  let idle = 0;
  let step = 0;
  for (; step < most && idle < settings.maxNoImprovement; step++) {
    await pause(context);
    const batch = takeRows(matrix, drawAny(rows, size, context.rng));
    const total = moveCentres(batch, centres, seen) / size;
    const weight = Math.min(1, (2 * size) / (rows + 1));
    smooth = smooth === Infinity ? total : smooth * (1 - weight) + total * weight;
    idle = smooth < best ? 0 : idle + 1;
    best = Math.min(best, smooth);
  }
  const kernel = await openKMeansKernel(matrix);
  const found = kernel.assign(centres);
  const { labels } = found;
  const far = found.far();
  kernel.close();
  return centresFit({ ...matrix, cols }, { labels, centres, inertia: far.reduce((sum, value) => sum + value, 0), iterations: step }, []);
}

const drawAny = (rows: number, size: number, rng: Rng) => Uint32Array.from({ length: size }, () => below(rng, rows));

/** Centres change in place. @returns sum of the squared distances before the move */
function moveCentres(batch: Matrix, centres: Float64Array, seen: Float64Array): number {
  const { labels, far } = new PlainKMeansKernel(batch).assign(centres);
  const distances = far();
  const { data, rows, cols } = batch;
  for (let i = 0; i < rows; i++) {
    const own = labels[i]!;
    const rate = 1 / ++seen[own]!;
    for (let j = 0; j < cols; j++) centres[own * cols + j]! += rate * (data[i * cols + j]! - centres[own * cols + j]!);
  }
  return distances.reduce((sum, value) => sum + value, 0);
}
