import type { TrainingData } from '../../../core/model.ts';
import type { NumberColumn } from '../../../core/table.ts';
import type { NumberTarget } from '../../../core/target.ts';

/** What a weighted sum of the features leaves of each answer. */
export function residualsOf({ features, target }: TrainingData, coefficients: Float64Array, intercept: number): Float64Array {
  const out = (target as NumberTarget).values.map((value) => value - intercept);
  features.columns.forEach((column, j) => {
    const { values } = column as NumberColumn;
    for (let i = 0; i < out.length; i++) out[i]! -= coefficients[j]! * values[i]!;
  });
  return out;
}
