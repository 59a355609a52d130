import { defineScorer } from '../model-scorer.ts';
import { nearestCentre } from './nearest-centre.ts';

/** A row belongs wholly to the nearest centre. */
export const miniBatchKMeansScorer = defineScorer({ id: 'mini-batch-k-means', ...nearestCentre('mini-batch-k-means') });
