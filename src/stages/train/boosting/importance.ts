import type { GrownTree } from './grow-tree.ts';

/** How much each feature was asked, by place among the features: gain saved by its splits, rows that passed them, and how many there are. */
export interface TreeImportance {
  readonly [key: string]: Float64Array;
  readonly gain: Float64Array;
  readonly cover: Float64Array;
  readonly count: Float64Array;
}

/** Source: Breiman et al. (1984), "Classification and regression trees", 5.3.4; summed over the trees. */
export function importanceOf(trees: readonly GrownTree[], features: number): TreeImportance {
  const zeros = () => new Float64Array(features);
  const importance = { gain: zeros(), cover: zeros(), count: zeros() };
  for (const { feature, splits, cover } of trees)
    feature.forEach((j, node) => {
      if (j < 0) return;
      importance.gain[j]! += splits[node]!.gain;
      importance.cover[j]! += cover[node]!;
      importance.count[j]! += 1;
    });
  return importance;
}
