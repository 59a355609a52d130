import type { BinBytes } from '../../../kernels/trees/binning.ts';

/** A grown tree over bins. Node 0 is the root; children come after their parents. */
export interface BinnedTree {
  /** -1 = leaf. */
  readonly feature: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
  /** For inner nodes, which bins go left: one byte for each of 256. */
  readonly goesLeft: readonly (Uint8Array | null)[];
}

/** Adds the tree's value for each of the rows to their raw scores. */
export function addTree(
  tree: BinnedTree,
  { bytes, starts, steps }: BinBytes,
  rows: Uint32Array,
  from: number,
  to: number,
  raw: Float64Array
): void {
  const { feature, left, right, value, goesLeft } = tree;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    let node = 0;
    for (let j = feature[node]!; j >= 0; j = feature[node]!)
      node = goesLeft[node]![bytes[starts[j]! + steps[j]! * row]!] === 1 ? left[node]! : right[node]!;
    raw[row]! += value[node]!;
  }
}
