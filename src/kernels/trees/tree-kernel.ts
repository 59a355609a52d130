import type { BinBytes } from './binning.ts';
import type { BestSplit, Scan, Trend } from './split.ts';
import type { FixedPoint } from './fixed-point.ts';

/** How large a table trees are grown over. */
export interface TreeRoom {
  readonly rows: number;
  readonly features: number;
  /** Raw scores a row has: one tree a round grows for each. */
  readonly outputs: number;
  readonly train: Uint32Array;
  /** Rows that are watched and not learned from. */
  readonly held: Uint32Array;
  /** Whole numbers: the class of each row, of two or, where there are several outputs, of as many. Else the value to be learned. */
  readonly y: Float64Array | Int32Array;
  /** Null: all rows count 1. */
  readonly weights: Float64Array | null;
}

/** How a feature lies in a histogram: `bins` slots and one behind them for missing values. */
export interface FeatureShape {
  readonly bins: number;
  readonly hasMissing: boolean;
  readonly isCategory: boolean;
  readonly trend: Trend;
}

/** Losses of one number whose derivatives hang on nothing but the row's answer and score; see assembly/number-losses.ts for what each is. */
export const NUMBER_LOSSES = ['squared', 'absolute', 'quantile', 'huber', 'poisson', 'gamma', 'tweedie'] as const;

export type LossKind = 'binary' | 'softmax' | (typeof NUMBER_LOSSES)[number];

export interface Loss {
  readonly kind: LossKind;
  /** The quantile, the width within which Huber's loss is a square, or the power of Tweedie's variance; else of no account. */
  readonly parameter: number;
}

/** The largest derivatives of a row, weight included. */
export interface LargestDerivatives {
  readonly gradient: number;
  readonly hessian: number;
}

export type Part = 'train' | 'held';

/** Losses are added up over so many rows at a time, and these sums in their order: so they are the same with one thread and with several. */
export const STRETCH = 16_384;

/** A leaf to be looked at. */
export interface AskedLeaf {
  readonly histogram: number;
  readonly scan: Scan;
  readonly best: BestSplit;
}

/**
 * The hot loops of growing trees over bins, and the memory they work in. There are two: in WebAssembly, and the plain twin, which gives the same
 * bits and works where the engine has no WebAssembly with SIMD.
 *
 * Rows of a leaf are a range of places in an order that the kernel keeps; histograms are known by a number from `take` until `give`. Views of the
 * memory are good until the next `take`.
 */
export interface TreeKernel {
  /** Bins of all rows, to be filled before `layOut`. */
  bins(): BinBytes;
  /** The numbers among the values, at most as many as there are rows, ascending. */
  sorted(values: Float64Array): Float64Array;
  /** Fills the bins of a number feature from its values; see `bordersOf`. */
  placeNumbers(feature: number, values: Float64Array, borders: Float64Array, from: number, to: number): void;
  layOut(features: readonly FeatureShape[]): void;
  /** Raw scores of all rows, one array an output. */
  raw(output: number): Float64Array;

  /** Among the training rows from place `from` to `to`, at most STRETCH of them. */
  largest(loss: Loss, from: number, to: number): LargestDerivatives;
  /** Weighted sum of the losses of these rows of a part, at most a piece, `from` a multiple of STRETCH; those of the training part leave their derivatives, scaled, for the next trees. */
  loss(loss: Loss, part: Part, from: number, to: number, scale: FixedPoint): number;

  /** Takes derivatives of the one output that were found elsewhere, at the places of the rows in the data, for the next trees. */
  keep(gradient: Float64Array, hessian: Float64Array, scale: FixedPoint): void;
  /** Gradient and hessian of each row of the data side by side, as they stand now; to be read, and to be made larger where rows stand for others. */
  derivatives(output: number): Int32Array;
  /**
   * Puts the training rows, or these of them, into the order as they came and turns to the derivatives of an output.
   * @param counted for each feature 1 when histograms are to hold it; null = all
   * @returns the sums of the derivatives as whole numbers
   */
  begin(output: number, rows?: Uint32Array | null, counted?: Uint8Array | null): { gradient: number; hessian: number };
  order(): Uint32Array;
  /** An empty histogram. */
  take(): number;
  give(histogram: number): void;
  /** How many rows can be counted, or their losses taken, in some 10 ms. */
  readonly piece: number;
  /** Adds the rows at places `from` to `to`, at most a piece of them. */
  count(histogram: number, from: number, to: number): void;
  /** Takes the child's histogram from the parent's, which becomes the sibling's. */
  subtract(parent: number, child: number): void;
  /** Of each leaf the best border over all number features that may be asked. */
  scanNumbers(leaves: readonly AskedLeaf[]): void;
  /** Gradient, hessian and rows of each bin of a feature as whole numbers. */
  levels(histogram: number, feature: number): Float64Array;
  /** Brings the rows that go left, which end at place `middle`, to the front, each side in the order it was in. */
  partition(feature: number, goesLeft: Uint8Array, from: number, middle: number, to: number): void;
  /** Adds a leaf's value to the raw scores of its rows. */
  addValue(output: number, from: number, to: number, value: number): void;
  /** Lets other threads go. */
  close(): void;
}
