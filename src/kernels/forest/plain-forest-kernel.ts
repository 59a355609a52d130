import { FEW, type ForestFeature, type ForestKernel, type ForestRoom, type GrowthLimits, type GrownNodes } from './forest-kernel.ts';
import { SplitSearch, type PlainSplit, type Present } from './plain-split.ts';
import { treeRandom } from './random.ts';

interface Waiting {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly parent: number;
}

interface PlainNode {
  readonly from: number;
  readonly to: number;
  split: PlainSplit | null;
  right: number;
}

/** The twin of the kernel in WebAssembly, in plain loops. */
export class PlainForestKernel implements ForestKernel {
  readonly #room: ForestRoom;
  readonly #features: readonly ForestFeature[];
  readonly #limits: GrowthLimits;
  readonly #cells: Uint16Array;
  readonly #counts: Uint32Array;
  #order = new Uint32Array(0);
  #pool: number[] = [];
  #random: () => number = () => 0;
  #waiting: Waiting[] = [];
  #nodes: PlainNode[] = [];

  constructor(room: ForestRoom, features: readonly ForestFeature[], limits: GrowthLimits) {
    this.#room = room;
    this.#features = features;
    this.#limits = limits;
    this.#cells = new Uint16Array(room.rows * features.length);
    this.#counts = new Uint32Array(room.rows);
  }

  fill(feature: number, bins: Uint8Array, finer: Uint8Array | null): void {
    bins.forEach((bin, row) => (this.#cells[row * this.#features.length + feature] = (bin << 8) | (finer?.[row] ?? 0)));
  }

  keys = () => this.#cells;

  #keyOf = (row: number, feature: number) => this.#cells[row * this.#features.length + feature]!;

  begin(seed: number): void {
    const { rows } = this.#room;
    this.#random = treeRandom(seed);
    this.#counts.fill(this.#limits.draws === 0 ? 1 : 0);
    for (let i = 0; i < this.#limits.draws; i++) this.#counts[Math.floor(this.#random() * rows)]!++;
    this.#order = Uint32Array.from(this.#counts.keys()).filter((row) => this.#counts[row]! > 0);
    this.#pool = this.#features.map((_, j) => j);
    this.#nodes = [];
    this.#waiting = [{ from: 0, to: this.#order.length, depth: 0, parent: -1 }];
  }

  grow(visits: number): boolean {
    for (let left = visits; left > 0;) {
      const next = this.#waiting.pop();
      if (!next) return false;
      left -= 4 + (next.to - next.from) * this.#limits.maxFeatures;
      this.#openNode(next);
    }
    return true;
  }

  #openNode({ from, to, depth, parent }: Waiting): void {
    const id = this.#nodes.length;
    const node: PlainNode = { from, to, split: null, right: 0 };
    this.#nodes.push(node);
    if (parent >= 0) this.#nodes[parent]!.right = id;
    const { minSamplesSplit, minSamplesLeaf, maxDepth } = this.#limits;
    const count = to - from;
    if (count < minSamplesSplit || count < 2 * minSamplesLeaf || (maxDepth > 0 && depth >= maxDepth) || this.#isPure(from, to)) return;
    node.split = this.#bestSplit(from, to);
    if (!node.split) return;
    const middle = this.#partition(from, to, node.split);
    this.#waiting.push({ from: middle, to, depth: depth + 1, parent: id }, { from, to: middle, depth: depth + 1, parent: -1 });
  }

  #isPure(from: number, to: number): boolean {
    const { y } = this.#room;
    return this.#order.subarray(from, to).every((row) => y[row] === y[this.#order[from]!]);
  }

  #bestSplit(from: number, to: number): PlainSplit | null {
    const search = new SplitSearch(this.#limits, this.#tally(this.#order.subarray(from, to)), this.#random);
    const { length } = this.#features;
    const most = this.#limits.maxFeatures;
    for (let tried = 0, useful = 0; tried < length && (tried < most || useful === 0); tried++) {
      if (most < length) {
        const other = tried + Math.floor(this.#random() * (length - tried));
        [this.#pool[tried], this.#pool[other]] = [this.#pool[other]!, this.#pool[tried]!];
      }
      const j = this.#pool[tried]!;
      const list = this.#present(j, from, to);
      if (list.length < 2) continue;
      useful++;
      search.tryFeature(j, this.#features[j]!, list);
    }
    return search.best;
  }

  /** Sums, weight and rows of some rows. */
  #tally(rows: Iterable<number>): Float64Array {
    const { sums, values, weights } = this.#room.whole;
    const tally = new Float64Array(sums + 2);
    for (const row of rows) {
      const count = this.#counts[row]!;
      if (sums === 1) tally[0]! += values[row]! * count;
      else tally[values[row]!]! += weights[row]! * count;
      tally[sums]! += weights[row]! * count;
      tally[sums + 1]! += 1;
    }
    return tally;
  }

  #present(feature: number, from: number, to: number): Present[] {
    const rows = this.#order.subarray(from, to);
    const isOneBin = rows.every((row) => this.#keyOf(row, feature) >> 8 === this.#keyOf(rows[0]!, feature) >> 8);
    const isFine = (rows.length < FEW || isOneBin) && !this.#features[feature]!.isCategory;
    const rowsOf = new Map<number, number[]>();
    for (const row of rows) {
      const key = this.#keyOf(row, feature) & (isFine ? 0xffff : 0xff00);
      const known = rowsOf.get(key);
      if (known) known.push(row);
      else rowsOf.set(key, [row]);
    }
    const keys = [...rowsOf.keys()].sort((a, b) => a - b);
    return keys.map((key) => ({ key, last: isFine ? key : key | 255, tally: this.#tally(rowsOf.get(key)!) }));
  }

  #partition(from: number, to: number, { feature, low, goesLeft }: PlainSplit): number {
    const isLeft = (row: number) => {
      const key = this.#keyOf(row, feature);
      return goesLeft[key >> 8] === 2 ? (key & 255) <= (low & 255) : goesLeft[key >> 8] === 1;
    };
    const rows = this.#order.slice(from, to);
    const left = rows.filter(isLeft);
    this.#order.set(left, from);
    this.#order.set(
      rows.filter((row) => !isLeft(row)),
      from + left.length
    );
    return from + left.length;
  }

  tree(): GrownNodes {
    const nodes = this.#nodes;
    const isCategory = ({ split }: PlainNode) => split !== null && this.#features[split.feature]!.isCategory;
    const masked = nodes.filter(isCategory);
    let masks = 0;
    return {
      size: nodes.length,
      feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? -1),
      right: Int32Array.from(nodes, ({ right }) => right),
      low: Uint16Array.from(nodes, ({ split }) => split?.low ?? 0),
      high: Uint16Array.from(nodes, ({ split }) => split?.high ?? 0),
      missingLeft: Uint8Array.from(nodes, ({ split }) => split?.missingLeft ?? 0),
      mask: Int32Array.from(nodes, (node) => (isCategory(node) ? masks++ : 0)),
      masks: Uint32Array.from(masked.flatMap(({ split }) => wordsOf(split!.goesLeft))),
      from: Uint32Array.from(nodes, ({ from }) => from),
      to: Uint32Array.from(nodes, ({ to }) => to),
      order: this.#order,
      counts: this.#counts
    };
  }
}

const wordsOf = (goesLeft: Uint8Array): number[] =>
  Array.from({ length: 8 }, (_, word) =>
    goesLeft.subarray(32 * word, 32 * word + 32).reduce((bits, isLeft, bit) => (bits | (isLeft << bit)) >>> 0, 0)
  );
