/**
 * Half the width of an interval around a prediction that holds at least `level` of rows like these: the ceil((n + 1) level)-th smallest size of
 * the residuals. Infinity when there are too few rows to promise that much (19 are needed for 0.95).
 *
 * The quantile is that of conformal prediction (Vovk, Gammerman & Shafer, 2005, "Algorithmic learning in a random world"; Lei et al., 2018). Of
 * one model and rows it has not learned from the promise is a theorem. Lathe's residuals are left out of folds while the model that predicts has
 * learned from all of them: that is the jackknife, by folds, of Barber, Candès, Ramdas & Tibshirani (2021, "Predictive inference with the
 * jackknife+", sections 1.2 and 2). It is near its level for learners that a fifth of the rows do not upset, a little above it because the
 * models of the folds learned from fewer rows, and has no worst-case promise; theirs (jackknife+, CV+) would need the models of all folds in every
 * package. So coverage is measured on rows that played no part, and shown.
 * @param residuals actual less predicted on rows the model has not learned from; NaN for none
 */
export function conformalHalfWidth(residuals: Float64Array, level = 0.95): number {
  const sizes = residuals.map(Math.abs).sort();
  if (sizes.length === 0) return NaN;
  const rank = Math.ceil((sizes.length + 1) * level - 1e-9);
  return rank > sizes.length ? Infinity : sizes[rank - 1]!;
}

/** Fewest residuals from which a 95 % interval can be made. */
export const FEWEST_RESIDUALS = 19;
