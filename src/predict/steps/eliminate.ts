import { keepChosen } from './chosen.ts';

/** Leaves out the columns that were the weakest of those left, round after round. */
export const eliminate = keepChosen('eliminate');
