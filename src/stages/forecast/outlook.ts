import { tQuantile } from '../../kernels/distributions.ts';
import type { Ask, Outlook } from './forecaster-type.ts';

/**
 * Bounds by Student's t around the mean: with `df` degrees of freedom of the residuals, because their deviation is itself an estimate.
 * @param deviations of the forecast error, step by step
 */
export function tOutlook(mean: Float64Array, deviations: Float64Array, df: number, { levels }: Pick<Ask, 'levels'>): Outlook {
  const bounds = levels.map((level) => {
    const reach = tQuantile(0.5 + level / 2, Math.max(1, df));
    return {
      level,
      low: mean.map((value, step) => value - reach * deviations[step]!),
      high: mean.map((value, step) => value + reach * deviations[step]!)
    };
  });
  return { mean, bounds };
}

/** The root of the mean square, over `df` instead of their number. */
export function residualDeviation(residuals: Float64Array, df: number): number {
  let squares = 0;
  for (const residual of residuals) squares += residual * residual;
  return Math.sqrt(squares / Math.max(1, df));
}

/** Adds something known, such as a season that was taken out, step by step. */
export function shifted({ mean, bounds }: Outlook, by: Float64Array): Outlook {
  const add = (values: Float64Array) => values.map((value, step) => value + by[step]!);
  return { mean: add(mean), bounds: bounds.map(({ level, low, high }) => ({ level, low: add(low), high: add(high) })) };
}
