import { keepChosen } from './chosen.ts';

/** Leaves out the columns that did no better than shuffled ones. */
export const boruta = keepChosen('boruta');
