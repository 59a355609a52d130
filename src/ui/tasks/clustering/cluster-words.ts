import type { ClusterFindings } from '../../../core/cluster-findings.ts';
import type { Metric } from '../../../core/outcome.ts';
import { formatShare } from '../../../charts/format.ts';
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

export const choiceColumn = ({ choice }: ClusterFindings): string => (choice?.by === 'bic' ? 'BIC, lower is better' : 'Mean silhouette');

/** One row a cluster; rows in none come last. */
export const comparedRows = ({ compared, profiles }: ClusterFindings): { name: string; counts: readonly number[] }[] =>
  (compared?.table ?? []).map((counts, i) => ({ name: i < profiles.length ? `Cluster ${i + 1}` : 'In none', counts }));
