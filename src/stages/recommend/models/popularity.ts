import type { Interactions } from '../../../core/interactions.ts';
import { defineRecommender } from '../recommender.ts';

/** How many users met each item, length itemCount. */
export function usersPerItem({ items, itemCount }: Interactions): Float64Array {
  const counts = new Float64Array(itemCount);
  for (const item of items) counts[item]!++;
  return counts;
}

/** What most users took, the same for everybody: what any other recommender has to beat, and what users get of whom nothing is known. */
export const popularity = defineRecommender({
  id: 'popularity',
  label: 'Popularity',
  doc: 'Recommends to everybody what most users took. Knows nothing of anyone, costs nothing, and is hard to beat where few items are taken by many.',
  family: 'baseline',
  task: 'recommendation',
  rates: false,
  params: {},
  fit(data, _params, context) {
    context.onProgress(1);
    return Promise.resolve({ state: { users: usersPerItem(data) }, curve: [], notes: [] });
  },
  open: ({ users }) => ({
    takesNewUsers: true,
    score: (_asker, into) => into.set(users),
    reason: (_asker, item) => ({ kind: 'popular', users: users[item]! })
  })
});
