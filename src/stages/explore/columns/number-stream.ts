import type { Pacer } from '../../../core/pacer.ts';
import { NumberSketch } from '../../../kernels/number-sketch.ts';
import { edgesOf } from '../histogram.ts';
import type { ColumnCounts, Estimates, NumberProfile } from '../profile-type.ts';
import { finite } from './finite.ts';
import { shapeOf, SHARES } from './number.ts';

/** Numbers piece by piece, NaN = missing; they can be gone through more than once. */
export type NumberPieces = () => AsyncIterable<Float64Array>;

const MEDIAN = SHARES.indexOf(0.5);
const [LOWER, UPPER] = [SHARES.indexOf(0.25), SHARES.indexOf(0.75)];

/**
 * What `describeNumbers` says, of a column that is never in memory whole. It is gone through twice: once for a sketch, once to count what the sketch's
 * answers decide about (bins, what is far out) and how far its quantiles stand off their places. Only the quantiles and the number of different values may be
 * estimates, and say so.
 */
export async function describeNumberStream(pieces: NumberPieces, headOf: () => ColumnCounts, pace: Pacer): Promise<NumberProfile> {
  const sketch = new NumberSketch();
  for await (const piece of pieces()) {
    sketch.add(withoutNaN(piece));
    await pace(piece.length * 40);
  }
  const head = headOf();
  const quantiles = sketch.quantiles(SHARES);
  const { low, high, count } = sketch;
  const middleHalf = quantiles[UPPER]! - quantiles[LOWER]!;
  const edges = edgesOf({ low, high, middleHalf, count }, head.type === 'integer');
  const second = new SecondLook(edges, quantiles, middleHalf > 0 ? 3 * middleHalf : Infinity);
  for await (const piece of pieces()) {
    second.add(piece);
    await pace(piece.length * 20);
  }
  const distinct = sketch.distinct();
  const estimates: Estimates = {
    ...(distinct.isEstimate ? { distinct: distinct.error } : {}),
    ...(sketch.hasExactQuantiles ? {} : { quantiles: second.worstPlace(count) })
  };
  return {
    ...head,
    kind: 'number',
    distinct: distinct.value,
    ...(Object.keys(estimates).length > 0 ? { estimates } : {}),
    min: finite(low),
    max: finite(high),
    ...shapeOf(sketch.moments),
    median: finite(quantiles[MEDIAN]!),
    quantiles: Object.fromEntries(SHARES.map((share, i) => [String(share), finite(quantiles[i]!)])),
    zeros: sketch.zeros,
    negatives: sketch.negatives,
    farOut: second.farOut,
    histogram: { edges, counts: [...second.counts] }
  };
}

function withoutNaN(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (value === value) kept[count++] = value;
  return kept.subarray(0, count);
}

/** Counts against bounds that the first look found. */
class SecondLook {
  readonly counts: Float64Array;
  farOut = 0;
  private readonly edges: readonly number[];
  private readonly quantiles: readonly number[];
  private readonly reach: number;
  /** Values below each quantile, and equal to it. */
  private readonly below: Float64Array;
  private readonly equal: Float64Array;

  /** @param reach how far beyond the quartiles is far out */
  constructor(edges: readonly number[], quantiles: readonly number[], reach: number) {
    this.edges = edges;
    this.quantiles = quantiles;
    this.reach = reach;
    this.counts = new Float64Array(Math.max(0, edges.length - 1));
    this.below = new Float64Array(quantiles.length);
    this.equal = new Float64Array(quantiles.length);
  }

  add(values: Float64Array): void {
    const [least, most] = [this.quantiles[LOWER]! - this.reach, this.quantiles[UPPER]! + this.reach];
    for (const value of values) {
      if (value !== value) continue;
      if (value < least || value > most) this.farOut++;
      if (this.counts.length > 0) this.counts[this.binOf(value)]!++;
      this.place(value);
    }
  }

  private binOf(value: number): number {
    let [low, high] = [0, this.counts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (value >= this.edges[middle]!) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private place(value: number): void {
    for (let i = 0; i < this.quantiles.length; i++) {
      if (value < this.quantiles[i]!) this.below[i]!++;
      else if (value === this.quantiles[i]) this.equal[i]!++;
    }
  }

  /** How far the worst of the quantiles stands off its place, as a share of all values. */
  worstPlace(count: number): number {
    const off = this.quantiles.map((_, i) => {
      const place = SHARES[i]! * (count - 1);
      const [below, equal] = [this.below[i]!, this.equal[i]!];
      return Math.max(0, below - (equal > 0 ? 0 : 1) - place, place - (below + Math.max(0, equal - 1)));
    });
    return Math.max(...off) / count;
  }
}
