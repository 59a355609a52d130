/** Trees whose answers are added up, for one output; node numbers are places in these arrays. */
export interface ShapTrees {
  /** Where the root of each tree stands. */
  readonly roots: Int32Array;
  /** Place among the columns of the rows; -1 = leaf. */
  readonly feature: Int32Array;
  /** Numbers up to this go left. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly missingLeft: Uint8Array;
  /** Where in `categoryBits` the eight words begin that say which bins go left; -1 for numbers. */
  readonly categoryStart: Int32Array;
  readonly categoryBits: Uint32Array;
  /** What a leaf says. */
  readonly value: Float64Array;
  /** Rows that reached a node, in whatever weight; read for path-dependent values alone. */
  readonly cover: Float64Array;
  /** What every leaf is multiplied with: 1 for a sum, one over the number of trees for a mean. */
  readonly scale: number;
  /** Which player each feature belongs to: columns that are only ever known together. */
  readonly playerOf: Int32Array;
  readonly players: number;
}

/** What each player adds to the answer of each row. */
export interface ShapValues {
  /** [rows, players] */
  readonly values: Float64Array;
  /** The answer when nothing is known: with it, the values of a row add up to what the trees say of it. */
  readonly base: number;
}

/** Which way a value goes at a node: missing and unknown ones are NaN. */
export function goesLeft({ threshold, missingLeft, categoryStart, categoryBits }: ShapTrees, node: number, x: number): boolean {
  if (x !== x) return missingLeft[node] === 1;
  const words = categoryStart[node]!;
  return words < 0 ? x <= threshold[node]! : ((categoryBits[words + (x >>> 5)]! >>> (x & 31)) & 1) === 1;
}

/** What the trees say of a row of `x` that begins at `at`. */
export function answerOf(trees: ShapTrees, x: Float64Array, at: number): number {
  let sum = 0;
  for (const root of trees.roots) {
    let node = root;
    for (let j = trees.feature[node]!; j >= 0; j = trees.feature[node]!)
      node = goesLeft(trees, node, x[at + j]!) ? trees.left[node]! : trees.right[node]!;
    sum += trees.value[node]!;
  }
  return sum * trees.scale;
}

/** Rows that reach each node, for trees that did not keep it. @param x row-major [rows, cols] */
export function countCover(trees: Omit<ShapTrees, 'cover'>, x: Float64Array, cols: number): Float64Array {
  const cover = new Float64Array(trees.feature.length);
  const walked: ShapTrees = { ...trees, cover };
  for (let at = 0; at < x.length; at += cols) {
    for (const root of trees.roots) {
      let node = root;
      cover[node]!++;
      for (let j = trees.feature[node]!; j >= 0; j = trees.feature[node]!) {
        node = goesLeft(walked, node, x[at + j]!) ? trees.left[node]! : trees.right[node]!;
        cover[node]!++;
      }
    }
  }
  return cover;
}
