import { keepChosen } from './chosen.ts';

/** Leaves out the columns that told least of the answer, each looked at alone. */
export const selectBest = keepChosen('select-best');
