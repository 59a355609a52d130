import { MOST_SOBOL_DIMENSIONS, sobol as sobolPoints } from '../../../kernels/sobol.ts';
import { groundOf, startFirst } from '../ground.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Points of the sequence in a row that were all tried: then the space is used up. */
const MOST_REPEATS = 1000;

/** The defaults, then the points of a Sobol sequence turned by chance; parameters beyond those it has dimensions for are drawn. */
export const sobol: SearchStrategy = {
  id: 'sobol',
  label: 'Sobol',
  doc: 'Settings by chance that keep out of each other’s way, so that fewer leave no gaps. A better random search.',
  onShares: false,
  *search(ask) {
    const ground = groundOf(ask);
    const { space, fresh } = ground;
    yield* startFirst(ground);
    const even = Math.min(space.length, MOST_SOBOL_DIMENSIONS);
    const shift = Array.from({ length: even }, () => ask.rng());
    let repeats = 0;
    for (const point of sobolPoints(even, shift)) {
      const params = fresh.at([...point, ...space.slice(even).map(() => ask.rng())]);
      repeats = fresh.isNew(params) ? 0 : repeats + 1;
      if (repeats > MOST_REPEATS) return;
      if (repeats === 0) yield { params, share: 1 };
    }
  }
};
