import { tQuantile } from '../../../kernels/distributions.ts';
import type { Ask, Course, Outlook } from '../forecaster-type.ts';
import { widthAt, type Widening } from './widening.ts';

/**
 * Bounds around a course: its own spread, made wider or narrower as looking back showed it to be off, with the doubt about its numbers on top, by Student's t with as
 * many degrees of freedom as that width was learned from.
 * @param widening null where the history was too short to look back on
 */
export function boundsOf({ mean, spread, doubt, df }: Course, widening: Widening | null, { levels }: Pick<Ask, 'levels'>): Outlook {
  const widths = mean.map((_, step) => (widening ? widthAt(widening, step + 1).factor : 1));
  const deviations = spread.map((own, step) => Math.sqrt((own * widths[step]!) ** 2 + (doubt?.[step] ?? 0)));
  const bounds = levels.map((level) => {
    const reach = mean.map((_, step) => {
      const known = widening ? Math.min(df, widthAt(widening, step + 1).df) : df;
      return tQuantile(0.5 + level / 2, Math.max(1, known)) * deviations[step]!;
    });
    return { level, low: mean.map((value, step) => value - reach[step]!), high: mean.map((value, step) => value + reach[step]!) };
  });
  return { mean, bounds };
}

/** Adds something known, such as a season that was taken out, step by step. */
export function shifted({ mean, bounds }: Outlook, by: Float64Array): Outlook {
  const add = (values: Float64Array) => values.map((value, step) => value + by[step]!);
  return { mean: add(mean), bounds: bounds.map(({ level, low, high }) => ({ level, low: add(low), high: add(high) })) };
}
