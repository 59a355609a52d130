import { createRng, type Rng } from '../../../core/rng.ts';
import type { GrownNodes } from '../../../kernels/forest/forest-kernel.ts';
import { cutBetween, type GroundFeature } from './ground.ts';
import type { ReadTree } from '../../../kernels/forest/read-tree.ts';

/** What the scorer reads; see src/predict/models/averaged-trees.ts. */
export interface PackedForest {
  readonly treeStarts: Int32Array;
  readonly feature: Uint16Array;
  readonly right: Int32Array;
  readonly at: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly cuts: Float64Array;
  readonly categoryBits: Uint32Array;
  readonly width: number;
  readonly values: Float64Array;
}

export interface SavedForest extends PackedForest {
  /** Where the draws of cuts stand; null where none are drawn. */
  readonly rng: readonly number[] | null;
}

/**
 * Lays trees end to end as they are grown, in eleven bytes a node and eight a cut; what leaves of a single class say is kept once.
 */
export class ForestPacker {
  readonly #features: readonly GroundFeature[];
  readonly #width: number;
  #rng: Rng | null;
  readonly #starts: number[] = [];
  readonly #feature = new Growing(Uint16Array);
  readonly #right = new Growing(Int32Array);
  readonly #at = new Growing(Int32Array);
  readonly #missingLeft = new Growing(Uint8Array);
  readonly #cuts = new Growing(Float64Array);
  readonly #bits = new Growing(Uint32Array);
  readonly #values = new Growing(Float64Array);

  /** @param rng draws where between two neighbouring values a cut lies; null = halfway */
  constructor(features: readonly GroundFeature[], width: number, rng: Rng | null = null) {
    this.#rng = rng;
    this.#features = features;
    this.#width = width;
    if (width === 1) return;
    for (let k = 0; k < width ** 2; k++) this.#values.push(k % (width + 1) === 0 ? 1 : 0);
  }

  get nodes(): number {
    return this.#right.length;
  }

  add({ nodes, values }: ReadTree): void {
    const start = this.#right.length;
    this.#starts.push(start);
    for (let node = 0; node < nodes.size; node++) {
      const isLeaf = nodes.feature[node]! < 0;
      this.#feature.push(isLeaf ? 0 : nodes.feature[node]!);
      this.#right.push(isLeaf ? 0 : start + nodes.right[node]!);
      this.#missingLeft.push(nodes.missingLeft[node]!);
      this.#at.push(
        isLeaf ? this.#placeOfLeaf(values.subarray(node * this.#width, (node + 1) * this.#width)) : this.#placeOfQuestion(nodes, node)
      );
    }
  }

  #placeOfLeaf(values: Float64Array): number {
    const sure = this.#width > 1 ? values.indexOf(1) : -1;
    if (sure >= 0) return sure;
    for (const value of values) this.#values.push(value);
    return this.#values.length / this.#width - 1;
  }

  #placeOfQuestion({ feature, low, high, mask, masks }: GrownNodes, node: number): number {
    const j = feature[node]!;
    if (this.#features[j]!.isCategory) {
      for (const word of masks.subarray(8 * mask[node]!, 8 * mask[node]! + 8)) this.#bits.push(word);
      return this.#bits.length - 8;
    }
    this.#cuts.push(cutBetween(this.#features[j]!, low[node]!, high[node]!, this.#rng?.()));
    return this.#cuts.length - 1;
  }

  /** All that is needed to go on behind the last tree. */
  save(): SavedForest {
    return { ...this.packed(), rng: this.#rng && [...this.#rng.save()] };
  }

  /** Goes on behind the trees of an earlier packer of the same features. */
  restore({ treeStarts, feature, right, at, missingLeft, cuts, categoryBits, values, rng }: SavedForest): void {
    this.#starts.splice(0, this.#starts.length, ...treeStarts);
    this.#feature.replace(feature);
    this.#right.replace(right);
    this.#at.replace(at);
    this.#missingLeft.replace(missingLeft);
    this.#cuts.replace(cuts);
    this.#bits.replace(categoryBits);
    this.#values.replace(values);
    this.#rng = rng && createRng(rng as [number, number, number, number]);
  }

  packed(): PackedForest {
    return {
      treeStarts: Int32Array.from(this.#starts),
      feature: this.#feature.taken(),
      right: this.#right.taken(),
      at: this.#at.taken(),
      missingLeft: this.#missingLeft.taken(),
      cuts: this.#cuts.taken(),
      categoryBits: this.#bits.taken(),
      width: this.#width,
      values: this.#values.taken()
    };
  }
}

type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** A list of numbers that takes no more room than they need. */
class Growing<A extends Numbers> {
  #array: A;
  length = 0;

  constructor(make: new (length: number) => A) {
    this.#array = new make(1024);
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const wider = new (this.#array.constructor as new (length: number) => A)(2 * this.length);
      wider.set(this.#array);
      this.#array = wider;
    }
    this.#array[this.length++] = value;
  }

  replace(values: ArrayLike<number>): void {
    this.#array = new (this.#array.constructor as new (length: number) => A)(Math.max(1024, values.length));
    this.#array.set(values);
    this.length = values.length;
  }

  taken = (): A => this.#array.slice(0, this.length) as A;
}
