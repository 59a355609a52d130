import type { Column } from '../../../core/table.ts';
import { counted, grouped, listedNames } from '../../../core/words.ts';
import type { StepContext } from '../step-type.ts';

/** The places of the highest scores, earlier ones first among equals; a score that is no number is the lowest. */
export function highest(scores: ArrayLike<number>, count: number): number[] {
  const value = (place: number) => (Number.isNaN(scores[place]!) ? -Infinity : scores[place]!);
  const order = Array.from({ length: scores.length }, (_, place) => place);
  order.sort((a, b) => (value(a) === value(b) ? a - b : value(b) - value(a)));
  return order.slice(0, count);
}

/** What the applying half needs to know of a choice, which is told too. */
export function chosen(columns: readonly Column[], kept: readonly number[], tell: StepContext['tell']): { readonly isKept: Uint8Array } {
  const isKept = new Uint8Array(columns.length);
  for (const place of kept) isKept[place] = 1;
  const names = columns.filter((_, place) => isKept[place] === 1).map(({ name }) => name);
  if (names.length > 0)
    tell(
      'columns-chosen',
      `${grouped(names.length)} of ${counted(columns.length, 'column')} ${names.length === 1 ? 'is' : 'are'} kept: ${listedNames(names)}.`
    );
  return { isKept };
}

/** Where none is good enough, the best alone is kept, or nothing would be left to learn from. */
export function orTheBest(kept: readonly number[], scores: ArrayLike<number>, tell: StepContext['tell']): readonly number[] {
  if (kept.length > 0 || scores.length === 0) return kept;
  tell('none-good-enough', 'No column was good enough by this rule; the best of them alone is kept, which may be by chance.');
  return highest(scores, 1);
}
