import { radixSort } from './radix-sort.ts';
import { finish } from './work.ts';

/** Values gathered before they are merged: sorting them costs less each, the more there are. */
const ROOM = 1 << 16;

/** A cluster of neighbouring values. */
interface Centroids {
  readonly means: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Quantiles of a stream in some kilobytes: neighbouring values are kept as their mean and their number, few to a cluster at both ends and more in the
 * middle, so that the outer quantiles are the sharpest. Infinities are counted beside, NaN is left out.
 * Source: Dunning & Ertl (2019), "Computing extremely accurate quantiles using t-digests", the merging digest with scale function k1. Unlike
 * there, the clusters next to the extremes are joined to the smallest and largest value by a straight line over the places in between, so that
 * a digest of values that all stand alone gives the quantiles of type 7 (Hyndman & Fan).
 */
export class TDigest {
  private centroids: Centroids = { means: new Float64Array(0), weights: new Float64Array(0) };
  private readonly compression: number;
  private readonly room: Float64Array;
  private waiting = 0;
  private total = 0;
  private low = Infinity;
  private high = -Infinity;
  private readonly endless = { below: 0, above: 0 };

  /** @param compression twice as many halve the error; at most so many clusters are kept */
  constructor(compression = 1000, room = ROOM) {
    this.compression = compression;
    this.room = new Float64Array(room);
  }

  /** Values seen, infinities among them. */
  get count(): number {
    return this.total + this.waiting + this.endless.below + this.endless.above;
  }

  add(values: Float64Array): void {
    for (const value of values) {
      if (value - value === 0) {
        this.room[this.waiting++] = value;
        if (this.waiting === this.room.length) this.settle();
      } else if (value === Infinity) this.endless.above++;
      else if (value === -Infinity) this.endless.below++;
    }
  }

  /** Values with how often each was seen. @param values ascending, without NaN */
  addCounted(values: Float64Array, counts: Float64Array): void {
    this.settle();
    const from = values[0] === -Infinity ? 1 : 0;
    const to = values.at(-1) === Infinity ? values.length - 1 : values.length;
    if (from > 0) this.endless.below += counts[0]!;
    if (to < values.length) this.endless.above += counts[to]!;
    const means = values.subarray(from, to);
    this.absorb({ means, weights: counts.subarray(from, to) }, means[0] ?? Infinity, means.at(-1) ?? -Infinity);
  }

  /** From now on knows what the other has seen too. */
  merge(other: TDigest): void {
    this.settle();
    other.settle();
    this.absorb(other.centroids, other.low, other.high);
    this.endless.below += other.endless.below;
    this.endless.above += other.endless.above;
  }

  /** Clusters kept. */
  get size(): number {
    this.settle();
    return this.centroids.means.length;
  }

  /**
   * @param share 0 to 1
   * @returns NaN for no values
   */
  quantile(share: number): number {
    this.settle();
    const place = Math.min(1, Math.max(0, share)) * (this.count - 1) - this.endless.below;
    if (!(this.count > 0)) return NaN;
    if (place < 0) return -Infinity;
    if (place > this.total - 1) return this.endless.above > 0 || this.total === 0 ? Infinity : this.high;
    return this.valueAt(place);
  }

  /** The value at a place among the finite ones, from 0, between the middles of the clusters by a straight line. */
  private valueAt(place: number): number {
    const { means, weights } = this.centroids;
    let [before, value] = [0, this.low];
    let taken = 0;
    for (let i = 0; i < means.length; i++) {
      const middle = taken + (weights[i]! - 1) / 2;
      if (place < middle) return between(value, means[i]!, (place - before) / (middle - before));
      [before, value] = [middle, means[i]!];
      taken += weights[i]!;
    }
    const last = this.total - 1;
    return last > before ? between(value, this.high, (place - before) / (last - before)) : value;
  }

  private settle(): void {
    if (this.waiting === 0) return;
    const { values } = finish(radixSort(this.room.subarray(0, this.waiting)));
    this.waiting = 0;
    this.absorb({ means: values, weights: new Float64Array(values.length).fill(1) }, values[0]!, values.at(-1)!);
  }

  private absorb(more: Centroids, low: number, high: number): void {
    for (const weight of more.weights) this.total += weight;
    this.low = Math.min(this.low, low);
    this.high = Math.max(this.high, high);
    this.centroids = compress(inOrder(this.centroids, more), this.total, this.compression);
  }
}

/** Between two values; no value beside them where they are one. */
const between = (from: number, to: number, share: number) => (from === to ? from : from * (1 - share) + to * share);

function inOrder(a: Centroids, b: Centroids): Centroids {
  const size = a.means.length + b.means.length;
  const merged = { means: new Float64Array(size), weights: new Float64Array(size) };
  for (let i = 0, j = 0; i + j < size;) {
    const isFirst = i < a.means.length && (j >= b.means.length || a.means[i]! <= b.means[j]!);
    const from = isFirst ? a : b;
    const at = isFirst ? i : j;
    merged.means[i + j] = from.means[at]!;
    merged.weights[i + j] = from.weights[at]!;
    if (isFirst) i++;
    else j++;
  }
  return merged;
}

/** Joins neighbours as long as a cluster stays within one step of the scale. In place; the result is a copy of what is left. */
function compress({ means, weights }: Centroids, total: number, compression: number): Centroids {
  if (means.length === 0) return { means, weights };
  let [into, before] = [0, 0];
  let limit = total * reach(0, compression);
  for (let i = 1; i < means.length; i++) {
    const joined = weights[into]! + weights[i]!;
    if (before + joined <= limit) {
      weights[into] = joined;
      means[into] = between(means[into]!, means[i]!, weights[i]! / joined);
      continue;
    }
    before += weights[into]!;
    limit = total * reach(before / total, compression);
    into++;
    means[into] = means[i]!;
    weights[into] = weights[i]!;
  }
  return { means: means.slice(0, into + 1), weights: weights.slice(0, into + 1) };
}

/** How far a cluster may reach that begins at this share of all values: one step further on k1 = d / (2 pi) asin(2 q - 1). */
function reach(share: number, compression: number): number {
  const step = (2 * Math.PI) / compression;
  const angle = Math.asin(Math.min(1, Math.max(-1, 2 * share - 1))) + step;
  return angle >= Math.PI / 2 ? 1 : (Math.sin(angle) + 1) / 2;
}
