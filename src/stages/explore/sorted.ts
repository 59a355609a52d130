import type { Pacer } from '../../core/pacer.ts';
import { radixSort } from '../../kernels/radix-sort.ts';

/** The values that are there, ascending, in a new array. */
export async function sortPresent(values: Float64Array, pace: Pacer): Promise<Float64Array> {
  const work = radixSort(values);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value.values.subarray(0, step.value.present);
    await pace(step.value);
  }
}

/** Index of the first sorted value >= bound. */
export function firstFrom(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first sorted value > bound. */
export function firstAbove(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
