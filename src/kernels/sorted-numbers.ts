import { releaseBuffer } from '../core/let-go.ts';
import { radixSort } from './radix-sort.ts';
import { finish } from './work.ts';

/** The numbers that are no NaN, ascending, in a new array. (`filter` of a typed array makes an object of every number first.) */
export function sortedPresent(values: Float64Array): Float64Array {
  const { values: sorted, present } = finish(radixSort(values));
  return sorted.subarray(0, present);
}

/** How many different values a sorted array has. */
export function distinctSorted(sorted: Float64Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}

/** The different values of a sorted array. */
export function differentOf(sorted: Float64Array): Float64Array {
  const different = new Float64Array(distinctSorted(sorted));
  let at = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) different[at++] = sorted[i]!;
  return different;
}

/** How many different numbers there are; NaN is none, both zeros are one. Two copies of the values in memory, where a Set takes five. */
export function countDistinct(values: Float64Array): number {
  const sorted = sortedPresent(values);
  const count = distinctSorted(sorted);
  releaseBuffer(sorted.buffer);
  return count;
}
