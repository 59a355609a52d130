import { counted } from '../words.ts';
import { LatheError } from './lathe-error.ts';

export const synthesisTooFewRows = (have: number, need: number) =>
  new LatheError(
    'synthesis-too-few-rows',
    `Making rows up needs at least ${counted(need, 'row')} to learn from, but there are ${have}: of fewer, what is learned is what single rows say.`,
    'Add rows. The test part, and a part to judge the result by, are left out of what is learned from.',
    { have, need }
  );

export const synthesisNoColumns = (leftOut: readonly string[]) =>
  new LatheError(
    'synthesis-no-columns',
    'No column is left whose values can be made up.',
    'Numbers, dates and categories that repeat can be; texts, images and names that are all different cannot.',
    { leftOut }
  );

export const synthesisRowsOdd = (rows: number, most: number) =>
  new LatheError(
    'synthesis-rows-odd',
    `${rows} is no number of rows that can be made up.`,
    `Give a whole number from 1 to ${most.toLocaleString('en')}.`,
    { rows, most }
  );
