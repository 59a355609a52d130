import type { WholeNumbers } from './whole-numbers.ts';

/** What trees are grown over, besides the bins. */
export interface ForestRoom {
  readonly rows: number;
  /** Codes of the classes, or the numbers: a node in which all are the same is not divided. */
  readonly y: Float64Array | Int32Array;
  /** The same as it is added up. */
  readonly whole: WholeNumbers;
}

/** What one kind of tree keeps to. */
export interface GrowthLimits {
  readonly criterion: 'squared_error' | 'gini' | 'entropy';
  /** One random cut of each feature in place of the best one. */
  readonly isRandom: boolean;
  /** Features that a node looks at, 1 to all. */
  readonly maxFeatures: number;
  /** 0 = no limit. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Rows drawn for each tree, with replacement, no more than `whole` was made for; 0 = every row once. */
  readonly draws: number;
}

/**
 * One feature in bins of a byte; the bin behind the last of `bins` holds the missing values. A number has a second byte that says where in its bin it lies;
 * both together are its key, bin << 8 | place.
 */
export interface ForestFeature {
  readonly bins: number;
  readonly isCategory: boolean;
  /** Between the bins of a number, ascending; null for a category. */
  readonly borders: Float64Array | null;
}

/** No key: beyond the cut there are missing values only. */
export const NO_KEY = 0xffff;

/** Nodes of fewer rows look at the keys of their numbers, larger ones at the bins alone. */
export const FEW = 256;

/**
 * A tree as it grew, its nodes in the order of a walk that goes left first: a left child is the node behind its parent. Views of the kernel's memory,
 * good until the next tree begins.
 */
export interface GrownNodes {
  readonly size: number;
  /** -1 = leaf. */
  readonly feature: Int32Array;
  readonly right: Int32Array;
  /** Numbers: keys up to the first go left, the second is the next one or NO_KEY. */
  readonly low: Uint16Array;
  readonly high: Uint16Array;
  readonly missingLeft: Uint8Array;
  /** Categories: which eight words of `masks` say what bins go left, a bit each. */
  readonly mask: Int32Array;
  readonly masks: Uint32Array;
  /** Rows of a node: these places of `order`. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** The rows the tree learned from, each once. */
  readonly order: Uint32Array;
  /** How often each row of the table was drawn. */
  readonly counts: Uint32Array;
}

/**
 * Growing whole trees over bins, and the memory they grow in. There are two: in WebAssembly, and the plain twin, which gives the same bits and works where
 * the engine has no WebAssembly with SIMD. A tree depends on its seed alone, not on those before it.
 */
export interface ForestKernel {
  /** Takes over the bin of each row, and for a number its place within the bin: for every feature once, before the first tree. */
  fill(feature: number, bins: Uint8Array, finer: Uint8Array | null): void;
  /** [rows, features], a row beside the other: bin << 8 | place. */
  keys(): Uint16Array;
  begin(seed: number): void;
  /** Goes on for about so many visits of a row. @returns whether there is more to do */
  grow(visits: number): boolean;
  tree(): GrownNodes;
}
