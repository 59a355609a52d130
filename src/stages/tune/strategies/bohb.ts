import type { Ground } from '../ground.ts';
import { hyperbandSearch, type Told } from '../hyperband-search.ts';
import { proposeParzen } from '../parzen.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Settings that are drawn by chance whatever was learned. */
const BY_CHANCE = 1 / 3;

/**
 * Hyperband whose settings come from a Parzen estimator over the largest share of rows that has seen enough trials.
 * Source: Falkner, Klein & Hutter (2018), "BOHB: Robust and efficient hyperparameter optimization at scale". Departs from it: each parameter by itself.
 */
export const bohb: SearchStrategy = {
  id: 'bohb',
  label: 'BOHB',
  doc: 'Hyperband that looks where earlier trials did well. The strongest where training takes long and there are many parameters.',
  onShares: true,
  search: (ask) =>
    hyperbandSearch(ask, (ground, told) => () => {
      const known = enoughOf(ground, told);
      if (!known || ask.rng() < BY_CHANCE) return ground.fresh.random();
      return ground.fresh.from(() => proposeParzen(ground.start, ground.space, known, ask.rng));
    })
};

/** Trials on the largest share of which there are enough; null while there is none. */
function enoughOf({ space }: Ground, told: readonly Told[]): readonly Told[] | null {
  const shares = [...new Set(told.map(({ share }) => share))].sort((a, b) => b - a);
  const found = shares.map((share) => told.filter((trial) => trial.share === share)).find((trials) => trials.length >= space.length + 3);
  return found ?? null;
}
