import { partOf, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Metric } from '../../core/outcome.ts';
import { mean, quantile } from '../../core/stats.ts';
import { agreementOf, crossTable } from './agreement.ts';
import type { ClusterFit } from './cluster-model.ts';
import { drawRows, takeRows } from './rows.ts';

const DRAWS = 20;
const DRAWN_SHARE = 0.8;

export interface Stability {
  /** Adjusted Rand index between the clusters and those found in a part of the rows, mean over the draws. */
  readonly whole: Metric;
  /** For each cluster the Jaccard index with its nearest match, mean over the draws. */
  readonly clusters: readonly Metric[];
}

/**
 * Looks for clusters again in parts of the rows, and how far they are the same there.
 * Source: Hennig (2007), "Cluster-wise assessment of cluster stability" (subsetting).
 * @param labels of these rows, as they were found
 */
export async function measureStability(
  matrix: Matrix,
  { labels, clusters }: Pick<ClusterFit, 'labels' | 'clusters'>,
  fit: (matrix: Matrix, context: SeededContext) => Promise<ClusterFit>,
  context: SeededContext
): Promise<Stability> {
  const size = Math.max(2, Math.round(DRAWN_SHARE * matrix.rows));
  const rand: number[] = [];
  const jaccard = Array.from({ length: clusters }, (): number[] => []);
  for (let draw = 0; draw < DRAWS; draw++) {
    const rows = drawRows(matrix.rows, size, context.rng);
    const again = await fit(takeRows(matrix, rows), partOf(context, draw / DRAWS, (draw + 1) / DRAWS));
    // Rows in no cluster are a group of their own, the last.
    const before = Int32Array.from(rows, (row) => (labels[row]! < 0 ? clusters : labels[row]!));
    const after = again.labels.map((label) => (label < 0 ? again.clusters : label));
    const table = crossTable(before, after, null);
    rand.push(agreementOf(table).adjustedRand);
    jaccard.forEach((values, cluster) => values.push(bestMatch(table, cluster, again.clusters)));
  }
  return { whole: overDraws(rand, size), clusters: jaccard.map((values) => overDraws(values, size)) };
}

function bestMatch(table: readonly (readonly number[])[], cluster: number, found: number): number {
  const own = table[cluster];
  if (!own) return NaN;
  const size = own.reduce((sum, value) => sum + value, 0);
  let best = 0;
  for (let other = 0; other < Math.min(found, own.length); other++) {
    const otherSize = table.reduce((sum, row) => sum + row[other]!, 0);
    best = Math.max(best, own[other]! / (size + otherSize - own[other]!));
  }
  return size > 0 ? best : NaN;
}

/** @param n rows of each draw */
function overDraws(values: readonly number[], n: number): Metric {
  const known = values.filter((value) => !Number.isNaN(value));
  return {
    value: mean(known),
    low: quantile(known, 0.025),
    high: quantile(known, 0.975),
    method: `range of 95 in 100 of ${known.length} subsamples`,
    n
  };
}
