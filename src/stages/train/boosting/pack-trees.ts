import type { TreeNodes } from '../../../core/summed-trees.ts';
import type { BinnedFeature } from './bin-table.ts';
import type { GrownTree } from './grow-tree.ts';

/** All trees end to end. Trees of one round stand together, one for each output. */
export interface PackedTrees extends TreeNodes {
  /** Training rows that reached the node. */
  readonly cover: Float64Array;
}

export function packTrees(trees: readonly GrownTree[], features: readonly BinnedFeature[]): PackedTrees {
  const size = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const packed = emptyTrees(trees.length, size);
  const words: Uint32Array[] = [];
  let start = 0;
  trees.forEach((tree, t) => {
    packed.treeStarts[t] = start;
    for (let node = 0; node < tree.feature.length; node++) copyNode(packed, words, { tree, node, start, features });
    start += tree.feature.length;
  });
  const categoryBits = new Uint32Array(words.length * 8);
  words.forEach((word, i) => categoryBits.set(word, i * 8));
  return { ...packed, categoryBits };
}

function emptyTrees(trees: number, size: number): Omit<PackedTrees, 'categoryBits'> {
  return {
    treeStarts: new Int32Array(trees),
    feature: new Int32Array(size),
    threshold: new Float64Array(size),
    left: new Int32Array(size).fill(-1),
    right: new Int32Array(size).fill(-1),
    missingLeft: new Uint8Array(size),
    value: new Float64Array(size),
    categoryStart: new Int32Array(size).fill(-1),
    cover: new Float64Array(size)
  };
}

interface NodeSource {
  readonly tree: GrownTree;
  readonly node: number;
  readonly start: number;
  readonly features: readonly BinnedFeature[];
}

function copyNode(packed: Omit<PackedTrees, 'categoryBits'>, words: Uint32Array[], { tree, node, start, features }: NodeSource): void {
  const to = start + node;
  const split = tree.splits[node];
  packed.feature[to] = tree.feature[node]!;
  packed.cover[to] = tree.cover[node]!;
  packed.value[to] = split ? 0 : tree.value[node]!;
  if (!split) return;
  packed.left[to] = start + tree.left[node]!;
  packed.right[to] = start + tree.right[node]!;
  packed.missingLeft[to] = split.missingLeft ? 1 : 0;
  if (split.leftBins) packed.categoryStart[to] = 8 * (words.push(split.leftBins) - 1);
  else packed.threshold[to] = features[split.feature]!.borders![split.bin] ?? Infinity;
}
