import type { ClusterEvidence } from '../../core/cluster-findings.ts';
import { partOf, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { ClusterFit } from './cluster-model.ts';
import { referenceRows, type ReferenceKind } from './reference-rows.ts';
import { silhouettes } from './silhouette.ts';

/** Draws of each kind of reference: with none as clustered as the rows, p is 1/25. */
const DRAWS = 24;
/** As many draws that are no less clustered settle that there are no clusters. Source: Besag & Clifford (1991), "Sequential Monte Carlo p-values". */
const ENOUGH = 3;

/** A p-value up to which clusters count as more than what such rows show anyway. */
export const LARGEST_P = 0.05;

/**
 * Holds rows against rows without clusters: the same search is made in both, choice of the number of clusters included, and the mean silhouette compared.
 * @param fit the search
 */
export async function weighEvidence(
  matrix: Matrix,
  fit: (matrix: Matrix, context: SeededContext) => Promise<ClusterFit>,
  context: SeededContext
): Promise<ClusterEvidence> {
  const observed = clusteredness(matrix, await fit(matrix, partOf(context, 0, 0.05)));
  const draw = referenceRows(matrix);
  const references: ClusterEvidence['references'][number][] = [];
  for (const [i, kind] of (['uniform', 'normal'] as const).entries()) {
    const part = partOf(context, 0.05 + 0.475 * i, 0.05 + 0.475 * (i + 1));
    references.push(await compareWith(kind, observed, (rng) => draw(kind, rng), fit, part));
  }
  return { observed, references, rows: matrix.rows };
}

async function compareWith(
  kind: ReferenceKind,
  observed: number,
  draw: (rng: SeededContext['rng']) => Matrix,
  fit: (matrix: Matrix, context: SeededContext) => Promise<ClusterFit>,
  context: SeededContext
): Promise<ClusterEvidence['references'][number]> {
  const values: number[] = [];
  let asMuch = 0;
  while (values.length < DRAWS && asMuch < ENOUGH) {
    const rows = draw(context.rng);
    const value = clusteredness(rows, await fit(rows, partOf(context, values.length / DRAWS, (values.length + 1) / DRAWS)));
    values.push(value);
    if (value >= observed) asMuch++;
  }
  const pValue = asMuch >= ENOUGH ? asMuch / values.length : (asMuch + 1) / (values.length + 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { kind, mean, largest: Math.max(...values), draws: values.length, pValue };
}

/** Mean silhouette of all rows, those in no cluster counting 0; -1 where there are fewer than two clusters. */
export function clusteredness(matrix: Matrix, { labels, clusters }: Pick<ClusterFit, 'labels' | 'clusters'>): number {
  if (clusters < 2) return -1;
  const values = silhouettes(matrix, labels, clusters);
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) / values.length;
}
