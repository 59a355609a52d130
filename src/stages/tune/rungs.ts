import type { Proposal } from './search-space.ts';
import type { Wish } from './strategy-type.ts';

/** Of so many settings one goes on to so many times the rows. */
export const ETA = 3;

/** How many times rows can be multiplied by `ETA` from the smallest share to all. */
export const rungsFrom = (leastShare: number): number => Math.max(0, Math.floor(Math.log(1 / leastShare) / Math.log(ETA) + 1e-9));

/** How many settings a budget of trainings on all rows lets begin, where the best third goes on `rungs` times. */
export const settingsFor = (budget: number, rungs: number): number => Math.max(1, Math.floor((budget * ETA ** rungs) / (rungs + 1)));

/**
 * Successive halving: all settings on few rows, the best third of them on three times as many, until the last learn from all.
 * Source: Jamieson & Talwalkar (2016), "Non-stochastic best arm identification and hyperparameter optimization", with rows as the resource.
 * @param settings one after the other, so that what was lost so far can say what comes next; it ends where there are no more
 * @param tell every loss with its share, as it comes
 */
export function* halve(
  settings: Iterable<Proposal>,
  rungs: number,
  tell: (params: Proposal, share: number, loss: number) => void
): Generator<Wish, void, number> {
  let going: Iterable<Proposal> = settings;
  for (let rung = rungs; rung >= 0; rung--) {
    const share = ETA ** -rung;
    const tried: { readonly params: Proposal; readonly loss: number }[] = [];
    for (const params of going) {
      const loss = yield { params, share };
      tell(params, share, loss);
      tried.push({ params, loss: Number.isFinite(loss) ? loss : Infinity });
    }
    const best = tried.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss));
    going = best.slice(0, Math.max(1, Math.floor(best.length / ETA))).map(({ params }) => params);
  }
}

/** At most so many of what `make` gives; it ends sooner where that has no more. */
export function* several(count: number, make: () => Proposal | null): Generator<Proposal, void> {
  for (let i = 0; i < count; i++) {
    const params = make();
    if (params === null) return;
    yield params;
  }
}
