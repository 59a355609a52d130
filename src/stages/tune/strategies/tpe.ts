import { groundOf, startFirst } from '../ground.ts';
import { proposeParzen } from '../parzen.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Trials drawn at random before the past says anything. */
const WARM_UP = 10;

/** The defaults, some draws by chance, then where earlier trials did well. */
export const tpe: SearchStrategy = {
  id: 'tpe',
  label: 'TPE',
  doc: 'Looks where earlier trials did well, one parameter at a time (Parzen estimator). Steady from some twenty trials on.',
  onShares: false,
  *search(ask) {
    const ground = groundOf(ask);
    const { start, space, fresh, past } = ground;
    yield* startFirst(ground);
    for (;;) {
      const known = past.filter((trial) => Number.isFinite(trial.loss)).length;
      const params = known < WARM_UP ? fresh.random() : fresh.from(() => proposeParzen(start, space, past, ask.rng));
      if (!params) return;
      past.push({ params, loss: yield { params, share: 1 } });
    }
  }
};
