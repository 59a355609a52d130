import { wasmInstances } from '../wasm.ts';
import type { FixedPoint } from './fixed-point.ts';
import type { BestSplit, Scan } from './split.ts';
import {
  NUMBER_LOSSES,
  STRETCH,
  type FeatureShape,
  type LargestDerivatives,
  type Loss,
  type Part,
  type TreeKernel,
  type TreeRoom
} from './tree-kernel.ts';
import { runsOf, type Run } from './runs-of.ts';

interface Global {
  readonly value: number;
}

type Answer =
  | 'gradientSum'
  | 'hessianSum'
  | 'gain'
  | 'feature'
  | 'bin'
  | 'missingLeft'
  | 'gradientLeft'
  | 'hessianLeft'
  | 'rowsLeft'
  | 'mostGradient'
  | 'mostHessian';
type Call = (...args: number[]) => number;
type Calls = 'firstFree' | 'collect' | 'addRows' | 'subtract' | 'unpack' | 'sumDerivatives' | 'binaryLoss';
type FurtherCalls = 'numberLoss' | 'softmaxLoss' | 'sort' | 'partition' | 'addValue' | 'placeNumbers' | 'startScan' | 'scanNumbers';

/** What assembly/index.ts offers; each is described where it stands. */
export interface TreeExports extends Readonly<Record<Answer, Global>>, Readonly<Record<Calls | FurtherCalls, Call>> {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** The number by which the module knows a loss. */
const placeOf = (kind: Loss['kind']): number => NUMBER_LOSSES.indexOf(kind as (typeof NUMBER_LOSSES)[number]);

const PAGE = 65_536;
/** Bytes of a slot of a histogram. */
const SLOT = 16;
const MOST_SLOTS = 257;

/** Where things lie in the memory; columns one behind the other. */
interface Places {
  readonly bins: number;
  readonly raw: number;
  readonly y: number;
  readonly weights: number;
  readonly derivatives: number;
  readonly train: number;
  readonly held: number;
  readonly order: number;
  readonly spare: number;
  readonly pairs: number;
  readonly offsets: number;
  readonly goesLeft: number;
  /** A stretch of values to be placed, or a feature's slots as numbers. */
  readonly scratch: number;
  readonly borders: number;
}

/** The kernel in WebAssembly, in a memory of its own. */
export class WasmTreeKernel implements TreeKernel {
  readonly #run: TreeExports;
  readonly #room: TreeRoom;
  readonly #at: Places;
  #free: number;
  #output = 0;
  #shift = 0;
  #features: readonly FeatureShape[] = [];
  #offsets: readonly number[] = [];
  #slots = 0;
  #rows = 0;
  #runs: readonly Run[] = [];
  readonly #idle: number[] = [];

  constructor(run: TreeExports, room: TreeRoom) {
    this.#run = run;
    this.#room = room;
    this.#free = run.firstFree();
    const { rows, features, outputs, train, held, weights } = room;
    this.#at = {
      bins: this.#reserve(features * this.#stride),
      raw: this.#reserve(8 * rows * outputs),
      y: this.#reserve(8 * rows),
      weights: weights ? this.#reserve(8 * rows) : 0,
      derivatives: this.#reserve(8 * rows * outputs),
      train: this.#reserve(4 * train.length),
      held: this.#reserve(4 * held.length),
      order: this.#reserve(4 * train.length),
      // What goes to neither side is written one place behind the last.
      spare: this.#reserve(4 * train.length + 4),
      pairs: this.#reserve(SLOT * STRETCH),
      offsets: this.#reserve(4 * features),
      goesLeft: this.#reserve(256),
      scratch: this.#reserve(8 * Math.max(STRETCH, 3 * MOST_SLOTS, outputs)),
      borders: this.#reserve(8 * 255)
    };
    this.#numbers(this.#at.y, rows).set(room.y);
    if (weights) this.#numbers(this.#at.weights, rows).set(weights);
    this.#places(this.#at.train, train.length).set(train);
    this.#places(this.#at.held, held.length).set(held);
  }

  /** Columns of bins begin at multiples of 16. */
  get #stride(): number {
    return (this.#room.rows + 15) & ~15;
  }

  #reserve(bytes: number): number {
    const at = (this.#free + 15) & ~15;
    // `>>> 0`: beyond 2 GiB an address has the sign bit of an i32.
    this.#free = (at >>> 0) + bytes;
    const { memory } = this.#run;
    const lacking = this.#free - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
    return at >>> 0;
  }

  #numbers = (at: number, length: number) => new Float64Array(this.#run.memory.buffer, at, length);
  #places = (at: number, length: number) => new Uint32Array(this.#run.memory.buffer, at, length);

  bins = (feature: number) => new Uint8Array(this.#run.memory.buffer, this.#at.bins + feature * this.#stride, this.#room.rows);
  raw = (output: number) => this.#numbers(this.#at.raw + 8 * this.#room.rows * output, this.#room.rows);
  order = () => this.#places(this.#at.order, this.#rows);

  /** Sorts where histograms will stand: binning is over before the first is taken. */
  sorted(values: Float64Array): Float64Array {
    const free = this.#free;
    const [own, spare, counts] = [this.#reserve(8 * values.length), this.#reserve(8 * values.length), this.#reserve(4 * 6 * 2048)];
    const into = this.#numbers(own, values.length);
    let count = 0;
    for (const value of values) {
      into[count] = value;
      // Counted without a branch: missing values are overwritten by what comes next.
      count += value === value ? 1 : 0;
    }
    const at = this.#run.sort(own, count, spare, counts) >>> 0;
    this.#free = free;
    return this.#numbers(at, count);
  }

  placeNumbers(feature: number, values: Float64Array, borders: Float64Array, from: number, to: number): void {
    const into = this.#at.bins + feature * this.#stride;
    const padded = this.#numbers(this.#at.borders, 255);
    padded.fill(Infinity).set(borders);
    for (let at = from; at < to; at += STRETCH) {
      const part = values.subarray(at, Math.min(at + STRETCH, to));
      this.#numbers(this.#at.scratch, part.length).set(part);
      this.#run.placeNumbers(this.#at.scratch, part.length, this.#at.borders, borders.length + 1, into + at);
    }
  }

  layOut(features: readonly FeatureShape[]): void {
    this.#features = features;
    let at = 0;
    this.#offsets = features.map(({ bins }) => (at += bins + 1) - bins - 1);
    this.#slots = at;
    this.#places(this.#at.offsets, features.length).set(this.#offsets);
  }

  largest({ kind, parameter }: Loss, from: number, to: number): LargestDerivatives {
    const { train, y, raw, weights } = this.#at;
    const given = [train + 4 * from, to - from, y, raw, weights];
    this.#run.numberLoss(placeOf(kind), parameter, ...given, 0, 0, 0);
    return { gradient: this.#run.mostGradient.value, hessian: this.#run.mostHessian.value };
  }

  loss({ kind, parameter }: Loss, part: Part, from: number, to: number, { gradientScale, hessianScale, shift }: FixedPoint): number {
    const { y, raw, weights, scratch } = this.#at;
    const rows = this.#at[part] + 4 * from;
    const derivatives = part === 'train' ? this.#at.derivatives : 0;
    const given = [rows, to - from, y, raw, weights, derivatives, gradientScale, hessianScale];
    this.#shift = shift;
    if (kind === 'softmax') return this.#run.softmaxLoss(...given, this.#room.outputs, this.#room.rows, scratch);
    return kind === 'binary' ? this.#run.binaryLoss(...given) : this.#run.numberLoss(placeOf(kind), parameter, ...given);
  }

  derivatives = (output: number) => new Int32Array(this.#run.memory.buffer, this.#derivatives(output), 2 * this.#room.rows);

  begin(output: number, rows: Uint32Array | null = null, counted: Uint8Array | null = null): { gradient: number; hessian: number } {
    this.#output = output;
    this.#rows = (rows ?? this.#room.train).length;
    this.#runs = runsOf(counted, this.#features.length);
    this.order().set(rows ?? this.#places(this.#at.train, this.#rows));
    this.#run.sumDerivatives(this.#derivatives(output), this.#at.order, this.#rows);
    return { gradient: this.#run.gradientSum.value, hessian: this.#run.hessianSum.value };
  }

  #derivatives = (output: number) => this.#at.derivatives + 8 * this.#room.rows * output;

  take(): number {
    const bytes = this.#slots * SLOT;
    const idle = this.#idle.pop() ?? this.#reserve(bytes);
    new Uint8Array(this.#run.memory.buffer, idle, bytes).fill(0);
    return idle;
  }

  give(histogram: number): void {
    this.#idle.push(histogram);
  }

  addRows(histogram: number, from: number, to: number): void {
    const { order, pairs, bins, offsets } = this.#at;
    const rows = order + 4 * from;
    this.#run.collect(this.#derivatives(this.#output), rows, to - from, this.#shift, pairs);
    for (const [first, last] of this.#runs) this.#run.addRows(bins, this.#stride, offsets, first, last, rows, to - from, pairs, histogram);
  }

  subtract(parent: number, child: number): void {
    this.#run.subtract(parent, child, this.#slots);
  }

  scanNumbers(histogram: number, { totals, limits, gradientUnit, hessianUnit, bounds, allowed }: Scan, best: BestSplit): void {
    const run = this.#run;
    const { gradient, hessian, rows } = totals;
    const { minSamplesLeaf, l1, l2 } = limits;
    run.startScan(gradient, hessian, rows, minSamplesLeaf, l1, l2, bounds.lower, bounds.upper, this.#shift, gradientUnit, hessianUnit);
    this.#features.forEach(({ isCategory, bins, hasMissing, trend }, j) => {
      if (isCategory || allowed?.[j] === 0) return;
      run.scanNumbers(histogram + this.#offsets[j]! * SLOT, bins, hasMissing ? 1 : 0, j, trend);
    });
    if (run.feature.value < 0) return;
    best.gain = run.gain.value;
    best.feature = run.feature.value;
    best.bin = run.bin.value;
    best.leftBins = null;
    best.missingLeft = run.missingLeft.value === 1;
    best.gradientLeft = run.gradientLeft.value;
    best.hessianLeft = run.hessianLeft.value;
    best.rowsLeft = run.rowsLeft.value;
  }

  levels(histogram: number, feature: number): Float64Array {
    const slots = this.#features[feature]!.bins + 1;
    this.#run.unpack(histogram + this.#offsets[feature]! * SLOT, slots, this.#shift, this.#at.scratch);
    return this.#numbers(this.#at.scratch, 3 * slots);
  }

  partition(feature: number, goesLeft: Uint8Array, from: number, to: number): number {
    new Uint8Array(this.#run.memory.buffer, this.#at.goesLeft, 256).set(goesLeft);
    const { order, spare } = this.#at;
    return from + this.#run.partition(this.#at.bins + feature * this.#stride, this.#at.goesLeft, order + 4 * from, to - from, spare);
  }

  addValue(output: number, from: number, to: number, value: number): void {
    this.#run.addValue(this.#at.raw + 8 * this.#room.rows * output, this.#at.order + 4 * from, to - from, value);
  }
}

const instances = wasmInstances<TreeExports>(() => import('./assembly/index.ts?asc-growing'));

/** Null where the engine has no WebAssembly with SIMD. */
export async function createWasmTreeKernel(room: TreeRoom): Promise<WasmTreeKernel | null> {
  const run = await instances();
  return run && new WasmTreeKernel(run, room);
}
