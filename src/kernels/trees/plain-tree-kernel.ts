import { writeScaled, type FixedPoint } from './fixed-point.ts';
import { plainLargest, plainLoss } from './plain-losses.ts';
import { offer, type BestSplit, type Scan } from './split.ts';
import {
  STRETCH,
  type AskedLeaf,
  type FeatureShape,
  type LargestDerivatives,
  type Loss,
  type Part,
  type TreeKernel,
  type TreeRoom
} from './tree-kernel.ts';
import { binColumn, binNumbers, columnsOfBins, type BinBytes } from './binning.ts';

/** Numbers a slot has: gradients, hessians, rows. */
const SLOT = 3;

/** The twin of the kernel in WebAssembly, in plain loops. */
export class PlainTreeKernel implements TreeKernel {
  readonly #room: TreeRoom;
  readonly #bins: BinBytes;
  readonly #raw: readonly Float64Array[];
  /** Gradient and hessian of each row side by side, one array an output. */
  readonly #derivatives: readonly Int32Array[];
  #order: Uint32Array;
  readonly #spare: Uint32Array;
  #output = 0;
  #features: readonly FeatureShape[] = [];
  #offsets: readonly number[] = [];
  #length = 0;
  #counted: Uint8Array | null = null;
  readonly #histograms: Float64Array[] = [];
  readonly #idle: number[] = [];

  constructor(room: TreeRoom) {
    this.#room = room;
    this.#bins = columnsOfBins(room.rows, room.features);
    this.#raw = Array.from({ length: room.outputs }, () => new Float64Array(room.rows));
    this.#derivatives = Array.from({ length: room.outputs }, () => new Int32Array(2 * room.rows));
    this.#order = room.train.slice();
    this.#spare = new Uint32Array(room.train.length);
  }

  bins = () => this.#bins;
  raw = (output: number) => this.#raw[output]!;
  order = () => this.#order;

  sorted = (values: Float64Array) => values.filter((value) => !Number.isNaN(value)).sort();

  placeNumbers(feature: number, values: Float64Array, borders: Float64Array, from: number, to: number): void {
    binNumbers(values, borders, this.#bins, feature, from, to);
  }

  layOut(features: readonly FeatureShape[]): void {
    this.#features = features;
    let at = 0;
    this.#offsets = features.map(({ bins }) => (at += bins + 1) - bins - 1);
    this.#length = at * SLOT;
  }

  largest(loss: Loss, from: number, to: number): LargestDerivatives {
    const { train, y, weights } = this.#room;
    return plainLargest(loss, train.subarray(from, to), { y, weights, raw: this.#raw });
  }

  loss(loss: Loss, part: Part, from: number, to: number, scale: FixedPoint): number {
    const { y, weights } = this.#room;
    const derivatives = part === 'train' ? this.#derivatives : null;
    return plainLoss(loss, this.#room[part].subarray(from, to), { y, weights, raw: this.#raw }, derivatives, scale);
  }

  derivatives = (output: number) => this.#derivatives[output]!;

  keep(gradient: Float64Array, hessian: Float64Array, scale: FixedPoint): void {
    writeScaled(gradient, hessian, scale, this.derivatives(0));
  }

  begin(output: number, rows: Uint32Array | null = null, counted: Uint8Array | null = null): { gradient: number; hessian: number } {
    this.#output = output;
    this.#order = (rows ?? this.#room.train).slice();
    this.#counted = counted;
    const derivatives = this.#derivatives[output]!;
    let [gradient, hessian] = [0, 0];
    for (const row of this.#order) {
      gradient += derivatives[2 * row]!;
      hessian += derivatives[2 * row + 1]!;
    }
    return { gradient, hessian };
  }

  take(): number {
    const idle = this.#idle.pop();
    if (idle === undefined) return this.#histograms.push(new Float64Array(this.#length)) - 1;
    this.#histograms[idle]!.fill(0);
    return idle;
  }

  give(histogram: number): void {
    this.#idle.push(histogram);
  }

  piece = STRETCH;

  count(histogram: number, from: number, to: number): void {
    const derivatives = this.#derivatives[this.#output]!;
    const into = this.#histograms[histogram]!;
    for (let j = 0; j < this.#room.features; j++) {
      if (this.#counted?.[j] === 0) continue;
      const bins = binColumn(this.#bins, j, this.#room.rows);
      const offset = this.#offsets[j]!;
      for (let i = from; i < to; i++) {
        const row = this.#order[i]!;
        const slot = (offset + bins[row]!) * SLOT;
        into[slot]! += derivatives[2 * row]!;
        into[slot + 1]! += derivatives[2 * row + 1]!;
        into[slot + 2]! += 1;
      }
    }
  }

  subtract(parent: number, child: number): void {
    const taken = this.#histograms[child]!;
    const whole = this.#histograms[parent]!;
    for (let i = 0; i < whole.length; i++) whole[i]! -= taken[i]!;
  }

  scanNumbers(leaves: readonly AskedLeaf[]): void {
    for (const { histogram, scan, best } of leaves)
      this.#features.forEach((shape, j) => {
        if (!shape.isCategory && scan.allowed?.[j] !== 0) scanNumberFeature(this.levels(histogram, j), shape, j, scan, best);
      });
  }

  levels(histogram: number, feature: number): Float64Array {
    const from = this.#offsets[feature]! * SLOT;
    return this.#histograms[histogram]!.subarray(from, from + (this.#features[feature]!.bins + 1) * SLOT);
  }

  partition(feature: number, goesLeft: Uint8Array, from: number, middle: number, to: number): void {
    const bins = binColumn(this.#bins, feature, this.#room.rows);
    let [left, right] = [from, 0];
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      if (goesLeft[bins[row]!] === 1) this.#order[left++] = row;
      else this.#spare[right++] = row;
    }
    this.#order.set(this.#spare.subarray(0, right), middle);
  }

  addValue(output: number, from: number, to: number, value: number): void {
    const raw = this.#raw[output]!;
    for (let i = from; i < to; i++) raw[this.#order[i]!]! += value;
  }

  close = () => undefined;
}

/**
 * Best border of a number feature, with its missing values tried on either side.
 * Source: Chen & Guestrin (2016), "XGBoost", algorithms 1 and 3; the order of the scan and the limits are scikit-learn's.
 */
function scanNumberFeature(
  levels: Float64Array,
  { bins, hasMissing, trend }: FeatureShape,
  feature: number,
  scan: Scan,
  best: BestSplit
): void {
  const { totals, limits } = scan;
  const from = (start: readonly [number, number, number], last: number, side: 'left' | 'right' | 'crowd') => {
    let [gradient, hessian, rows] = start;
    for (let bin = 0; bin < last; bin++) {
      gradient += levels[bin * SLOT]!;
      hessian += levels[bin * SLOT + 1]!;
      rows += levels[bin * SLOT + 2]!;
      if (totals.rows - rows < limits.minSamplesLeaf) break;
      if (!offer(gradient, hessian, rows, scan, best, trend)) continue;
      const missingLeft = side === 'crowd' ? rows > totals.rows - rows : side === 'left';
      Object.assign(best, { feature, bin, leftBins: null, missingLeft });
    }
  };
  from([0, 0, 0], hasMissing ? bins : bins - 1, hasMissing ? 'right' : 'crowd');
  const missing = bins * SLOT;
  if (hasMissing) from([levels[missing]!, levels[missing + 1]!, levels[missing + 2]!], bins - 1, 'left');
}
