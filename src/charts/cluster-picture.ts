import { counted } from '../core/words.ts';
import { defineChart } from './chart-type.ts';
import { scatter, type ScatterData } from './scatter.ts';

/** Rows on the two directions in which they differ most, coloured and named by cluster. */
export const clusterPicture = defineChart<ScatterData>({
  id: 'cluster-picture',
  label: 'Clusters',
  shape: 'wide',
  spec: scatter.spec,
  describe({ groups, points }) {
    const known = groups.map((name, group) => ({ name, rows: points.filter((point) => point.group === group).length }));
    const largest = known.toSorted((a, b) => b.rows - a.rows)[0];
    if (!largest) return 'There are no clusters to show.';
    return `${counted(points.length, 'row')} in ${counted(groups.length, 'group')}; ${largest.name} is the largest with ${counted(largest.rows, 'row')}.`;
  },
  table: scatter.table,
  sample: () => ({
    x: 'first direction',
    y: 'second direction',
    groups: ['Cluster 1', 'Cluster 2'],
    points: Array.from({ length: 80 }, (_, i) => ({ x: (i % 2) * 5 + Math.sin(7 * i), y: (i % 2) * 2 + Math.cos(3 * i), group: i % 2 }))
  })
});
