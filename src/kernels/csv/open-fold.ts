import { BLANKS, BlankFold } from './blank-fold.ts';
import { DelimiterFold, type Fold, type FoldMarks } from './delimiter-fold.ts';

const blanks = new TextEncoder().encode(BLANKS);

/** What folds a delimiter: blanks in any number, or the bytes as they stand. */
export const openFold = (marks: FoldMarks): Fold => (isBlanks(marks) ? new BlankFold(marks) : new DelimiterFold(marks));

/** Whether fields are parted by blanks in any number. */
export const isBlanks = ({ delimiter }: FoldMarks): boolean =>
  delimiter.length === blanks.length && delimiter.every((byte, i) => byte === blanks[i]);
