import type { SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Table } from '../../../core/table.ts';
import { autoencode } from '../../../neural/plain/autoencode.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import type { AnomalyFit } from '../../../stages/anomaly/anomaly-model.ts';
import { anomalyModels } from '../../../stages/anomaly/registry.ts';

export interface ScoredFit {
  readonly fit: AnomalyFit;
  readonly scores: Float64Array;
}

/** Fits, and scores the same rows: by the scorer, where there is one, as any row is scored later. */
export async function fitAndScore(
  id: string,
  matrix: Matrix,
  names: readonly string[],
  params: PlainRecord,
  context: SeededContext
): Promise<ScoredFit> {
  const fit = await anomalyModels.get(id).fit(matrix, names, params as never, { ...context, autoencode });
  return { fit, scores: fit.scores ?? modelScorers.get(id).compile(fit.state)(tableOf(matrix, names)) };
}

const tableOf = ({ data, rows, cols }: Matrix, names: readonly string[]): Table => ({
  rows,
  columns: names.map((name, j) => ({ kind: 'number', name, values: Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]!) }))
});
