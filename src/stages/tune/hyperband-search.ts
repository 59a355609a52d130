import { groundOf, startFirst, type Ground } from './ground.ts';
import { ETA, halve, rungsFrom, several } from './rungs.ts';
import type { Proposal } from './search-space.ts';
import type { Search, SearchAsk, Trial } from './strategy-type.ts';

/** A trial on some of the rows. */
export interface Told extends Trial {
  readonly share: number;
}

/**
 * The defaults, then a round of successive halving from each smallest share, all of about the same cost; what is left of the budget goes to settings on all
 * rows.
 * Source: Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar (2018), "Hyperband". Departs from it: the rounds are made as large as the budget allows.
 * @param sampler where settings come from, given all that was told so far
 */
export function* hyperbandSearch(ask: SearchAsk, sampler: (ground: Ground, told: readonly Told[]) => () => Proposal | null): Search {
  const ground = groundOf(ask);
  const told: Told[] = [];
  const tell = (params: Proposal, share: number, loss: number) => void told.push({ params, share, loss });
  yield* startFirst(ground);
  for (const { params, loss } of ground.past) tell(params, 1, loss);
  const next = sampler(ground, told);
  const rungs = rungsFrom(ask.leastShare);
  const perRound = (ask.trials - (ask.past.length > 0 ? 0 : 1)) / (rungs + 1);
  for (let most = rungs; most >= 0; most--) {
    const count = Math.floor((perRound * ETA ** most) / (most + 1));
    if (count > 0) yield* halve(several(count, next), most, tell);
  }
  for (let params = next(); params; params = next()) tell(params, 1, yield { params, share: 1 });
}
