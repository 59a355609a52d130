import { tooFewRows } from '../../core/errors/tables.ts';
import { featureInfinite, featureMissing, noFeatures } from '../../core/errors/training.ts';
import type { Matrix } from '../../core/matrix.ts';
import { inSentence } from '../../core/words.ts';
import type { ClusterModel } from './cluster-model.ts';

/**
 * Refuses, with the reason, rows that no clusters can be found in.
 * @param names of the columns of the matrix
 * @throws LatheError `no-features`, `too-few-rows`, `feature-missing` or `feature-infinite`
 */
export function checkClusterable(matrix: Matrix, names: readonly string[], model: Pick<ClusterModel, 'label'>, clusters = 1): void {
  const { data, rows, cols } = matrix;
  if (cols === 0) throw noFeatures();
  const need = Math.max(2, clusters + 1);
  if (rows < need) throw tooFewRows(rows, need, `Finding clusters by ${inSentence(model.label)}`);
  for (let j = 0; j < cols; j++) {
    let missing = 0;
    let infinite = 0;
    for (let i = 0; i < rows; i++) {
      const value = data[i * cols + j]!;
      if (value - value === 0) continue;
      if (Number.isNaN(value)) missing++;
      else infinite++;
    }
    if (missing > 0) throw featureMissing(names[j]!, missing);
    if (infinite > 0) throw featureInfinite(names[j]!, infinite);
  }
}
