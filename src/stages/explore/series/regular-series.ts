import { median } from '../../../core/stats.ts';

/** A number over time at even steps. */
export interface RegularSeries {
  /** Milliseconds since 1970 UTC, ascending. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly stepMs: number;
  /** Steps that had no value, filled on the straight line between their neighbours. */
  readonly filled: number;
  /** Rows that shared their moment with another one, and were averaged. */
  readonly merged: number;
  /** Neighbouring moments that were averaged into one, where there were too many; 1 = none. */
  readonly block: number;
}

/** More moments than this are averaged in blocks: the shape stays, and the work stays short. */
export const MOST_MOMENTS = 20_000;
/** A series with more holes than values is no series at this step. */
const MOST_STEPS = 4;

/**
 * Rows in order of time: one value a moment, even steps, holes filled.
 * @returns null where there are fewer than `fewest` moments, or they lie too far apart for one step
 */
export function regularSeries(times: Float64Array, values: Float64Array, fewest = 20): RegularSeries | null {
  const moments = momentsOf(times, values);
  if (moments.times.length < fewest) return null;
  const blocked = inBlocks(moments, Math.ceil(moments.times.length / MOST_MOMENTS));
  const distances = blocked.times.subarray(1).map((time, i) => time - blocked.times[i]!);
  const step = median(distances);
  const strides = Array.from(distances, (distance) => Math.max(1, Math.round(distance / step)));
  const length = 1 + strides.reduce((total, stride) => total + stride, 0);
  if (length > MOST_STEPS * blocked.times.length) return null;
  return { ...filledIn(blocked, strides, length), stepMs: step, merged: moments.merged, block: blocked.block };
}

interface Moments {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

function momentsOf(times: Float64Array, values: Float64Array): Moments & { merged: number } {
  const rows = Uint32Array.from([...times.keys()].filter((row) => Number.isFinite(times[row]) && Number.isFinite(values[row])));
  rows.sort((a, b) => times[a]! - times[b]! || a - b);
  const at: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  for (const row of rows) {
    const last = at.length - 1;
    if (at[last] === times[row]) {
      sums[last]! += values[row]!;
      counts[last]!++;
    } else {
      at.push(times[row]!);
      sums.push(values[row]!);
      counts.push(1);
    }
  }
  return { times: Float64Array.from(at), values: Float64Array.from(sums, (sum, i) => sum / counts[i]!), merged: rows.length - at.length };
}

function inBlocks({ times, values }: Moments, block: number): Moments & { block: number } {
  if (block <= 1) return { times, values, block: 1 };
  const length = Math.floor(times.length / block);
  const mean = (all: Float64Array) =>
    Float64Array.from({ length }, (_, i) => all.subarray(i * block, (i + 1) * block).reduce((total, value) => total + value, 0) / block);
  return { times: Float64Array.from({ length }, (_, i) => times[i * block]!), values: mean(values), block };
}

function filledIn({ times, values }: Moments, strides: readonly number[], length: number): Moments & { filled: number } {
  const evenTimes = new Float64Array(length);
  const evenValues = new Float64Array(length);
  let at = 0;
  strides.forEach((stride, i) => {
    for (let k = 0; k < stride; k++) {
      const share = k / stride;
      evenTimes[at + k] = times[i]! + share * (times[i + 1]! - times[i]!);
      evenValues[at + k] = values[i]! + share * (values[i + 1]! - values[i]!);
    }
    at += stride;
  });
  evenTimes[at] = times.at(-1)!;
  evenValues[at] = values.at(-1)!;
  return { times: evenTimes, values: evenValues, filled: length - times.length };
}
