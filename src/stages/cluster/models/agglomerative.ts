import type { SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { agglomerate, cutMerges, type Linkage, type Merge } from '../agglomerate.ts';
import { fitChosen } from '../choose-count.ts';
import { defineClusterModel, type ClusterFit } from '../cluster-model.ts';
import { drive } from '../../../kernels/drive.ts';
import { numberBySize } from '../number-by-size.ts';
import { pairDistances } from '../pair-distances.ts';
import { clusterCount } from '../shared-params.ts';

export const agglomerative = defineClusterModel({
  id: 'agglomerative',
  label: 'Agglomerative clustering',
  doc: 'Merges the two nearest clusters again and again. Shows clusters within clusters; needs the distances of all pairs of rows.',
  family: 'tree',
  task: 'clustering',
  mostRows: 5000,
  judgeRows: 300,
  params: {
    nClusters: clusterCount,
    linkage: {
      type: 'choice',
      default: 'ward',
      options: ['ward', 'complete', 'average', 'single'],
      doc: 'What the distance of two clusters is: the growth of the squares within (ward), or the largest, mean or smallest distance of their rows.'
    }
  },
  async fit(matrix, params, context) {
    const known = new Map<Matrix, readonly Merge[]>();
    return fitChosen(matrix, params.nClusters, context, async (rows, clusters, part) => {
      const merges = known.get(rows) ?? (await mergesOf(rows, params.linkage, part));
      known.set(rows, merges);
      return cutAt(merges, rows.rows, clusters);
    });
  }
});

const mergesOf = async (matrix: Matrix, linkage: Linkage, context: SeededContext) =>
  drive(agglomerate(await drive(pairDistances(matrix), context), matrix.rows, linkage), context);

function cutAt(merges: readonly Merge[], rows: number, wanted: number): ClusterFit {
  const labels = cutMerges(merges, rows, wanted);
  const { length } = numberBySize(labels, wanted);
  return { state: { heights: Float64Array.from(merges, ({ height }) => height) }, labels, clusters: length, notes: [] };
}
