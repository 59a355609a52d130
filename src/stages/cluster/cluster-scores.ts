import { partOf, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Metric } from '../../core/outcome.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import type { ClusterFit } from './cluster-model.ts';
import { meanMetric } from './mean-metric.ts';
import { drawRows, takeRows } from './rows.ts';
import { silhouettes } from './silhouette.ts';
import { validityOf } from './validity.ts';

/** Of more rows a sample is scored: all pairs are looked at, and rows are drawn again some hundred times. */
const MOST_ROWS = 2000;
const REPLICATES = 200;

/** The three usual indices of a clustering, each with the interval that drawing rows again gives while the clusters stay as they are. */
export async function clusterScores(matrix: Matrix, found: ClusterFit, context: SeededContext): Promise<Record<string, Metric>> {
  const rows = drawRows(matrix.rows, MOST_ROWS, context.rng);
  const some = takeRows(matrix, rows);
  const labels = Int32Array.from(rows, (row) => found.labels[row]!);
  if (found.clusters < 2) {
    const none: Metric = { value: NaN, low: NaN, high: NaN, method: 'none: fewer than two clusters', n: rows.length };
    return { silhouette: none, davies_bouldin: none, calinski_harabasz: none };
  }
  const silhouette = await meanMetric(silhouettes(some, labels, found.clusters), partOf(context, 0, 0.3));
  return { silhouette, ...(await indices(some, labels, found.clusters, partOf(context, 0.3, 1))) };
}

async function indices(matrix: Matrix, labels: Int32Array, clusters: number, context: SeededContext): Promise<Record<string, Metric>> {
  const scores = (weights: Float64Array) => {
    const { daviesBouldin, calinskiHarabasz } = validityOf(matrix, labels, clusters, weights);
    return [daviesBouldin, calinskiHarabasz];
  };
  const n = matrix.rows;
  const cost = n * matrix.cols;
  const drawn = await resample({ rows: n, weights: null, replicates: REPLICATES, scores, rng: context.rng, context, cost });
  const values = scores(new Float64Array(n).fill(1));
  const metricOf = (i: number): Metric => ({
    value: values[i]!,
    ...bootstrapInterval({ value: values[i]!, replicates: drawn.replicates[i]!, jackknife: drawn.jackknife[i]!, n }),
    n
  });
  return { davies_bouldin: metricOf(0), calinski_harabasz: metricOf(1) };
}
