import { pause, type SeededContext } from '../../core/context.ts';
import { normal } from '../../core/rng.ts';
import type { Column } from '../../core/table.ts';
import { normalCdf } from '../../kernels/distributions.ts';
import type { Copula, FittedColumn } from './fit-copula.ts';
import { valueAt } from './marginal.ts';

const ROWS_PER_PAUSE = 500;

/** Draws rows from a copula: the same seed gives the same rows. Category columns keep the labels they were learned with, in their order. */
export async function drawRows({ columns, size, triangle }: Copula, rows: number, context: SeededContext): Promise<Column[]> {
  const values = columns.map(() => new Float64Array(rows));
  const draws = new Float64Array(size);
  const shares = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_PER_PAUSE === 0) {
      await pause(context);
      context.onProgress(row / rows);
    }
    for (let i = 0; i < size; i++) draws[i] = normal(context.rng);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += triangle[i * size + j]! * draws[j]!;
      shares[i] = normalCdf(sum);
    }
    columns.forEach((column, i) => (values[i]![row] = valueOf(column, shares)));
  }
  return columns.map((column, i) => asColumn(column, values[i]!));
}

function valueOf({ marginal, at, gapAt, gapShare }: FittedColumn, shares: Float64Array): number {
  return gapAt >= 0 && shares[gapAt]! >= 1 - gapShare ? NaN : valueAt(marginal, shares[at]!);
}

function asColumn({ name, kind, labels }: FittedColumn, values: Float64Array): Column {
  if (kind !== 'category') return { kind, name, values };
  return { kind, name, labels, codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)) };
}
