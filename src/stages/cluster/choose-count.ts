import type { ClusterChoice } from '../../core/cluster-findings.ts';
import { partOf, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import { mean } from '../../core/stats.ts';
import type { ClusterFit } from './cluster-model.ts';
import { drawRows, takeRows } from './rows.ts';
import { silhouettes } from './silhouette.ts';

/** Most clusters that are tried where no number is given. */
export const MOST_CHOSEN = 10;
/** Rows they are tried on, at most. */
const TRIED_ROWS = 1000;
const TRIED_SHARE = 0.6;

export type FitSo = (matrix: Matrix, clusters: number, context: SeededContext) => Promise<ClusterFit>;

/**
 * Fits so many clusters as are asked for; 0 = as many, of 2 to 10, as give the highest mean silhouette on (a sample of) the rows.
 * Source: Rousseeuw (1987), "Silhouettes", section 4.
 */
export async function fitChosen(matrix: Matrix, wanted: number, context: SeededContext, fit: FitSo): Promise<ClusterFit> {
  if (wanted > 0) return fit(matrix, wanted, context);
  const choice = await chooseBySilhouette(matrix, partOf(context, 0, TRIED_SHARE), fit);
  return { ...(await fit(matrix, choice.chosen, partOf(context, TRIED_SHARE, 1))), choice };
}

async function chooseBySilhouette(matrix: Matrix, context: SeededContext, fit: FitSo): Promise<ClusterChoice> {
  const some = takeRows(matrix, drawRows(matrix.rows, TRIED_ROWS, context.rng));
  const most = Math.min(MOST_CHOSEN, some.rows - 1);
  const tried: { clusters: number; value: number }[] = [];
  for (let clusters = 2; clusters <= most; clusters++) {
    const found = await fit(some, clusters, partOf(context, (clusters - 2) / most, (clusters - 1) / most));
    const values = silhouettes(some, found.labels, found.clusters).filter((value) => !Number.isNaN(value));
    tried.push({ clusters, value: values.length > 0 ? mean(values) : -1 });
  }
  const ranked = tried.toSorted((a, b) => b.value - a.value || a.clusters - b.clusters);
  const [best, next] = ranked;
  const chosen = best?.clusters ?? 1;
  const beside = next ? `; next comes ${next.clusters} with ${next.value.toFixed(2)}` : '';
  const reason = best ? `Of 2 to ${most} clusters, ${chosen} give the highest mean silhouette, ${best.value.toFixed(2)}${beside}.` : 'There are too few rows to choose from.'; // prettier-ignore
  return { by: 'silhouette', tried, chosen, reason };
}
