import { keepChosen } from './chosen.ts';

/** Leaves out the columns that a model made little of. */
export const selectByModel = keepChosen('select-by-model');
