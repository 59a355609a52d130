import { releaseBuffer } from '../../../core/let-go.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { distinctSorted } from '../../../kernels/sorted-numbers.ts';
import { momentsOf, type Moments } from '../../../kernels/running-moments.ts';
import { histogramOf } from '../histogram.ts';
import type { ColumnCounts, NumberProfile } from '../profile-type.ts';
import { firstAbove, firstFrom, sortPresent } from '../sorted.ts';
import { finite } from './finite.ts';

export const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** Everything about a number or integer column; agrees with pandas (tests/reference/explore.py). */
export async function describeNumbers(column: NumberColumn, head: ColumnCounts, pace: Pacer): Promise<NumberProfile> {
  const sorted = await sortPresent(column.values, pace);
  const shape = shapeOf(momentsOf(sorted));
  await pace(sorted.length * 6);
  const profile: NumberProfile = {
    ...head,
    kind: 'number',
    distinct: distinctSorted(sorted),
    min: finite(sorted[0] ?? NaN),
    max: finite(sorted.at(-1) ?? NaN),
    ...shape,
    median: finite(quantileSorted(sorted, 0.5)),
    quantiles: Object.fromEntries(SHARES.map((share) => [String(share), finite(quantileSorted(sorted, share))])),
    zeros: firstAbove(sorted, 0) - firstFrom(sorted, 0),
    negatives: firstFrom(sorted, 0),
    farOut: countFarOut(sorted),
    histogram: histogramOf(sorted, head.type === 'integer')
  };
  releaseBuffer(sorted.buffer);
  return profile;
}

/** Beyond Tukey's outer fences; nothing is far out where the quartiles fall together, for then the fences say nothing. */
function countFarOut(sorted: Float64Array): number {
  const low = quantileSorted(sorted, 0.25);
  const high = quantileSorted(sorted, 0.75);
  if (!(high > low)) return 0;
  const reach = 3 * (high - low);
  return firstFrom(sorted, low - reach) + sorted.length - firstAbove(sorted, high + reach);
}

/** Mean, spread and shape around the mean. Source of the adjustments: Joanes & Gill (1998), G1 and G2. */
export function shapeOf({ count: n, mean, second, third, fourth }: Moments): Pick<NumberProfile, 'mean' | 'sd' | 'skew' | 'kurtosis'> {
  const spread = second / n;
  const skew = (Math.sqrt(n * (n - 1)) / (n - 2)) * (third / n / spread ** 1.5);
  const excess = fourth / n / (spread * spread) - 3;
  const kurtosis = ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
  return {
    mean: n > 0 ? finite(mean) : null,
    sd: n > 1 ? finite(Math.sqrt(second / (n - 1))) : null,
    skew: n > 2 && second > 0 ? finite(skew) : null,
    kurtosis: n > 3 && second > 0 ? finite(kurtosis) : null
  };
}
