import { quantileSorted } from '../../core/stats.ts';

/** Values of each group, by resample: [group][replicate]. */
type Replicates = readonly Float64Array[];

/**
 * The interval of one pair's distance that holds for all pairs at once, so that picking the widest of them costs nothing: d plus and minus q times its
 * standard error, where q bounds the largest studentised error over all pairs in 95 of 100 resamples. Source: Westfall & Young (1993),
 * "Resampling-Based Multiple Testing"; Romano & Wolf (2005), "Exact and approximate stepdown methods for multiple hypothesis testing".
 * @param values of the groups on all rows; NaN where a group has none
 * @returns half of the interval's width, and over how many pairs
 */
export function simultaneousHalf(
  values: readonly number[],
  replicates: Replicates,
  pair: readonly [number, number],
  level: number
): { readonly half: number; readonly pairs: number } {
  const groups = [...values.keys()].filter((group) => !Number.isNaN(values[group]));
  const pairs = groups.flatMap((a, i) => groups.slice(i + 1).map((b) => [a, b] as const));
  const spread = pairs.map(([a, b]) => spreadOf(replicates[a]!, replicates[b]!, values[a]! - values[b]!));
  const worst = Float64Array.from(replicates[0]!, (_, r) =>
    pairs.reduce((top, [a, b], i) => {
      const error = Math.abs(replicates[a]![r]! - replicates[b]![r]! - (values[a]! - values[b]!)) / spread[i]!;
      return error > top ? error : top;
    }, 0)
  ).sort();
  const own = pairs.findIndex(([a, b]) => pair.includes(a) && pair.includes(b));
  return { half: quantileSorted(worst, level) * spread[own]!, pairs: pairs.length };
}

/** Standard error of a distance over the resamples in which both groups have a value; infinite without any, so that the pair decides nothing. */
function spreadOf(a: Float64Array, b: Float64Array, distance: number): number {
  let [sum, count] = [0, 0];
  for (let r = 0; r < a.length; r++) {
    const error = a[r]! - b[r]! - distance;
    if (Number.isNaN(error)) continue;
    sum += error * error;
    count++;
  }
  return sum > 0 ? Math.sqrt(sum / count) : Infinity;
}
