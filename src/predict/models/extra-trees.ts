import { averagedTrees } from './averaged-trees.ts';

export const extraTreesScorer = averagedTrees('extra-trees');
