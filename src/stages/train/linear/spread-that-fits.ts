import { mean, variance } from '../../../core/stats.ts';

export type SpreadName = 'poisson' | 'gamma' | 'tweedie' | 'normal';

/** Values that differ by less than this share of their mean are a level with something added: on so short a piece a logarithm is a straight line. */
const NARROW = 0.1;
/** Counts spread at least as wide as their mean; what spreads far less is a number that happens to be whole, such as a year. */
const LEAST_OF_COUNTS = 0.5;
/** A skewness below this is hardly seen in a few hundred values. */
const LOPSIDED = 0.5;

/**
 * How answers spread, by their own values alone: effects add up where some are negative, where all are near one level, and where they are hardly lopsided, or their
 * logarithms clearly more so; of the others counts are Poisson, amounts gamma, or Tweedie where some are 0.
 */
export function spreadThatFits(values: Float64Array): SpreadName {
  if (values.some((value) => value < 0)) return 'normal';
  const [centre, spread] = [mean(values), variance(values)];
  const isNarrow = spread < (NARROW * centre) ** 2;
  if (values.every(Number.isInteger)) return isNarrow && spread < LEAST_OF_COUNTS * centre ? 'normal' : 'poisson';
  if (isNarrow) return 'normal';
  if (values.some((value) => value === 0)) return 'tweedie';
  const skew = skewness(values);
  return skew > LOPSIDED / 2 && Math.abs(skewness(values.map(Math.log))) < skew + LOPSIDED ? 'gamma' : 'normal';
}

/** Third moment over the cube of the deviation; 0 where all are the same. */
function skewness(values: Float64Array): number {
  const [centre, spread] = [mean(values), variance(values, 0)];
  const cubes = values.reduce((total, value) => total + (value - centre) ** 3, 0) / values.length;
  return spread > 0 ? cubes / spread ** 1.5 : 0;
}
