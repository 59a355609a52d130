import { averagedTrees } from './averaged-trees.ts';

export const forestScorer = averagedTrees('forest');
