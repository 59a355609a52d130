import { quantileSorted } from '../../../core/stats.ts';
import type { Marks } from '../../../predict/limits-type.ts';

const SHARES = [...Array.from({ length: 99 }, (_, i) => (i + 1) / 100), 0.995, 1 - 1 / 300];

/** What new rows are held against: quantiles of what rows that had no say came to. @param values the higher, the stranger */
export function marksOf(values: Float64Array): Marks {
  const sorted = values.slice().sort();
  return Float64Array.from(SHARES, (share) => quantileSorted(sorted, share));
}
