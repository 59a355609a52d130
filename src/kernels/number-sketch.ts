import { CountedValues } from './counted-values.ts';
import { DISTINCT_DEVIATION, HyperLogLog } from './hyper-log-log.ts';
import { joinMoments, momentsOf, noMoments, type Moments } from './running-moments.ts';
import { TDigest } from './t-digest.ts';

/** A number, and how far it can be believed. */
export interface Estimate {
  readonly value: number;
  readonly isEstimate: boolean;
  /** Half the width of the 95 % interval, as a share of the value; 0 where it is exact. */
  readonly error: number;
}

export const exactly = (value: number): Estimate => ({ value, isEstimate: false, error: 0 });

/** An estimate of how many different values there are among `count`. */
export const aboutDistinct = (counter: HyperLogLog, count: number): Estimate => ({
  value: Math.min(count, Math.round(counter.estimate())),
  isEstimate: true,
  error: 1.96 * DISTINCT_DEVIATION
});

/**
 * What there is to say of numbers that come in pieces and are not kept. With few different values (65,536) all of it is exact: they are counted one by
 * one. With more, quantiles come from a t-digest and the number of different values from HyperLogLog; where the values come in order,
 * that number is exact too, for then equal ones are neighbours.
 */
export class NumberSketch {
  moments: Moments = noMoments;
  low = Infinity;
  high = -Infinity;
  zeros = 0;
  negatives = 0;
  private counted: CountedValues | null;
  private readonly digest = new TDigest();
  private readonly distinctCounter = new HyperLogLog();
  private readonly order = { isRising: true, isFalling: true, changes: 0, last: NaN };

  constructor(mostCounted?: number) {
    this.counted = new CountedValues(mostCounted);
  }

  get count(): number {
    return this.moments.count;
  }

  /** @param values without NaN */
  add(values: Float64Array): void {
    if (values.length === 0) return;
    this.moments = joinMoments(this.moments, momentsOf(values));
    for (const value of values) {
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
      if (value === 0) this.zeros++;
      if (value < 0) this.negatives++;
    }
    this.follow(values);
    const done = this.counted ? this.counted.add(values) : 0;
    if (done < values.length) this.estimateFrom(values.subarray(done));
  }

  private follow(values: Float64Array): void {
    const { order } = this;
    for (let i = 0; i < values.length && (order.isRising || order.isFalling); i++) {
      const value = values[i]!;
      if (value === order.last) continue;
      if (value < order.last) order.isRising = false;
      if (value > order.last) order.isFalling = false;
      order.changes++;
      order.last = value;
    }
  }

  private estimateFrom(values: Float64Array): void {
    if (this.counted) {
      const known = this.counted.sorted();
      this.digest.addCounted(known.values, known.counts);
      this.distinctCounter.addNumbers(known.values);
      this.counted = null;
    }
    this.digest.add(values);
    this.distinctCounter.addNumbers(values);
  }

  distinct(): Estimate {
    if (this.counted) return exactly(this.counted.sorted().values.length);
    if (this.order.isRising || this.order.isFalling) return exactly(this.order.changes);
    return aboutDistinct(this.distinctCounter, this.count);
  }

  /** Whether quantiles are those of all values, and no estimates. */
  get hasExactQuantiles(): boolean {
    return this.counted !== null;
  }

  /** Type 7 of Hyndman & Fan, or near it. @param shares 0 to 1 @returns NaN for no values */
  quantiles(shares: readonly number[]): number[] {
    if (!this.counted) return shares.map((share) => this.digest.quantile(share));
    const { values, counts } = this.counted.sorted();
    const ends = counts.slice();
    for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!;
    const at = (place: number) => values[ends.findIndex((end) => place < end)]!;
    return shares.map((share) => {
      if (this.count === 0) return NaN;
      const place = share * (this.count - 1);
      const below = Math.floor(place);
      const [from, to] = [at(below), at(Math.min(below + 1, this.count - 1))];
      return from === to ? from : from + (to - from) * (place - below);
    });
  }
}
