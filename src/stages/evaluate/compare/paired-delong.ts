import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { variance } from '../../../core/stats.ts';
import { normalQuantile, normalSf } from '../../../kernels/distributions.ts';
import { noInterval } from '../../../kernels/intervals.ts';
import { placementsOf } from '../delong.ts';
import { rankClass } from '../ranking.ts';

export interface AreaDifference {
  readonly difference: Metric;
  readonly pValue: number;
}

/**
 * Difference of the areas under two ROC curves on the same rows (first less second), two classes. Its variance is that of the difference of the
 * rows' placements, which carries the covariance with it.
 * Source: DeLong, DeLong & Clarke-Pearson (1988).
 */
export function pairedDelong(first: ClassOutcome, second: ClassOutcome, level: number): AreaDifference {
  const a = placementsOf(rankClass(first, first.positive!));
  const b = placementsOf(rankClass(second, second.positive!));
  const value = a.area - b.area;
  const [m, n] = [a.ofPositives.length, a.ofNegatives.length];
  const ofPositives = a.ofPositives.map((share, i) => share - b.ofPositives[i]!);
  const ofNegatives = a.ofNegatives.map((share, i) => share - b.ofNegatives[i]!);
  const deviation = Math.sqrt(variance(ofPositives) / m + variance(ofNegatives) / n);
  const rows = m + n;
  if (!(deviation > 0)) {
    return { difference: { value, ...noInterval('the differences show no spread'), n: rows }, pValue: value === 0 ? 1 : NaN };
  }
  const half = normalQuantile(0.5 + level / 2) * deviation;
  const difference = { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), method: 'paired DeLong', n: rows };
  return { difference, pValue: Math.min(1, 2 * normalSf(Math.abs(value) / deviation)) };
}
