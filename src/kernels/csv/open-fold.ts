import { BLANKS, BlankFold, WIDE_BLANKS } from './blank-fold.ts';
import { DelimiterFold, type Fold, type FoldMarks } from './delimiter-fold.ts';

/** What folds a delimiter: blanks in any number, or in two and more, or the bytes as they stand. */
export function openFold(marks: FoldMarks): Fold {
  const least = leastBlanks(marks);
  return least === null ? new DelimiterFold(marks) : new BlankFold(marks, least);
}

/** How many blanks part two fields at least; null where something else parts them. */
export function leastBlanks({ delimiter }: FoldMarks): 1 | 2 | null {
  const text = new TextDecoder().decode(delimiter);
  return text === BLANKS ? 1 : text === WIDE_BLANKS ? 2 : null;
}
