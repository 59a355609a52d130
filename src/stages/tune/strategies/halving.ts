import { groundOf, startFirst } from '../ground.ts';
import { halve, rungsFrom, settingsFor, several } from '../rungs.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** The defaults on all rows, then many settings on few rows, of which the best third goes on to three times as many. */
export const halving: SearchStrategy = {
  id: 'halving',
  label: 'Successive halving',
  doc: 'Tries many settings on few rows and lets the best third go on to three times as many. Pays where training takes long.',
  onShares: true,
  *search(ask) {
    const ground = groundOf(ask);
    yield* startFirst(ground);
    const rungs = rungsFrom(ask.leastShare);
    const count = settingsFor(ask.trials - (ask.past.length > 0 ? 0 : 1), rungs);
    yield* halve(
      several(count, () => ground.fresh.random()),
      rungs,
      () => undefined
    );
  }
};
