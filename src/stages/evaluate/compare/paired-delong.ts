import type { ClassOutcome, Metric } from '../../../core/outcome.ts';
import { variance } from '../../../core/stats.ts';
import { normalQuantile, normalSf } from '../../../kernels/distributions.ts';
import { clopperPearson, noInterval } from '../../../kernels/intervals.ts';
import { placementsOf } from '../delong.ts';
import { rankClass } from '../ranking.ts';

export interface AreaDifference {
  readonly difference: Metric;
  readonly pValue: number;
}

const ROUNDING = 1e-12;

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
    const isSame = [...ofPositives, ...ofNegatives].every((difference) => Math.abs(difference - value) < ROUNDING);
    return isSame
      ? withoutSpread(value, { pairs: Math.min(m, n), rows }, level)
      : { difference: { value, ...noInterval('one row on a side'), n: rows }, pValue: NaN };
  }
  const half = normalQuantile(0.5 + level / 2) * deviation;
  const difference = { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), method: 'paired DeLong', n: rows };
  return { difference, pValue: Math.min(1, 2 * normalSf(Math.abs(value) / deviation)) };
}

/**
 * Every row differs by the same: one model separates the classes without a fault and the other does not tell them apart at all, say. Then the pairs with no
 * row in common, as many as the rarer side has rows, count as independent trials that all came out alike: by Clopper-Pearson at least a share q of all
 * pairs does, and the others may differ by anything from -1 to 1. The p-value is that of the sign test over the same pairs.
 */
function withoutSpread(value: number, { pairs, rows }: { pairs: number; rows: number }, level: number): AreaDifference {
  const alike = clopperPearson(pairs, pairs, level).low;
  const others = 1 - alike;
  const difference = {
    value,
    low: Math.max(-1, alike * value - others),
    high: Math.min(1, alike * value + others),
    method: `Clopper-Pearson on ${pairs} independent pairs`,
    n: rows
  };
  return { difference, pValue: value === 0 ? 1 : Math.min(1, 2 ** (1 - pairs)) };
}
