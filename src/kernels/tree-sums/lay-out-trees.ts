import type { SummedTrees } from '../../core/summed-trees.ts';

/** Codes and leaves are bytes, and one code stands for missing. */
const MOST_CUTS = 254;
const MOST_LEAVES = 256;
const MISSING = 255;

export interface LaidFeature {
  /** Cut points that the trees ask about, ascending; null for a category. */
  readonly cuts: Float64Array | null;
}

/** A node that asks something; `left` and `right`: a leaf of its tree as -1 - its place among the leaves, else a place among the nodes of the tree. */
export interface LaidNode {
  readonly feature: number;
  /** Numbers: those with at most this many cut points below them go left. */
  readonly code: number;
  readonly missingLeft: boolean;
  /** Categories: a bit a bin, bin 255 being missing. */
  readonly bits: Uint8Array | null;
  readonly left: number;
  readonly right: number;
}

/** Children stand before their parents, so that the last node is the root; a tree without nodes is its only leaf. */
export interface LaidTree {
  readonly nodes: readonly LaidNode[];
  readonly leaves: Float64Array;
}

export interface LaidTrees {
  readonly features: readonly LaidFeature[];
  readonly trees: readonly LaidTree[];
}

/**
 * Trees as the kernel goes over them.
 * @returns null where they have more leaves, or ask about more cut points of a feature, than fit a byte, or where a level has the bin of what is missing
 */
export function layOutTrees(trees: SummedTrees): LaidTrees | null {
  const features = cutPoints(trees);
  if (!features) return null;
  const places = features.map(({ cuts }) => cuts && new Map(Array.from(cuts, (cut, k) => [cut, k])));
  const codeOf = (node: number) => places[trees.feature[node]!]?.get(trees.threshold[node]!) ?? 0;
  const laid: LaidTree[] = [];
  for (const root of trees.treeStarts) {
    const tree = layOutTree(trees, root, codeOf);
    if (!tree) return null;
    laid.push(tree);
  }
  return { features, trees: laid };
}

function cutPoints({ features, feature, threshold }: SummedTrees): LaidFeature[] | null {
  const found = features.map(() => new Set<number>());
  feature.forEach((j, node) => {
    if (j >= 0 && !features[j]!.binOfLevel) found[j]!.add(threshold[node]!);
  });
  const isTooLarge = features.some(
    ({ binOfLevel }, j) => binOfLevel?.includes(MISSING) || found[j]!.size > MOST_CUTS + Number(found[j]!.has(Infinity))
  );
  return isTooLarge ? null : features.map(({ binOfLevel }, j) => ({ cuts: binOfLevel ? null : Float64Array.from(found[j]!).sort() }));
}

/** @returns null where there are too many leaves */
function layOutTree(trees: SummedTrees, root: number, codeOf: (node: number) => number): LaidTree | null {
  const { feature, left, right, value } = trees;
  const nodes: LaidNode[] = [];
  const leaves: number[] = [];
  let isTooLarge = false;
  const settle = (node: number, depth: number): number => {
    isTooLarge ||= leaves.length === MOST_LEAVES || depth === MOST_LEAVES;
    if (isTooLarge) return 0;
    if (feature[node]! < 0) return -leaves.push(value[node]!);
    const [first, second] = [settle(left[node]!, depth + 1), settle(right[node]!, depth + 1)];
    const own = { feature: feature[node]!, missingLeft: trees.missingLeft[node] === 1, left: first, right: second };
    return nodes.push({ ...own, code: codeOf(node), bits: bitsOf(trees, node) }) - 1;
  };
  settle(root, 0);
  return isTooLarge ? null : { nodes, leaves: Float64Array.from(leaves) };
}

function bitsOf({ categoryStart, categoryBits, missingLeft }: SummedTrees, node: number): Uint8Array | null {
  const start = categoryStart[node]!;
  if (start < 0) return null;
  const bits = Uint8Array.from({ length: 32 }, (_, byte) => (categoryBits[start + (byte >> 2)]! >>> (8 * (byte & 3))) & 255);
  bits[31] = (bits[31]! & 127) | (missingLeft[node] === 1 ? 128 : 0);
  return bits;
}
