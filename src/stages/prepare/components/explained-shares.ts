import { mean } from '../column-statistics.ts';

/**
 * Of all the variance of columns the share that lies along each of some directions, as scikit-learn's `explained_variance_ratio_`.
 * @param directions row-major [kept, columns], at right angles, each of length 1
 * @returns length kept, 0 to 1; null where no column varies
 */
export function explainedShares(columns: readonly Float64Array[], directions: Float64Array): Float64Array | null {
  const all = columns.reduce((sum, column) => sum + varianceOf(column), 0);
  if (!(all > 0)) return null;
  const width = columns.length;
  return Float64Array.from({ length: directions.length / width }, (_, k) => {
    const along = new Float64Array(columns[0]!.length);
    columns.forEach((column, j) => column.forEach((x, row) => (along[row]! += x * directions[k * width + j]!)));
    return varianceOf(along) / all;
  });
}

function varianceOf(values: Float64Array): number {
  const middle = mean(values);
  return values.reduce((sum, x) => sum + (x - middle) ** 2, 0) / values.length;
}
