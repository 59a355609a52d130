/**
 * Half the width of an interval around a prediction that holds at least `level` of rows like these: the ceil((n + 1) level)-th smallest size of
 * the residuals. Infinity when there are too few rows to promise that much (19 are needed for 0.95).
 * Source: Lei et al. (2018), "Distribution-free predictive inference for regression", split conformal.
 * @param residuals actual less predicted on rows the model has not learned from; NaN for none
 */
export function splitConformalHalfWidth(residuals: Float64Array, level = 0.95): number {
  const sizes = residuals.map(Math.abs).sort();
  if (sizes.length === 0) return NaN;
  const rank = Math.ceil((sizes.length + 1) * level - 1e-9);
  return rank > sizes.length ? Infinity : sizes[rank - 1]!;
}
