import type { ClusterFindings } from '../../../core/cluster-findings.ts';
import type { Metric } from '../../../core/outcome.ts';
import { formatNumber, formatShare } from '../../../charts/format.ts';
import { counted } from '../../../core/words.ts';
import type { ScatterData } from '../../../charts/scatter.ts';

/** "0.92 (0.81 to 1.00)". */
export const stabilityWords = ({ value, low, high }: Metric): string =>
  Number.isFinite(value) ? `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})` : 'not known';

export const pictureText = ({ picture }: ClusterFindings): string =>
  `On the two directions in which the rows differ most, which show ${formatShare(picture.share)} of how they differ; clusters that overlap here may be apart in others.`;

const DIRECTIONS = { x: 'first direction', y: 'second direction' } as const;

export function pointsOf({ picture, profiles, noise }: ClusterFindings): ScatterData {
  const names = profiles.map((_, i) => `Cluster ${i + 1}`);
  const groups = noise > 0 ? [...names, 'In none'] : names;
  return {
    ...DIRECTIONS,
    groups,
    points: picture.points.map(({ x, y, cluster }) => ({ x, y, group: cluster < 0 ? names.length : cluster }))
  };
}

/** "240 rows: 226 in 3 clusters, the largest of them Cluster 1 with 77; 14 in none." */
export function pictureCaption({ profiles, noise }: Pick<ClusterFindings, 'profiles' | 'noise'>): string {
  const sizes = profiles.map(({ rows }) => rows);
  const inside = sizes.reduce((sum, rows) => sum + rows, 0);
  if (inside === 0) return `${counted(noise, 'row')}, none of them in a cluster.`;
  const largest = Math.max(...sizes);
  const first = `${counted(inside + noise, 'row')}: ${formatNumber(inside)} in ${counted(sizes.length, 'cluster')}`;
  const most = sizes.length > 1 ? `, the largest of them Cluster ${sizes.indexOf(largest) + 1} with ${formatNumber(largest)}` : '';
  return `${first}${most}${noise > 0 ? `; ${formatNumber(noise)} in none` : ''}.`;
}

export const choiceColumn = ({ choice }: ClusterFindings): string => (choice?.by === 'bic' ? 'BIC, lower is better' : 'Mean silhouette');

/** One row a cluster; rows in none come last. */
export const comparedRows = ({ compared, profiles }: ClusterFindings): { name: string; counts: readonly number[] }[] =>
  (compared?.table ?? []).map((counts, i) => ({ name: i < profiles.length ? `Cluster ${i + 1}` : 'In none', counts }));
