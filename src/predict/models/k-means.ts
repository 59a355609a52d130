import { defineScorer } from '../model-scorer.ts';
import { nearestCentre } from './nearest-centre.ts';

/** A row belongs wholly to the nearest centre. */
export const kMeansScorer = defineScorer({ id: 'k-means', ...nearestCentre('k-means') });
