import { hyperbandSearch } from '../hyperband-search.ts';
import type { SearchStrategy } from '../strategy-type.ts';

/** Successive halving from several smallest shares, settings by chance. */
export const hyperband: SearchStrategy = {
  id: 'hyperband',
  label: 'Hyperband',
  doc: 'Successive halving begun with few rows, with more, and with all: safe where what is good on few rows is not good on all.',
  onShares: true,
  search: (ask) =>
    hyperbandSearch(
      ask,
      ({ fresh }) =>
        () =>
          fresh.random()
    )
};
