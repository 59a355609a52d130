import type { Metric } from '../../core/outcome.ts';
import { mean, variance } from '../../core/stats.ts';
import { tQuantile } from '../../kernels/distributions.ts';
import { noInterval } from '../../kernels/intervals.ts';

/** Mean rows of a fold's two parts, and how often the whole division was repeated. */
export interface FoldSizes {
  readonly train: number;
  readonly validation: number;
}

/**
 * The mean of cross-validated scores with an interval. Folds share training rows, so their plain standard error is too small; the variance
 * of the mean is taken as (1 / k + validation / train) times that of the scores.
 * Source: Nadeau & Bengio (2003), "Inference for the generalization error".
 * @param values one score per fold, repeats included; NaN folds are left out
 * @param rows rows judged over all folds
 */
export function summariseFolds(values: readonly number[], sizes: FoldSizes, level = 0.95): Metric {
  const defined = values.filter((value) => !Number.isNaN(value));
  const n = Math.round(defined.length * sizes.validation);
  const value = defined.length > 0 ? mean(defined) : NaN;
  if (defined.length < 2) return { value, ...noInterval('fewer than two folds'), n };
  if (!(variance(defined) > 0)) return { value, ...noInterval('every fold gives the same value'), n };
  const half = tQuantile(0.5 + level / 2, defined.length - 1) * Math.sqrt(correctedVariance(defined, sizes));
  return { value, low: value - half, high: value + half, method: `corrected resampled t over ${defined.length} folds`, n };
}

/** The t interval knows no bounds; the metric does. */
export const withinRange = (score: Metric, [lowest, highest]: readonly [number, number]): Metric => ({
  ...score,
  low: Math.max(score.low, lowest),
  high: Math.min(score.high, highest)
});

/** Variance of the mean over folds, corrected for the rows they share. */
export const correctedVariance = (values: readonly number[], { train, validation }: FoldSizes): number =>
  (1 / values.length + validation / train) * variance(values);
