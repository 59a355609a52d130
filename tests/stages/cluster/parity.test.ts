import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { Matrix } from '../../../src/core/matrix.ts';
import { PlainKMeansKernel } from '../../../src/kernels/k-means/plain-k-means-kernel.ts';
import { agreementOf, crossTable } from '../../../src/stages/cluster/agreement.ts';
import { lloyd } from '../../../src/stages/cluster/lloyd.ts';
import { nearestDistances } from '../../../src/stages/cluster/near-distances.ts';
import { clusterModels } from '../../../src/stages/cluster/registry.ts';
import { silhouettes } from '../../../src/stages/cluster/silhouette.ts';
import { spanningTree } from '../../../src/stages/cluster/spanning-tree.ts';
import { validityOf } from '../../../src/stages/cluster/validity.ts';
import reference from '../../reference/cluster.json' with { type: 'json' };
import { quiet } from '../../jobs/support.ts';

const context = { ...quiet, rng: createRng(1) };
const blobs: Matrix = { data: Float64Array.from(reference.blobs), rows: reference.blobs.length / 3, cols: 3 };
const moons: Matrix = { data: Float64Array.from(reference.moons), rows: reference.moons.length / 2, cols: 2 };
const fitOf = (id: string, matrix: Matrix, params: object) => {
  const model = clusterModels.get(id);
  return model.fit(matrix, { ...defaultsOf(model.params), ...params } as never, context);
};
/** Whether two lists put the same rows together; rows in no cluster must be the same. */
function isSame(own: Int32Array, others: readonly number[]): boolean {
  const place = (labels: ArrayLike<number>) => Int32Array.from(labels, (label) => label + 1);
  expect(Array.from(own, (label) => label < 0)).toEqual(others.map((label) => label < 0));
  return agreementOf(crossTable(place(own), place(others), null)).adjustedRand === 1;
}

test('Lloyd steps from the same centres end where those of scikit-learn end', async () => {
  const end = await lloyd(blobs, new PlainKMeansKernel(blobs), blobs.data.slice(0, 9), { maxIter: 300, tolerance: 0, context });
  expect([...end.labels]).toEqual(reference.kMeans.labels);
  end.centres.forEach((value, i) => expect(value).toBeCloseTo(reference.kMeans.centres[i]!, 10));
  expect(end.inertia).toBeCloseTo(reference.kMeans.inertia, 9);
});

test('k-means of several starts finds the same clusters', async () => {
  const { labels, state } = await fitOf('k-means', blobs, { nClusters: 3 });
  expect(isSame(labels, reference.kMeans.labels)).toBe(true);
  expect(state['inertia']).toBeCloseTo(reference.kMeans.inertia, 9);
});

test.each(['ward', 'complete', 'average', 'single'] as const)('agglomerative clustering, %s', async (linkage) => {
  const { labels } = await fitOf('agglomerative', blobs, { nClusters: 4, linkage });
  expect(isSame(labels, reference.agglomerative[linkage])).toBe(true);
});

test('DBSCAN, with the rows in no cluster', async () => {
  expect(isSame((await fitOf('dbscan', moons, { eps: 0.25, minSamples: 4 })).labels, reference.dbscan.moons)).toBe(true);
  expect(isSame((await fitOf('dbscan', blobs, { eps: 0.9, minSamples: 5 })).labels, reference.dbscan.blobs)).toBe(true);
});

test('spectral clustering, by neighbours and by a bell curve', async () => {
  expect(isSame((await fitOf('spectral', moons, { nClusters: 2, nNeighbors: 8 })).labels, reference.spectral)).toBe(true);
  expect(isSame((await fitOf('spectral', moons, { nClusters: 2, affinity: 'rbf', gamma: 30 })).labels, reference.spectralRbf)).toBe(true);
});

test.each(['full', 'diag'] as const)('a Gaussian mixture, %s: likelihood, BIC and means', async (covarianceType) => {
  const { state } = await fitOf('gaussian-mixture', blobs, { nComponents: 3, covarianceType, tol: 1e-9, maxIter: 2000 });
  const known = reference.mixture[covarianceType];
  expect(state['logLikelihood']).toBeCloseTo(known.logLikelihood, 5);
  expect(state['bic']).toBeCloseTo(known.bic, 4);
  const means = Array.from(state['means'] as Float64Array).sort((a, b) => a - b);
  known.means.toSorted((a, b) => a - b).forEach((value, i) => expect(means[i]).toBeCloseTo(value, 4));
});

test('indices of validity and agreement', () => {
  const labels = Int32Array.from(reference.kMeans.labels);
  silhouettes(blobs, labels, 3).forEach((value, row) => expect(value).toBeCloseTo(reference.silhouettes[row]!, 12));
  const { daviesBouldin, calinskiHarabasz } = validityOf(blobs, labels, 3, new Float64Array(blobs.rows).fill(1));
  expect(daviesBouldin).toBeCloseTo(reference.daviesBouldin, 12);
  expect(calinskiHarabasz).toBeCloseTo(reference.calinskiHarabasz, 9);
  const table = crossTable(Int32Array.from(reference.agglomerative.average), Int32Array.from(reference.known), null);
  const { adjustedRand, normalizedMutualInformation } = agreementOf(table);
  expect(adjustedRand).toBeCloseTo(reference.adjustedRand, 12);
  expect(normalizedMutualInformation).toBeCloseTo(reference.nmi, 12);
});

test('the spanning tree of mutual reachability is as short as that of SciPy', async () => {
  const edges = await spanningTree(moons, await nearestDistances(moons, 5, context), context);
  expect(edges.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(reference.spanningTree, 9);
});

test('HDBSCAN finds both moons and leaves lone rows out', async () => {
  const lone = [4, 4, -4, 3, 5, -4];
  const matrix = { data: Float64Array.from([...reference.moons, ...lone]), rows: moons.rows + 3, cols: 2 };
  const { labels, clusters } = await fitOf('hdbscan', matrix, { minClusterSize: 8, minSamples: 4 });
  expect(clusters).toBe(2);
  expect([...labels.subarray(moons.rows)]).toEqual([-1, -1, -1]);
  const known = reference.moon;
  const own = labels.subarray(0, moons.rows);
  expect(own.filter((label) => label < 0).length).toBeLessThan(8);
  const rows = [...own.keys()].filter((row) => own[row]! >= 0);
  const table = crossTable(
    Int32Array.from(rows, (row) => own[row]!),
    Int32Array.from(rows, (row) => known[row]!),
    null
  );
  expect(agreementOf(table).adjustedRand).toBe(1);
});
