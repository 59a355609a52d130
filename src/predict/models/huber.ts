import { sumScorer } from './linear.ts';

export const huberScorer = sumScorer('huber');
