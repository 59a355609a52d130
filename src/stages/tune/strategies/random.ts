import { groundOf, startFirst } from '../ground.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Draws by chance, all different, the defaults first. */
export const random: SearchStrategy = {
  id: 'random',
  label: 'Random',
  doc: 'Settings by chance. A fair start: nothing is assumed, and more trials never hurt.',
  onShares: false,
  *search(ask) {
    const ground = groundOf(ask);
    yield* startFirst(ground);
    for (let params = ground.fresh.random(); params; params = ground.fresh.random()) yield { params, share: 1 };
  }
};
