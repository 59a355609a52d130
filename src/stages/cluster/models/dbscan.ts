import { pause, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { note } from '../../../core/note.ts';
import { defineClusterModel, NOISE } from '../cluster-model.ts';
import { kneeOf, nearestDistances } from '../near-distances.ts';
import { numberBySize } from '../number-by-size.ts';
import { squaredFar } from '../rows.ts';

export const dbscan = defineClusterModel({
  id: 'dbscan',
  label: 'DBSCAN',
  doc: 'Clusters are where rows lie densely, of any shape; rows in thin places belong to none. Takes all clusters to be of one density.',
  family: 'density',
  task: 'clustering',
  mostRows: 20_000,
  judgeRows: 1000,
  // Rows of a sample lie farther apart.
  onSample: (params) => ({ ...params, eps: 0 }),
  params: {
    eps: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1e9,
      scale: 'log',
      search: [0.1, 5],
      doc: 'Rows that are nearer than this are neighbours; 0 = chosen at the knee of the distances to the last of minSamples neighbours.'
    },
    minSamples: {
      type: 'int',
      default: 5,
      min: 1,
      max: 1000,
      search: [2, 30],
      doc: 'Neighbours, itself included, from which on a row is in the middle of a cluster.'
    }
  },
  async fit(matrix, { eps, minSamples }, context) {
    const reach = eps > 0 ? eps : kneeOf(await nearestDistances(matrix, minSamples, context));
    const labels = await spread(matrix, reach, minSamples, context);
    const found = labels.reduce((most, label) => Math.max(most, label), NOISE) + 1;
    const clusters = numberBySize(labels, found).length;
    const told = note(
      'eps-chosen',
      `eps is ${Number(reach.toPrecision(3))}, the knee of the distances to the neighbour number ${minSamples}.`
    );
    return { state: { eps: reach, minSamples }, labels, clusters, notes: eps > 0 ? [] : [told] };
  }
});

/**
 * Goes from row to row in their order; a row with enough neighbours begins a cluster that takes in all that can be reached through such rows.
 * Source: Ester, Kriegel, Sander & Xu (1996), "A density-based algorithm for discovering clusters".
 */
async function spread(matrix: Matrix, reach: number, minSamples: number, context: SeededContext): Promise<Int32Array> {
  const labels = new Int32Array(matrix.rows).fill(NOISE);
  const isSeen = new Uint8Array(matrix.rows);
  let clusters = 0;
  for (let row = 0; row < matrix.rows; row++) {
    if (isSeen[row]) continue;
    const own = neighboursOf(matrix, row, reach);
    if (own.length < minSamples) continue;
    isSeen[row] = 1;
    labels[row] = clusters;
    const open = own;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (labels[next] === NOISE) labels[next] = clusters;
      if (isSeen[next] || labels[next] !== clusters) continue;
      isSeen[next] = 1;
      await pause(context);
      const near = neighboursOf(matrix, next, reach);
      if (near.length >= minSamples) open.push(...near.filter((other) => labels[other] === NOISE));
    }
    clusters++;
    context.onProgress(row / matrix.rows);
  }
  return labels;
}

function neighboursOf(matrix: Matrix, row: number, reach: number): number[] {
  const near: number[] = [];
  for (let other = 0; other < matrix.rows; other++) if (squaredFar(matrix, row, other) <= reach * reach) near.push(other);
  return near;
}
