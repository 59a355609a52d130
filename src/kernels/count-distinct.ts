import { radixSort } from './radix-sort.ts';
import { finish } from './work.ts';

/** How many different values a sorted array has. */
export function distinctSorted(sorted: Float64Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** How many different numbers there are; NaN is none, both zeros are one. Two copies of the values in memory, where a Set takes five. */
export function countDistinct(values: Float64Array): number {
  const { values: sorted, present } = finish(radixSort(values));
  return distinctSorted(sorted.subarray(0, present));
}
