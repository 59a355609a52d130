import type { LaidTree } from './lay-out-tree.ts';

/** Rows held where trees can be taken over them fast. */
export interface PathKernel {
  /**
   * Adds what each player adds to the answer of a tree to the values of rows `from` to `to - 1`. Time: nodes times points, a row.
   * Source: Yu, Xu & Jin (2022), "Linear TreeShap", whose polynomials are kept here by their values at the places of a Gauss-Legendre quadrature, which are
   * positive and at most 1, so that nothing is ever taken from anything nearly as large.
   */
  addTree(tree: LaidTree, from: number, to: number): void;
  /** What was added up so far, [rows, players]. */
  values(): Float64Array;
}

export interface PathRows {
  /** Row-major [rows, cols]; of a category the bin; missing is NaN. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly players: number;
  readonly categoryBits: Uint32Array;
}
