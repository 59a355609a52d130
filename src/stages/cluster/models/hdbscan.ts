import { partOf } from '../../../core/context.ts';
import { defineClusterModel } from '../cluster-model.ts';
import { chooseBranches, condense } from '../condensed-tree.ts';
import { nearestDistances } from '../near-distances.ts';
import { numberBySize } from '../number-by-size.ts';
import { spanningTree } from '../spanning-tree.ts';

/**
 * Sources: Campello, Moulavi & Sander (2013), "Density-based clustering based on hierarchical density estimates"; McInnes & Healy (2017), "Accelerated
 * hierarchical density based clustering". The whole is never taken for one cluster.
 */
export const hdbscan = defineClusterModel({
  id: 'hdbscan',
  label: 'HDBSCAN',
  doc: 'Clusters are where rows lie densely, of any shape and of different densities; it finds how many there are, and which rows belong to none.',
  family: 'density',
  task: 'clustering',
  mostRows: 20_000,
  judgeRows: 500,
  onSample: (params, share) => ({ ...params, minClusterSize: Math.max(5, Math.round(params.minClusterSize * share)) }),
  params: {
    minClusterSize: {
      type: 'int',
      default: 10,
      min: 2,
      max: 100_000,
      scale: 'log',
      search: [5, 100],
      doc: 'Rows, at least, that make a cluster.'
    },
    minSamples: {
      type: 'int',
      default: 0,
      min: 0,
      max: 1000,
      search: [0, 30],
      doc: 'Neighbours, itself included, by which density is measured; more = more rows in none. 0 = as minClusterSize.'
    }
  },
  async fit(matrix, { minClusterSize, minSamples }, context) {
    const core = await nearestDistances(matrix, minSamples > 0 ? minSamples : minClusterSize, partOf(context, 0, 0.5));
    const edges = await spanningTree(matrix, core, partOf(context, 0.5, 1));
    const { branches, leftFrom } = condense(edges, matrix.rows, minClusterSize);
    const clusterOf = chooseBranches(branches);
    const labels = Int32Array.from(leftFrom, (branch) => clusterOf[branch]!);
    const clusters = numberBySize(labels, branches.length).length;
    return { state: { minClusterSize, minSamples }, labels, clusters, notes: [] };
  }
});
