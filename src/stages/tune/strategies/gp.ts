import { proposeByProcess } from '../expected-improvement.ts';
import { groundOf, startFirst } from '../ground.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** The defaults, some draws by chance, then where a Gaussian process expects the most improvement. */
export const gp: SearchStrategy = {
  id: 'gp',
  label: 'Gaussian process',
  doc: 'Draws a smooth surface through the trials and looks where it may go lowest (expected improvement). Strong with few parameters and few trials.',
  onShares: false,
  *search(ask) {
    const ground = groundOf(ask);
    const { start, space, fresh, past } = ground;
    yield* startFirst(ground);
    const warmUp = Math.min(10, Math.max(4, space.length + 1));
    for (;;) {
      const known = past.filter((trial) => Number.isFinite(trial.loss)).length;
      const params = known < warmUp ? fresh.random() : fresh.from(() => proposeByProcess(start, space, past, ask.rng));
      if (!params) return;
      past.push({ params, loss: yield { params, share: 1 } });
    }
  }
};
