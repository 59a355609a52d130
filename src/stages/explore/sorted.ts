import type { Pacer } from '../../core/pacer.ts';

/** Rows sorted in one go; larger columns are sorted in blocks and merged, so that a pause fits in between. */
const BLOCK = 1 << 18;

/** The values that are there, ascending, in a new array. */
export async function sortPresent(values: Float64Array, pace: Pacer): Promise<Float64Array> {
  const present = withoutNaN(values);
  for (let start = 0; start < present.length; start += BLOCK) {
    present.subarray(start, start + BLOCK).sort();
    await pace(BLOCK * 16);
  }
  return mergeBlocks(present, pace);
}

function withoutNaN(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (value === value) kept[count++] = value;
  }
  return kept.slice(0, count);
}

async function mergeBlocks(values: Float64Array, pace: Pacer): Promise<Float64Array> {
  let from = values;
  let into = values.length > BLOCK ? new Float64Array(values.length) : values;
  for (let width = BLOCK; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      mergeInto(into, from, start, Math.min(start + width, values.length), Math.min(start + 2 * width, values.length));
      await pace(4 * width);
    }
    [from, into] = [into, from];
  }
  return from;
}

function mergeInto(into: Float64Array, from: Float64Array, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let i = start; i < end; i++) {
    if (left < middle && (right >= end || from[left]! <= from[right]!)) into[i] = from[left++]!;
    else into[i] = from[right++]!;
  }
}

/** How many different values a sorted array has. */
export function distinctSorted(sorted: Float64Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}
