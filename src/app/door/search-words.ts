import type { SearchEnd } from '../../core/search-report.ts';
import type { CvSpec } from '../../core/split.ts';
import type { SearchStrategy } from '../../stages/tune/strategy-type.ts';

/** Rows a model must have to learn from before its score says which settings are better. */
const FEWEST_ROWS = 60;
/** The smallest share that is ever taken. */
const SMALLEST = 1 / 27;

/** The smallest share of the rows of a fold that still says something; 1 = all of them are needed. */
export function leastShareOf({ kind, folds = 5 }: CvSpec, rows: number): number {
  const learned = kind === 'time' ? rows / (folds + 1) : (rows * (folds - 1)) / folds;
  return Math.min(1, Math.max(SMALLEST, FEWEST_ROWS / learned));
}

const ALIKE =
  'The first trials gave the same scores to the last digit: the parameters that are searched have no say in these models, so the search was ended.';

/** What is to be told of how a search of a special task went: its trials learn from all there is. */
export const taskEndNotes = (end: SearchEnd, { label, onShares }: Pick<SearchStrategy, 'label' | 'onShares'>): string[] => [
  ...(end === 'alike' ? [ALIKE] : []),
  ...(onShares ? [`A part of a history or of a crowd is another question, so ${label} tried every setting on all.`] : [])
];

/** What is to be told of how a search went. */
export function endNotes(end: SearchEnd, { label, onShares }: Pick<SearchStrategy, 'label' | 'onShares'>, leastShare: number): string[] {
  return [
    ...(end === 'alike' ? [ALIKE] : []),
    ...(onShares && leastShare > 1 / 3
      ? [`There are too few rows to learn from some of them, so ${label} tried every setting on all.`]
      : onShares
        ? [
            'Settings dropped on some of the rows were chosen by the same rows as the winner; the correction knows the runs on all rows only, so a little optimism may be left.'
          ]
        : [])
  ];
}
