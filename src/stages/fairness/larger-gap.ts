import type { NamedGap } from './group-result.ts';

/** How much farther out an end is that lets each of two gaps be missed half as often: normal quantiles of 0.9875 and 0.975. */
const OF_TWO = 2.2414 / 1.96;

/**
 * The larger of two gaps, which luck makes larger than either is. It is above a value as soon as one of them is, so that its lower end has to hold for both at once
 * (Bonferroni); its upper end is that of the one that may be farther, which is missed only where the truly larger one is.
 */
export function largerGap(first: NamedGap, second: NamedGap): NamedGap {
  if (Number.isNaN(first.value) || Number.isNaN(second.value)) return Number.isNaN(first.value) ? second : first;
  const larger = first.value >= second.value ? first : second;
  if (Number.isNaN(first.low) || Number.isNaN(second.low)) return larger;
  const lower = ({ value, low }: NamedGap) => value - OF_TWO * (value - low);
  return {
    ...larger,
    low: Math.max(-1, lower(first), lower(second)),
    high: Math.max(first.high, second.high),
    method: `${larger.method}, as the larger of two`
  };
}
