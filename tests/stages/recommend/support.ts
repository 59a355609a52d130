import type { Events } from '../../../src/core/interactions.ts';
import { resolveParams } from '../../../src/core/params.ts';
import { createRng } from '../../../src/core/rng.ts';
import { fitRecommender, openRecommender, type Recommender } from '../../../src/stages/recommend/fitted.ts';
import { gatherInteractions } from '../../../src/stages/recommend/gather-interactions.ts';
import { recommenders } from '../../../src/stages/recommend/registry.ts';
import type { Interactions } from '../../../src/core/interactions.ts';
import { fitContext } from '../train/support.ts';

/** Triples of user, item and, where given, rating and time, as events. */
export function eventsOf(
  entries: readonly (readonly [number, number, (number | undefined)?, number?])[],
  userCount: number,
  itemCount: number
): Events {
  const third = entries.some((entry) => entry[2] !== undefined);
  const fourth = entries.some((entry) => entry[3] !== undefined);
  return {
    userNames: Array.from({ length: userCount }, (_, i) => `user ${i}`),
    itemNames: Array.from({ length: itemCount }, (_, i) => `item ${i}`),
    users: Uint32Array.from(entries, ([user]) => user),
    items: Uint32Array.from(entries, ([, item]) => item),
    ratings: third ? Float64Array.from(entries, ([, , rating]) => rating ?? 0) : null,
    times: fourth ? Float64Array.from(entries, ([, , , time]) => time ?? 0) : null,
    rows: Uint32Array.from(entries, (_, i) => i)
  };
}

/** All of them, each pair once. */
export const interactionsOf = (events: Events): Interactions => gatherInteractions(events, events.rows);

/** Users of two tastes who take mostly items of their own half, each user `each` items; times in the order of taking. */
export function twoTastes(userCount: number, itemCount: number, each: number, seed: number, loyalty = 0.95): Events {
  const rng = createRng(seed);
  const entries: [number, number, number, number][] = [];
  for (let user = 0; user < userCount; user++) {
    const met = new Set<number>();
    while (met.size < each) {
      const half = rng() < loyalty ? user % 2 : 1 - (user % 2);
      met.add(2 * Math.floor((rng() * itemCount) / 2) + half);
    }
    for (const item of met) entries.push([user, item, item % 2 === user % 2 ? 5 : 1, rng() * 1000]);
  }
  return eventsOf(entries, userCount, itemCount);
}

/** Fits the recommender of that id, with the given parameters over its defaults, and opens it. */
export async function recommenderOf(
  id: string,
  data: Interactions,
  params: Record<string, unknown> = {},
  from: number | null = null,
  seed = 1
): Promise<Recommender> {
  const type = recommenders.get(id);
  const { state } = await fitRecommender(type, data, from, resolveParams(type.label, type.params, params), fitContext(seed));
  return openRecommender(type, structuredClone(state), data, from);
}
