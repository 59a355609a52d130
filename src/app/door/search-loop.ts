import { LatheError } from '../../core/errors/lathe-error.ts';
import type { SearchEnd } from '../../core/search-report.ts';
import type { Search, Wish } from '../../stages/tune/strategy-type.ts';

/** What came of one set of parameters. */
export interface Tried {
  /** Lower is better; NaN = it may not be used. */
  readonly loss: number;
  /** All its scores in all folds: two trials with the same are the same model. Null where nothing is known. */
  readonly signature: string | null;
}

export interface LoopLimits {
  /** In trainings on all rows. */
  readonly trials: number;
  readonly isOver: () => boolean;
}

/** So many first trials on all rows with the same scores to the last digit: what is searched has no say. */
const ALIKE = 6;
const ROUNDING = 1e-9;

/**
 * Tries what a search wants until it has no more, or the trials or the time are used up; the first is always tried. A setting that can't be learned with is
 * a failed trial, and the search goes on; where the first can't, nothing can.
 * @throws what refused the first trial, and the reason of whoever stopped it
 */
export async function runSearch(
  search: Search,
  limits: LoopLimits,
  attempt: (wish: Wish, spent: number) => Promise<Tried>
): Promise<SearchEnd> {
  const seen: (string | null)[] = [];
  let spent = 0;
  for (let step = search.next(NaN); ;) {
    if (step.done) return 'done';
    const wish = step.value;
    if (spent > 0 && spent + wish.share > limits.trials + ROUNDING) return 'trials';
    if (spent > 0 && limits.isOver()) return 'time';
    const tried = await attemptOr(attempt, wish, spent);
    spent += wish.share;
    if (wish.share === 1) seen.push(tried.signature);
    if (areAlike(seen)) return 'alike';
    step = search.next(tried.loss);
  }
}

async function attemptOr(attempt: (wish: Wish, spent: number) => Promise<Tried>, wish: Wish, spent: number): Promise<Tried> {
  try {
    return await attempt(wish, spent);
  } catch (reason) {
    if (spent === 0 || !(reason instanceof LatheError)) throw reason;
    return { loss: NaN, signature: null };
  }
}

const areAlike = (seen: readonly (string | null)[]): boolean =>
  seen.length === ALIKE && seen[0] !== null && seen.every((signature) => signature === seen[0]);
