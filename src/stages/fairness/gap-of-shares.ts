import type { Metric } from '../../core/outcome.ts';
import type { GroupResult, NamedGap } from './group-result.ts';

/** The share of each group that a gap is between. */
const SHARES: Readonly<Record<string, string>> = {
  demographic_parity: 'selection_rate',
  equal_opportunity: 'true_positive_rate',
  false_positive_rate: 'false_positive_rate',
  predictive_parity: 'positive_predictive_value'
};

/**
 * Bounds for a gap that resampling says nothing of, for every resample gives the same: both groups have a share of 0, or of all, or one of each. Then the
 * score intervals of the two shares bound it.
 * Source: Newcombe (1998), "Interval estimation for the difference between independent proportions", method 10.
 * @param groups with their own rates
 */
export function withBoundsOfShares(gap: NamedGap, measure: string, column: string, groups: readonly GroupResult[]): NamedGap {
  const share = SHARES[measure];
  if (!gap.groups || share === undefined || !Number.isFinite(gap.value) || !Number.isNaN(gap.low)) return gap;
  const [first, second] = gap.groups.map((level) => shareOf(groups, column, level, share));
  if (!first || !second) return gap;
  return {
    ...gap,
    low: Math.max(-1, gap.value - Math.hypot(first.value - first.low, second.high - second.value)),
    high: Math.min(1, gap.value + Math.hypot(first.high - first.value, second.value - second.low)),
    method: 'Newcombe'
  };
}

const shareOf = (groups: readonly GroupResult[], column: string, level: string, share: string): Metric | undefined =>
  groups.find(({ group }) => Object.keys(group).length === 1 && group[column] === level)?.metrics[share];
