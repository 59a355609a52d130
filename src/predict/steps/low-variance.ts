import { keepChosen } from './chosen.ts';

/** Leaves out the columns that hardly varied in training. */
export const lowVariance = keepChosen('low-variance');
