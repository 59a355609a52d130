import { averagedTrees } from './averaged-trees.ts';

export const treeScorer = averagedTrees('tree');
