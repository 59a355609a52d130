/** Trees end to end. Node numbers are places in these arrays; children stand behind their parents. */
export interface TreeNodes {
  /** Where the root of each tree stands. */
  readonly treeStarts: Int32Array;
  /** Place among the features; -1 = leaf. */
  readonly feature: Int32Array;
  /** Numbers: values up to this go left. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** What a leaf says. */
  readonly value: Float64Array;
  /** Categories: where in `categoryBits` the eight words begin that say which bins go left; -1 for numbers. */
  readonly categoryStart: Int32Array;
  readonly categoryBits: Uint32Array;
}

/** Trees whose leaves are added up. Those of one round stand together, one for each output. */
export interface SummedTrees extends TreeNodes {
  readonly outputs: number;
  /** Of a category, the bin of each of its levels; null for a number. */
  readonly features: readonly { readonly binOfLevel: Uint8Array | null }[];
}

export interface TreeSum {
  /** Rows that are best given at a time. */
  readonly batch: number;
  /**
   * Adds what the leaves of all trees say to the raw scores of rows, each row's in the order of the trees.
   * @param values column-major [features, rows]: numbers, or bins of categories; NaN = missing
   * @param raw row-major [rows, outputs]
   */
  add(values: Float64Array, rows: number, raw: Float64Array): void;
}

/** Makes what is needed to add trees up, or null where it can't do these. All such give the same bits. */
export type OpenTrees = (trees: SummedTrees) => TreeSum | null;
