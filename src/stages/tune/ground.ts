import { Fresh } from './fresh.ts';
import { searchSpace, startOf, type Dimension, type Proposal } from './search-space.ts';
import type { SearchAsk, Trial } from './strategy-type.ts';

/** Where a search takes place: the defaults with the fixed parameters over them, what may be moved, and what was tried. */
export interface Ground {
  readonly start: Proposal;
  readonly space: readonly Dimension[];
  readonly fresh: Fresh;
  /** On all rows, grows with the search. */
  readonly past: Trial[];
}

export function groundOf({ specs, fixed, rng, past }: SearchAsk): Ground {
  const start = startOf(specs, fixed);
  const space = searchSpace(specs, fixed);
  const fresh = new Fresh(start, space, rng);
  for (const { params } of past) fresh.isNew(params);
  return { start, space, fresh, past: [...past] };
}

/** The defaults on all rows, unless something was tried before: what a search must beat. */
export function* startFirst({
  start,
  fresh,
  past
}: Ground): Generator<{ readonly params: Proposal; readonly share: number }, void, number> {
  if (past.length > 0) return;
  fresh.isNew(start);
  const loss = yield { params: start, share: 1 };
  past.push({ params: start, loss });
}

/** Trials best first, those that failed last. */
export const sortedTrials = (trials: readonly Trial[]): Trial[] => {
  const worth = (trial: Trial) => (Number.isFinite(trial.loss) ? trial.loss : Infinity);
  return trials.toSorted((a, b) => (worth(a) === worth(b) ? 0 : worth(a) - worth(b)));
};
