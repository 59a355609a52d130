import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { fillGaps } from './replace-columns.ts';

/** Rows to fill gaps from, and what stands for a value that none of them has to give. */
export interface KnnImputeState extends PlainRecord {
  /** [donors, columns], NaN = missing. */
  readonly donors: Float64Array;
  readonly neighbours: number;
  readonly weights: string;
  readonly means: Float64Array;
  readonly indicators: readonly (string | null)[];
}

/**
 * Fills a gap with the mean of the nearest rows that have the value. Near is told by the columns that both rows have, as if the others were apart as far on
 * average; of rows as near, earlier ones come first.
 */
export const knnImpute = defineApplier<KnnImputeState>({
  id: 'knn-impute',
  apply: (table, columns, state) =>
    fillGaps('Fill from like rows', table, columns, state.indicators, (values, gappy) => {
      const far = new Float64Array(state.donors.length / Math.max(1, columns.length));
      for (const row of gappy) {
        const own = values.map((column) => column[row]!);
        distances(own, state.donors, far);
        own.forEach((x, j) => Number.isNaN(x) && (values[j]![row] = borrowed(state, far, j)));
      }
    })
});

/** Squared distances of a row to all donors; NaN where no column is shared. */
function distances(own: readonly number[], donors: Float64Array, into: Float64Array): void {
  const cols = own.length;
  const shown = own.flatMap((x, j) => (Number.isNaN(x) ? [] : [j]));
  for (let i = 0, from = 0; i < into.length; i++, from += cols) {
    let sum = 0;
    let shared = 0;
    for (const j of shown) {
      const off = donors[from + j]! - own[j]!;
      if (Number.isNaN(off)) continue;
      sum += off * off;
      shared++;
    }
    into[i] = (sum * cols) / shared;
  }
}

function borrowed({ donors, neighbours, weights, means }: KnnImputeState, far: Float64Array, j: number): number {
  const cols = means.length;
  const nearest: number[] = [];
  for (let i = 0; i < far.length; i++) {
    const isNear = nearest.length < neighbours ? !Number.isNaN(far[i]) : far[i]! < far[nearest[neighbours - 1]!]!;
    if (!isNear || Number.isNaN(donors[i * cols + j])) continue;
    let at = Math.min(nearest.length, neighbours - 1);
    for (; at > 0 && far[nearest[at - 1]!]! > far[i]!; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = i;
  }
  if (nearest.length === 0) return means[j]!;
  const isSame = far[nearest[0]!] === 0;
  let [sum, total] = [0, 0];
  for (const i of nearest) {
    const weight = weights === 'uniform' ? 1 : isSame ? Number(far[i] === 0) : 1 / Math.sqrt(far[i]!);
    sum += weight * donors[i * cols + j]!;
    total += weight;
  }
  return sum / total;
}
