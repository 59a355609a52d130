import { wasmInstances } from '../wasm.ts';
import type { ForestFeature, ForestKernel, ForestRoom, GrowthLimits, GrownNodes } from './forest-kernel.ts';

type Call = (...args: number[]) => number;
type Places = 'placeRows' | 'placeAnswers' | 'placeFeatures' | 'placeWork' | 'placeLists' | 'placeNodes' | 'placeRanges';

/** What assembly/index.ts offers; each is described where it stands. */
export interface ForestExports extends Readonly<Record<Places | 'setSums' | 'setLimits' | 'firstFree' | 'begin' | 'grow', Call>> {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly size: { readonly value: number };
  readonly maskCount: { readonly value: number };
  readonly bagged: { readonly value: number };
}

const PAGE = 65_536;
/** In the order that the kernel numbers them. */
const CRITERIA: readonly GrowthLimits['criterion'][] = ['squared_error', 'entropy', 'gini'];

/** Where the parts of the tree at hand lie. */
interface NodePlaces {
  readonly feature: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
  readonly missing: number;
  readonly from: number;
  readonly to: number;
  readonly mask: number;
  readonly masks: number;
}

/** The kernel in WebAssembly, in a memory of its own that is laid out once. */
export class WasmForestKernel implements ForestKernel {
  readonly #run: ForestExports;
  readonly #rows: number;
  readonly #draws: number;
  readonly #bins: number;
  readonly #cells: number;
  readonly #features: number;
  readonly #stride: number;
  readonly #order: number;
  readonly #counts: number;
  readonly #nodes: NodePlaces;
  #free: number;

  constructor(run: ForestExports, room: ForestRoom, features: readonly ForestFeature[], limits: GrowthLimits) {
    this.#run = run;
    this.#free = run.firstFree();
    this.#rows = room.rows;
    this.#draws = limits.draws;
    this.#stride = (room.rows + 15) & ~15;
    this.#bins = this.#reserve(features.length * this.#stride);
    this.#features = features.length;
    this.#cells = this.#reserve(2 * features.length * room.rows);
    this.#order = this.#reserve(4 * room.rows);
    this.#counts = this.#reserve(4 * room.rows);
    run.placeRows(this.#bins, this.#cells, this.#stride, features.length, room.rows);
    const { sums, shift } = room.whole;
    run.setSums(sums, shift, CRITERIA.indexOf(limits.criterion));
    run.setLimits(limits.isRandom ? 1 : 0, limits.maxFeatures, limits.maxDepth, limits.minSamplesSplit, limits.minSamplesLeaf);
    this.#placeAnswers(room);
    this.#placeFeatures(features);
    this.#placeWork(sums);
    this.#nodes = this.#placeNodes(features.some(({ isCategory }) => isCategory));
    this.#ensure();
  }

  #placeAnswers({ y, rows, whole }: ForestRoom): void {
    const [keys, sums, weighed] = [this.#reserve(8 * rows), this.#reserve(8 * rows), this.#reserve(8 * rows)];
    this.#ensure();
    this.#numbers(keys, rows).set(y);
    this.#numbers(sums, rows).set(whole.values);
    this.#numbers(weighed, rows).set(whole.weights);
    this.#run.placeAnswers(keys, sums, weighed, this.#counts);
  }

  #placeFeatures(features: readonly ForestFeature[]): void {
    const { length } = features;
    const [binCounts, categories, borders] = [this.#reserve(4 * length), this.#reserve(length), this.#reserve(8 * 255 * length)];
    const pool = this.#reserve(4 * length);
    this.#ensure();
    this.#words(binCounts, length).set(features.map(({ bins }) => bins));
    this.#bytes(categories, length).set(features.map(({ isCategory }) => (isCategory ? 1 : 0)));
    features.forEach((feature, j) => {
      if (feature.borders) this.#numbers(borders + 8 * 255 * j, feature.borders.length).set(feature.borders);
    });
    this.#run.placeFeatures(binCounts, categories, borders, pool);
  }

  /** Slots begin as zeros, and are zeros again after each count. */
  #placeWork(sums: number): void {
    const rows = this.#rows;
    const [entries, spareOrder, spareEntries] = [this.#reserve(16 * rows), this.#reserve(4 * rows + 4), this.#reserve(16 * rows + 16)];
    this.#run.placeWork(this.#order, entries, spareOrder, spareEntries, this.#reserve(8 * 256 * (sums + 1)));
    const [listKeys, list, ranks] = [this.#reserve(512), this.#reserve(8 * 256 * (sums + 2)), this.#reserve(4 * 256)];
    const [total, left, goesLeft] = [this.#reserve(8 * (sums + 2)), this.#reserve(8 * (sums + 2)), this.#reserve(256)];
    this.#run.placeLists(listKeys, list, ranks, total, left, goesLeft);
  }

  #placeNodes(hasCategories: boolean): NodePlaces {
    const most = 2 * this.#rows;
    const nodes = {
      feature: this.#reserve(4 * most),
      right: this.#reserve(4 * most),
      low: this.#reserve(2 * most),
      high: this.#reserve(2 * most),
      missing: this.#reserve(most),
      from: this.#reserve(4 * most),
      to: this.#reserve(4 * most),
      mask: this.#reserve(4 * most),
      masks: this.#reserve(hasCategories ? 32 * this.#rows : 0)
    };
    this.#run.placeNodes(nodes.feature, nodes.right, nodes.low, nodes.high, nodes.missing);
    this.#run.placeRanges(nodes.from, nodes.to, nodes.mask, nodes.masks, this.#reserve(16 * (this.#rows + 1)));
    return nodes;
  }

  #reserve(bytes: number): number {
    const at = Math.ceil(this.#free / 16) * 16;
    this.#free = at + bytes;
    return at;
  }

  #ensure(): void {
    const { memory } = this.#run;
    const lacking = this.#free - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
  }

  #numbers = (at: number, length: number) => new Float64Array(this.#run.memory.buffer, at, length);
  #words = (at: number, length: number) => new Uint32Array(this.#run.memory.buffer, at, length);
  #places = (at: number, length: number) => new Int32Array(this.#run.memory.buffer, at, length);
  #keys = (at: number, length: number) => new Uint16Array(this.#run.memory.buffer, at, length);
  #bytes = (at: number, length: number) => new Uint8Array(this.#run.memory.buffer, at, length);

  fill(feature: number, bins: Uint8Array, finer: Uint8Array | null): void {
    this.#bytes(this.#bins + feature * this.#stride, this.#rows).set(bins);
    const cells = this.keys();
    for (let row = 0, at = feature; row < this.#rows; row++, at += this.#features)
      cells[at] = (bins[row]! << 8) | (finer ? finer[row]! : 0);
  }

  keys = () => this.#keys(this.#cells, this.#rows * this.#features);

  begin(seed: number): void {
    this.#run.begin(seed, this.#draws);
  }

  grow = (visits: number) => this.#run.grow(visits) === 1;

  tree(): GrownNodes {
    const [size, at] = [this.#run.size.value, this.#nodes];
    return {
      size,
      feature: this.#places(at.feature, size),
      right: this.#places(at.right, size),
      low: this.#keys(at.low, size),
      high: this.#keys(at.high, size),
      missingLeft: this.#bytes(at.missing, size),
      mask: this.#places(at.mask, size),
      masks: this.#words(at.masks, 8 * this.#run.maskCount.value),
      from: this.#words(at.from, size),
      to: this.#words(at.to, size),
      order: this.#words(this.#order, this.#run.bagged.value),
      counts: this.#words(this.#counts, this.#rows)
    };
  }
}

const instances = wasmInstances<ForestExports>(() => import('./assembly/index.ts?asc-growing'));

/** Null where the engine has no WebAssembly with SIMD. */
export async function createWasmForestKernel(
  room: ForestRoom,
  features: readonly ForestFeature[],
  limits: GrowthLimits
): Promise<WasmForestKernel | null> {
  const run = await instances();
  return run && new WasmForestKernel(run, room, features, limits);
}
