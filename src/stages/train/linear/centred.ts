import type { TrainingData } from '../../../core/model.ts';
import type { NumberColumn } from '../../../core/table.ts';
import type { NumberTarget } from '../../../core/target.ts';
import type { Work } from '../../../kernels/work.ts';
import { weightedMean } from '../weighted.ts';

/** Columns and answers less their means, so that the intercept needs no column. */
export interface Centred {
  /** Each column less its mean, times the root of the row's weight; constant ones are all zero. */
  readonly columns: Float64Array[];
  readonly y: Float64Array;
  readonly means: Float64Array;
  readonly targetMean: number;
  /** Number of rows, or the sum of their weights. */
  readonly total: number;
}

export function* centre({ features, target, weights }: TrainingData, fitIntercept: boolean): Work<Centred> {
  const roots = weights?.map(Math.sqrt) ?? null;
  const shifted = (values: Float64Array) => {
    if (fitIntercept && values.every((value) => value === values[0])) return { mean: values[0]!, values: new Float64Array(values.length) };
    const mean = fitIntercept ? weightedMean(values, weights) : 0;
    return { mean, values: values.map((value, i) => (value - mean) * (roots ? roots[i]! : 1)) };
  };
  const columns: ReturnType<typeof shifted>[] = [];
  for (const column of features.columns) {
    columns.push(shifted((column as NumberColumn).values));
    yield 20 * features.rows;
  }
  const y = shifted((target as NumberTarget).values);
  return {
    columns: columns.map((column) => column.values),
    y: y.values,
    means: Float64Array.from(columns, (column) => column.mean),
    targetMean: y.mean,
    total: weights ? weights.reduce((sum, weight) => sum + weight, 0) : y.values.length
  };
}
