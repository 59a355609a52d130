import { sumScorer } from './linear.ts';

export const quantileScorer = sumScorer('quantile');
