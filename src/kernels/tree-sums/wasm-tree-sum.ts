import { WasmRoom } from '../trees/wasm-room.ts';
import type { LaidFeature, LaidNode, LaidTree, LaidTrees } from './lay-out-trees.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export interface TreeSumExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  firstFree(): number;
  addTrees(...addressesAndSizes: number[]): void;
}

/** Rows copied into the memory at a time. */
export const BATCH = 1024;
/** Rows that the kernel takes through a tree side by side. */
const WIDE = 64;
/** Codes are compared as signed bytes. */
const SIGN = 128;

/** Where the codes of a feature stand. */
interface Planes {
  readonly high: number;
  /** The same with missing as the lowest; 0 where no split asks for it. */
  readonly low: number;
}

interface Places {
  readonly features: number;
  readonly trees: number;
  readonly slots: number;
  readonly values: number;
  readonly raw: number;
}

/** Trees in the memory of a module that others may use in between. */
export class WasmTreeSum {
  readonly #run: TreeSumExports;
  readonly #laid: LaidTrees;
  readonly #outputs: number;
  #room: WasmRoom;
  #places: Places | null = null;

  constructor(run: TreeSumExports, laid: LaidTrees, outputs: number) {
    this.#run = run;
    this.#laid = laid;
    this.#outputs = outputs;
    this.#room = new WasmRoom(run.memory, run.firstFree());
  }

  /** Writes everything anew. */
  layOut(): void {
    this.#room = new WasmRoom(this.#run.memory, this.#run.firstFree());
    const { features, trees } = this.#laid;
    const planes = this.#layOutFeatures();
    const most = (sizeOf: (tree: LaidTree) => number) => trees.reduce((size, tree) => Math.max(size, sizeOf(tree)), 1);
    const says = this.#sayLeaves(most(({ leaves }) => leaves.length));
    const slots = this.#room.reserve(WIDE * most(({ nodes }) => nodes.length));
    const records = trees.map((tree) => this.#layOutTree(tree, planes, says, slots));
    this.#places = {
      features: planes.at,
      trees: this.#write(records.flat()),
      slots,
      values: this.#room.reserve(8 * features.length * BATCH),
      raw: this.#room.reserve(8 * this.#outputs * BATCH)
    };
  }

  /** As `TreeSum` says, of at most `BATCH` rows. */
  add(values: Float64Array, rows: number, raw: Float64Array): void {
    const { features, trees } = this.#laid;
    const at = this.#places!;
    this.#room.numbers(at.values, values.length).set(values);
    const own = this.#room.numbers(at.raw, raw.length);
    own.set(raw);
    this.#run.addTrees(at.features, features.length, at.trees, trees.length, at.slots, at.values, rows, at.raw, this.#outputs);
    raw.set(own);
  }

  #layOutFeatures() {
    const { features, trees } = this.#laid;
    const asked = new Set(trees.flatMap(({ nodes }) => nodes.filter(({ missingLeft }) => missingLeft).map(({ feature }) => feature)));
    const planes = features.map(({ cuts }, j): Planes => {
      const high = this.#room.reserve(WIDE);
      return { high, low: cuts && asked.has(j) ? this.#room.reserve(WIDE) : 0 };
    });
    const records = features.flatMap((feature, j) => [...this.#layOutCuts(feature), planes[j]!.high, planes[j]!.low]);
    return { of: planes, at: this.#write(records) };
  }

  /** Cut points, filled up to a power of two less 1, and the first step of a search among them. */
  #layOutCuts({ cuts }: LaidFeature): [at: number, first: number] {
    if (!cuts) return [0, 0];
    let first = 1;
    while (2 * first - 1 < cuts.length) first *= 2;
    const at = this.#room.reserve(8 * (2 * first - 1));
    const into = this.#room.numbers(at, 2 * first - 1);
    into.fill(Infinity);
    into.set(cuts);
    return [at, first];
  }

  /** Leaf k says k, of as many rows as there are side by side. */
  #sayLeaves(most: number): number {
    const at = this.#room.reserve(WIDE * most);
    const said = this.#room.bytes(at, WIDE * most);
    for (let k = 0; k < most; k++) said.fill(k, k * WIDE, (k + 1) * WIDE);
    return at;
  }

  #layOutTree({ nodes, leaves }: LaidTree, planes: { readonly of: readonly Planes[] }, says: number, slots: number): number[] {
    const saidBy = (child: number) => (child < 0 ? says + WIDE * (-1 - child) : slots + WIDE * child);
    const records = nodes.flatMap((node) => [
      this.#planeOf(node, planes.of),
      saidBy(node.left),
      saidBy(node.right),
      node.missingLeft ? node.code - SIGN + 1 : node.code - SIGN,
      node.bits ? this.#writeBits(node.bits) : 0
    ]);
    const values = this.#room.reserve(8 * leaves.length);
    this.#room.numbers(values, leaves.length).set(leaves);
    return [this.#write(records), nodes.length, values, saidBy(nodes.length - 1)];
  }

  #planeOf({ feature, missingLeft, bits }: LaidNode, planes: readonly Planes[]): number {
    const { high, low } = planes[feature]!;
    return missingLeft && !bits ? low : high;
  }

  #write(wholes: readonly number[]): number {
    const at = this.#room.reserve(4 * wholes.length);
    this.#room.wholes(at, wholes.length).set(wholes);
    return at;
  }

  #writeBits(bits: Uint8Array): number {
    const at = this.#room.reserve(bits.length);
    this.#room.bytes(at, bits.length).set(bits);
    return at;
  }
}
