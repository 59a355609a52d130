import type { Crew, ThreadCall } from '../../core/threads.ts';
import { MOST_CALLS } from '../threads/control.ts';
import type { BinBytes } from './binning.ts';
import { writeScaled, type FixedPoint } from './fixed-point.ts';
import type { BestSplit, Scan } from './split.ts';
import { binsOf, ENTRY, FOUND, groupOf, layOutMemory, SLOT, type TreePlaces } from './tree-memory.ts';
import {
  NUMBER_LOSSES,
  STRETCH,
  type AskedLeaf,
  type FeatureShape,
  type LargestDerivatives,
  type Loss,
  type Part,
  type TreeKernel,
  type TreeRoom
} from './tree-kernel.ts';
import { WasmRoom } from './wasm-room.ts';

interface Global {
  readonly value: number;
}

type Answer = 'sortedCount' | 'gradientSum' | 'hessianSum' | 'mostGradient' | 'mostHessian';
type Function = (...args: number[]) => number;
/** What several threads may be asked at once. */
export const SHARED_CALLS = ['countFeatures', 'subtract', 'scanFeatures', 'binaryLoss', 'softmaxLoss', 'numberLoss'] as const;
type OwnCall = 'firstFree' | 'unpack' | 'sumDerivatives' | 'sort' | 'partition' | 'countUp' | 'addValue' | 'setBorders' | 'placeNumbers';

/** What assembly/index.ts offers; each is described where it stands. */
export interface TreeExports extends Readonly<Record<Answer, Global>>, Readonly<Record<OwnCall | (typeof SHARED_CALLS)[number], Function>> {
  readonly memory: { readonly buffer: ArrayBufferLike; grow(pages: number): number };
}

/** The number by which the module knows a loss. */
const placeOf = (kind: Loss['kind']): number => NUMBER_LOSSES.indexOf(kind as (typeof NUMBER_LOSSES)[number]);

/** Additions to histograms that one thread makes in some 10 ms. */
const PIECE_WORK = 8e6;
/** Additions that it costs to take a slot from the parent and look at it in both children. */
const SCAN_WORK = 6;
/** Bytes of the counts of a sort. */
const COUNTS = 4 * 6 * 2048;
/** Below so many additions it is not worth it to wake another thread. */
const LEAST_SHARED = 20_000;

/** The kernel in WebAssembly, in a memory of its own; a crew shares out the features of a leaf, and the rows whose losses are asked for. */
export class WasmTreeKernel implements TreeKernel {
  readonly #run: TreeExports;
  readonly #crew: Crew;
  readonly #data: TreeRoom;
  readonly #room: WasmRoom;
  readonly #at: TreePlaces;
  readonly piece: number;
  #output = 0;
  #shift = 0;
  #features: readonly FeatureShape[] = [];
  #offsets: readonly number[] = [];
  #slots = 0;
  #rows = 0;
  readonly #idle: number[] = [];
  /** Calls of each thread that are not made yet: they go along with the next scan. */
  #queue: ThreadCall[][] = [];

  constructor(run: TreeExports, crew: Crew, data: TreeRoom) {
    this.#run = run;
    this.#crew = crew;
    this.#data = data;
    this.#room = new WasmRoom(run.memory, run.firstFree());
    this.#at = layOutMemory(this.#room, data, crew.size);
    this.piece = STRETCH * Math.max(1, Math.min(64, Math.floor((crew.size * PIECE_WORK) / (STRETCH * Math.max(1, data.features)))));
  }

  /** Views are made anew: the memory may have grown. */
  bins(): BinBytes {
    const { rows, features } = this.#data;
    const all = Array.from({ length: features }, (_, j) => j);
    const [starts, steps] = [all.map((j) => binsOf(0, this.#data, j)), all.map((j) => groupOf(this.#data, j))];
    return { bytes: this.#room.bytes(this.#at.bins, features * rows), starts, steps };
  }

  raw = (output: number) => this.#room.numbers(this.#at.raw + 8 * this.#data.rows * output, this.#data.rows);
  order = () => this.#room.places(this.#at.order, this.#rows);
  derivatives = (output: number) => this.#room.wholes(this.#derivatives(output), 2 * this.#data.rows);

  #derivatives = (output: number) => this.#at.derivatives + 8 * this.#data.rows * output;

  /** Sorts where derivatives will stand, or where they have no room for it, histograms: binning is over before there are any. */
  sorted(values: Float64Array): Float64Array {
    const room = this.#room;
    const bytes = 8 * values.length;
    const giveBack = room.mark();
    const own = 2 * bytes + COUNTS <= 8 * this.#data.rows * this.#data.outputs ? this.#at.derivatives : room.reserve(2 * bytes + COUNTS);
    room.numbers(own, values.length).set(values);
    const at = this.#run.sort(own, values.length, own + bytes, own + 2 * bytes) >>> 0;
    giveBack();
    return room.numbers(at, this.#run.sortedCount.value);
  }

  placeNumbers(feature: number, values: Float64Array, borders: Float64Array, from: number, to: number): void {
    const { scratch, cells, borders: padded } = this.#at;
    const [into, step] = [binsOf(this.#at.bins, this.#data, feature), groupOf(this.#data, feature)];
    this.#room.numbers(padded, 255).fill(Infinity).set(borders);
    this.#run.setBorders(padded, borders.length, cells);
    for (let at = from; at < to; at += STRETCH) {
      const part = values.subarray(at, Math.min(at + STRETCH, to));
      this.#room.numbers(scratch, part.length).set(part);
      this.#run.placeNumbers(scratch, part.length, padded, cells, borders.length + 1, into + step * at, step);
    }
  }

  layOut(features: readonly FeatureShape[]): void {
    this.#features = features;
    let at = 0;
    this.#offsets = features.map(({ bins }) => (at += bins + 1) - bins - 1);
    this.#slots = at;
    const table = this.#room.wholes(this.#at.table, ENTRY * features.length);
    features.forEach(({ bins, hasMissing, isCategory, trend }, j) =>
      table.set([this.#offsets[j]!, bins, hasMissing ? 1 : 0, isCategory ? 1 : 0, trend], ENTRY * j)
    );
  }

  largest({ kind, parameter }: Loss, from: number, to: number): LargestDerivatives {
    this.#run.numberLoss(placeOf(kind), parameter, ...this.#rowsAt('train', from, to), 0, 0, 0);
    return { gradient: this.#run.mostGradient.value, hessian: this.#run.mostHessian.value };
  }

  loss(loss: Loss, part: Part, from: number, to: number, scale: FixedPoint): number {
    this.#shift = scale.shift;
    const { size } = this.#crew;
    let sum = 0;
    for (let at = from; at < to; at += size * MOST_CALLS * STRETCH) {
      const end = Math.min(to, at + size * MOST_CALLS * STRETCH);
      const stretches = Array.from({ length: Math.ceil((end - at) / STRETCH) }, (_, i) => at + i * STRETCH);
      const each = Math.ceil(stretches.length / size);
      const threads = Array.from({ length: Math.ceil(stretches.length / each) }, (_, t) => stretches.slice(t * each, (t + 1) * each));
      const calls = threads.map((own, t) =>
        own.map((start) => this.#lossCall(loss, part, start, Math.min(start + STRETCH, end), scale, t))
      );
      for (const given of this.#crew.run(calls)) for (const lost of given) sum += lost;
    }
    return sum;
  }

  #lossCall(loss: Loss, part: Part, from: number, to: number, { gradientScale, hessianScale }: FixedPoint, thread: number): ThreadCall {
    const derivatives = part === 'train' ? this.#at.derivatives + 8 * this.#shiftOf(part, from) : 0;
    const given = [...this.#rowsAt(part, from, to), derivatives, gradientScale, hessianScale];
    const { kind, parameter } = loss;
    if (kind === 'softmax') return ['softmaxLoss', ...given, this.#data.outputs, this.#data.rows, this.#at.threads[thread]!.shares];
    return kind === 'binary' ? ['binaryLoss', ...given] : ['numberLoss', placeOf(kind), parameter, ...given];
  }

  /** Of all rows one list does for every stretch: instead of places in it, what it names goes on. */
  #shiftOf = (part: Part, from: number) => (part === 'train' && this.#at.isAll ? from : 0);

  /** Where rows are listed, how many, and where their answers, scores and weights are. */
  #rowsAt(part: Part, from: number, to: number): [number, number, number, number, number] {
    const { y, yBytes, raw, weights } = this.#at;
    const shift = this.#shiftOf(part, from);
    return [this.#at[part] + 4 * (from - shift), to - from, y + yBytes * shift, raw + 8 * shift, weights && weights + 8 * shift];
  }

  keep(gradient: Float64Array, hessian: Float64Array, scale: FixedPoint): void {
    this.#shift = scale.shift;
    writeScaled(gradient, hessian, scale, this.derivatives(0));
  }

  begin(output: number, rows: Uint32Array | null = null, counted: Uint8Array | null = null): { gradient: number; hessian: number } {
    this.#output = output;
    this.#rows = (rows ?? this.#data.train).length;
    this.#mask(this.#at.counted, counted);
    if (!rows && this.#at.isAll) this.#run.countUp(this.#at.order, this.#rows);
    else this.order().set(rows ?? this.#room.places(this.#at.train, this.#rows));
    this.#run.sumDerivatives(this.#derivatives(output), this.#at.order, this.#rows);
    return { gradient: this.#run.gradientSum.value, hessian: this.#run.hessianSum.value };
  }

  #mask(at: number, mask: Uint8Array | null): void {
    const into = this.#room.bytes(at, this.#data.features);
    if (mask) into.set(mask);
    else into.fill(1);
  }

  take(): number {
    const bytes = this.#slots * SLOT;
    const idle = this.#idle.pop() ?? this.#room.reserve(bytes);
    this.#room.bytes(idle, bytes).fill(0);
    return idle;
  }

  give(histogram: number): void {
    this.#flush();
    this.#idle.push(histogram);
  }

  /** The features that each thread is to go over: all of them for one where the work is small. */
  #shares(work: number): (readonly [number, number])[] {
    const { features } = this.#data;
    const threads = work < LEAST_SHARED ? 1 : Math.min(this.#crew.size, Math.max(1, features >> 1));
    const each = 2 * Math.ceil(features / 2 / threads);
    return Array.from({ length: Math.ceil(features / each) }, (_, t) => [t * each, Math.min(features, (t + 1) * each)] as const);
  }

  count(histogram: number, from: number, to: number): void {
    const { order, bins, table, counted, threads } = this.#at;
    const derivatives = this.#derivatives(this.#output);
    const work = (to - from) * this.#data.features;
    this.#enqueue(
      this.#shares(work + SCAN_WORK * this.#slots).map(([first, last], t) => {
        const { pairs, gathered } = threads[t]!;
        const own = [first, last, this.#data.features, bins, this.#data.rows, derivatives, order + 4 * from, to - from, this.#shift];
        return ['countFeatures', table, counted, ...own, pairs, gathered, histogram];
      })
    );
    if (work > PIECE_WORK / 8) this.#flush();
  }

  subtract(parent: number, child: number): void {
    this.#enqueue(
      this.#sharesOfQueue().map(([first, last]) => {
        const at = this.#offsets[first]!;
        const slots = (this.#offsets[last] ?? this.#slots) - at;
        return ['subtract', parent + at * SLOT, child + at * SLOT, slots];
      })
    );
  }

  /** What is asked of a histogram that is being counted has to be asked of the same threads. */
  #sharesOfQueue(): (readonly [number, number])[] {
    if (this.#queue.length === 0) return this.#shares(SCAN_WORK * this.#slots);
    return this.#shares(this.#queue.length > 1 ? Infinity : 0);
  }

  #enqueue(calls: readonly ThreadCall[]): void {
    const isOther = this.#queue.length !== calls.length;
    if (isOther || this.#queue.some((own) => own.length >= MOST_CALLS)) this.#flush();
    calls.forEach((call, t) => (this.#queue[t] ??= []).push(call));
  }

  #flush(): void {
    if (this.#queue.length > 0) this.#crew.run(this.#queue);
    this.#queue = [];
  }

  scanNumbers(leaves: readonly AskedLeaf[]): void {
    const shares = this.#sharesOfQueue();
    leaves.forEach(({ histogram, scan }, i) => {
      this.#mask(this.#at.allowed[i]!, scan.allowed);
      this.#enqueue(shares.map(([first, last], t) => this.#scanCall(histogram, scan, i, first, last, t)));
    });
    this.#flush();
    leaves.forEach(({ best }, i) => shares.forEach((_, t) => this.#keepBetter(this.#at.threads[t]!.found[i]!, best)));
  }

  #scanCall(histogram: number, scan: Scan, leaf: number, first: number, last: number, thread: number): ThreadCall {
    const { totals, limits, gradientUnit, hessianUnit, bounds } = scan;
    const { minSamplesLeaf, l1, l2 } = limits;
    return [
      'scanFeatures',
      ...[this.#at.table, this.#at.allowed[leaf]!, first, last, histogram, this.#at.threads[thread]!.found[leaf]!],
      ...[totals.gradient, totals.hessian, totals.rows, minSamplesLeaf, l1, l2, bounds.lower, bounds.upper],
      ...[this.#shift, gradientUnit, hessianUnit]
    ];
  }

  /** Threads are asked in the order of their features, so that of two that are alike the first is kept. */
  #keepBetter(at: number, best: BestSplit): void {
    const [gain, feature, bin, missingLeft, gradientLeft, hessianLeft, rowsLeft] = this.#room.numbers(at, FOUND);
    if (!(gain! > best.gain)) return;
    Object.assign(best, { gain, feature, bin, leftBins: null, missingLeft: missingLeft === 1, gradientLeft, hessianLeft, rowsLeft });
  }

  levels(histogram: number, feature: number): Float64Array {
    this.#flush();
    const slots = this.#features[feature]!.bins + 1;
    this.#run.unpack(histogram + this.#offsets[feature]! * SLOT, slots, this.#shift, this.#at.scratch);
    return this.#room.numbers(this.#at.scratch, 3 * slots);
  }

  partition(feature: number, goesLeft: Uint8Array, from: number, middle: number, to: number): void {
    this.#flush();
    this.#room.bytes(this.#at.goesLeft, 256).set(goesLeft);
    const { order, spare } = this.#at;
    const [bins, step] = [binsOf(this.#at.bins, this.#data, feature), groupOf(this.#data, feature)];
    this.#run.partition(bins, step, this.#at.goesLeft, order + 4 * from, to - from, middle - from, spare);
  }

  addValue(output: number, from: number, to: number, value: number): void {
    this.#run.addValue(this.#at.raw + 8 * this.#data.rows * output, this.#at.order + 4 * from, to - from, value);
  }

  close(): void {
    this.#crew.leave();
  }
}
