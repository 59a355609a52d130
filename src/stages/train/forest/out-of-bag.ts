import type { GrownNodes } from '../../../kernels/forest/forest-kernel.ts';
import type { Answers } from '../../../kernels/forest/whole-numbers.ts';
import { wilson, type Interval } from '../../../kernels/intervals.ts';
import { normalQuantile } from '../../../kernels/distributions.ts';
import type { Work } from '../../../kernels/work.ts';
import { cutBetween, lastKeyBelow, type GroundFeature } from './ground.ts';
import type { ReadTree } from '../../../kernels/forest/read-tree.ts';

/** Rows taken through a tree between two pauses. */
const STRETCH = 16_384;

/** How well a forest does on rows through those of its trees that never saw them. */
export interface OutOfBag {
  /** Accuracy or R2. */
  readonly score: number;
  readonly interval: Interval;
  /** Rows that at least one tree left out. */
  readonly rows: number;
}

export interface OutOfBagSaved {
  /** [rows, width] */
  readonly sums: Float64Array;
  /** That left each row out. */
  readonly trees: Uint32Array;
}

/** Adds up what trees say of the rows they left out. Source: Breiman (1996), "Out-of-bag estimation". */
export class OutOfBagSums {
  readonly #features: readonly GroundFeature[];
  readonly #width: number;
  readonly #sums: Float64Array;
  readonly #trees: Uint32Array;

  constructor(rows: number, features: readonly GroundFeature[], width: number) {
    this.#features = features;
    this.#width = width;
    this.#sums = new Float64Array(rows * width);
    this.#trees = new Uint32Array(rows);
  }

  /** @param keys of the kernel, [rows, features] */
  *add({ nodes, values }: ReadTree, keys: Uint16Array): Work<void> {
    const walk = keyWalk(nodes, this.#features, keys);
    const width = this.#width;
    const rows = this.#trees.length;
    for (let from = 0; from < rows; from += STRETCH) {
      for (let row = from; row < Math.min(rows, from + STRETCH); row++) {
        if (nodes.counts[row]! > 0) continue;
        const leaf = walk(row) * width;
        for (let k = 0; k < width; k++) this.#sums[row * width + k]! += values[leaf + k]!;
        this.#trees[row]!++;
      }
      yield 8 * STRETCH;
    }
  }

  /** Where the sums stand. */
  save(): OutOfBagSaved {
    return { sums: this.#sums.slice(), trees: this.#trees.slice() };
  }

  restore({ sums, trees }: OutOfBagSaved): void {
    this.#sums.set(sums);
    this.#trees.set(trees);
  }

  /** Null where no tree left a row out, or those rows all say the same. */
  score({ y, classes }: Answers): OutOfBag | null {
    const seen = Uint32Array.from(this.#trees.keys()).filter((row) => this.#trees[row]! > 0);
    if (seen.length === 0) return null;
    if (classes > 0) {
      const hits = seen.filter((row) => this.#likeliest(row) === y[row]).length;
      return { score: hits / seen.length, interval: wilson(hits, seen.length), rows: seen.length };
    }
    const guess = (row: number) => this.#sums[row]! / this.#trees[row]!;
    const found = explained(
      Float64Array.from(seen, (row) => y[row]!),
      Float64Array.from(seen, guess)
    );
    return Number.isFinite(found.score) ? { ...found, rows: seen.length } : null;
  }

  #likeliest(row: number): number {
    const width = this.#width;
    let best = 0;
    for (let k = 1; k < width; k++) if (this.#sums[row * width + k]! > this.#sums[row * width + best]!) best = k;
    return best;
  }
}

/** Finds the leaf of a row of the table by its keys: those that lie between the two of a cut go where their values do. */
function keyWalk(
  { size, feature, right, low, high, missingLeft, mask, masks }: GrownNodes,
  features: readonly GroundFeature[],
  keys: Uint16Array
): (row: number) => number {
  const missing = Int32Array.from(features, (known) => known.bins << 8);
  const isCategory = Uint8Array.from(features, (known) => (known.isCategory ? 1 : 0));
  // What is asked and where a no leads lie side by side: a walk waits for memory more than for anything else.
  const asked = new Uint32Array(2 * size);
  for (let node = 0; node < size; node++) {
    const j = feature[node]!;
    if (j < 0) continue;
    const last = isCategory[j] === 1 ? 0 : lastKeyBelow(features[j]!, cutBetween(features[j]!, low[node]!, high[node]!));
    asked[2 * node] = (j << 16) | last;
    asked[2 * node + 1] = right[node]!;
  }
  const { length } = features;
  return (row) => {
    let node = 0;
    for (let other = asked[1]!; other > 0; other = asked[2 * node + 1]!) {
      const question = asked[2 * node]!;
      const j = question >>> 16;
      const key = keys[row * length + j]!;
      let goesLeft: boolean;
      if (isCategory[j] === 1) goesLeft = ((masks[8 * mask[node]! + (key >>> 13)]! >>> ((key >>> 8) & 31)) & 1) === 1;
      else goesLeft = key === missing[j] ? missingLeft[node] === 1 : key <= (question & 0xffff);
      node = goesLeft ? node + 1 : other;
    }
    return node;
  };
}

/**
 * R2 with an interval by the delta method: one less the ratio of two means over rows, of which each row has its influence.
 * Source: Casella & Berger (2002), "Statistical inference", 5.5.4.
 */
function explained(actual: Float64Array, guess: Float64Array): { score: number; interval: Interval } {
  const n = actual.length;
  const mean = actual.reduce((sum, value) => sum + value, 0) / n;
  let [wrong, total] = [0, 0];
  actual.forEach((value, i) => {
    wrong += (value - guess[i]!) ** 2;
    total += (value - mean) ** 2;
  });
  const ratio = wrong / total;
  const influences = actual.reduce((sum, value, i) => sum + ((value - guess[i]!) ** 2 - ratio * (value - mean) ** 2) ** 2, 0);
  const half = (normalQuantile(0.975) * Math.sqrt(influences)) / total;
  const score = 1 - ratio;
  return { score, interval: { low: score - half, high: score + half, method: 'delta method' } };
}
