import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import type { Events } from '../../../src/core/interactions.ts';
import { divideEvents } from '../../../src/stages/recommend/divide-events.ts';
import { gatherInteractions } from '../../../src/stages/recommend/gather-interactions.ts';
import { judgeLists, type JudgedLists } from '../../../src/stages/recommend/judge-lists.ts';
import { coverageOf, meanGain } from '../../../src/stages/recommend/list-intervals.ts';
import { scoreList } from '../../../src/stages/recommend/list-metrics.ts';
import { likedFrom } from '../../../src/stages/recommend/taken.ts';
import { quiet } from '../evaluate/fixtures.ts';
import { eventsOf, recommenderOf, twoTastes } from './support.ts';

const shares = { train: 0.7, validation: 0.3, test: 0 };

async function judged(id: string, events: Events, params: Record<string, unknown> = {}, seed = 1): Promise<JudgedLists> {
  const parts = divideEvents(events, { holdOut: 'last', shares, seed });
  const [data, held] = [gatherInteractions(events, parts.train), gatherInteractions(events, parts.validation)];
  const from = likedFrom(data, 3);
  const recommender = await recommenderOf(id, data, params, from, seed);
  return judgeLists(recommender, { held, known: data, from, k: 5, part: 'validation', seed }, quiet);
}

/** Items drawn from one distribution by everybody: no user has a taste of his own. */
function noTaste(seed: number): Events {
  const rng = createRng(seed);
  const entries: [number, number, undefined, number][] = [];
  for (let user = 0; user < 150; user++) {
    const met = new Set<number>();
    while (met.size < 9) met.add(Math.floor(50 * rng() ** 2));
    for (const item of met) entries.push([user, item, undefined, rng()]);
  }
  return eventsOf(entries, 150, 50);
}

const factors = { nComponents: 6, maxIter: 10 };

describe('where nobody has a taste of his own', () => {
  test.each([
    ['item-knn', {}],
    ['user-knn', {}],
    ['als', factors],
    ['bpr', factors]
  ] as const)('%s is no better than popularity', async (id, params) => {
    // prettier-ignore
    const events = noTaste(11);
    const [mine, popular] = [await judged(id, events, params), await judged('popularity', events)];
    const gain = await meanGain(mine.perUser.ndcg, popular.perUser.ndcg, 1, quiet);
    expect(gain.low).toBeLessThan(0);
  });
});

test('a recommender that learned tastes gains surely on popularity, and every score has an interval around it', async () => {
  const events = twoTastes(80, 60, 10, 4);
  const [mine, popular] = [await judged('als', events, factors), await judged('popularity', events)];
  expect((await meanGain(mine.perUser.ndcg, popular.perUser.ndcg, 1, quiet)).low).toBeGreaterThan(0);
  expect(Object.keys(mine.metrics)).toEqual(['ndcg', 'map', 'recall', 'precision', 'novelty', 'hit_rate', 'coverage']);
  for (const [id, { value, low, high, method }] of Object.entries(mine.metrics)) {
    expect(low, id).toBeLessThanOrEqual(value);
    expect(high, id).toBeGreaterThanOrEqual(value);
    expect(high - low, id).toBeGreaterThan(0);
    expect(method).toContain('over users');
  }
  expect(mine.metrics['coverage']!.value).toBeGreaterThan(popular.metrics['coverage']!.value);
});

test('predicted ratings are judged too, and come near the two that were given', async () => {
  const { metrics } = await judged('rating-als', twoTastes(80, 60, 10, 4), { nComponents: 4 });
  expect(metrics['rmse']!.value).toBeLessThan(1.5);
  expect(metrics['rmse']!.low).toBeLessThan(metrics['rmse']!.value);
});

test('users and items that came too late are told, and cost what they cost', async () => {
  const entries = Array.from({ length: 40 }, (_, i) => [i % 8, i % 5, undefined, i] as const);
  const late = [[8, 0, undefined, 50], [8, 6, undefined, 51], [1, 6, undefined, 52]] as const; // prettier-ignore
  const events = eventsOf([...entries, ...late], 9, 7);
  const data = gatherInteractions(events, events.rows.slice(0, 40));
  const held = gatherInteractions(events, events.rows.slice(40));
  const recommender = await recommenderOf('item-knn', data);
  const { users, notes, perUser } = await judgeLists(recommender, { held, known: data, from: null, k: 5, part: 'test', seed: 1 }, quiet);
  expect([...users]).toEqual([1, 8]);
  const told = Object.fromEntries(notes.map(({ code, message }) => [code, message]));
  expect(told['cold-start-users']).toContain('Of 1 user (50\u00a0% of those judged)');
  expect(told['cold-start-items']).toContain('2 items to find (67\u00a0%');
  expect(perUser.recall[1]).toBe(0.5);
});

test('a part in which nobody meets anything new can not be judged', async () => {
  const events = eventsOf([[0, 0], [1, 1], [0, 1]], 2, 2); // prettier-ignore
  const data = gatherInteractions(events, events.rows);
  const recommender = await recommenderOf('popularity', data);
  const asked = { held: data, known: data, from: null, k: 5, part: 'validation', seed: 1 };
  await expect(judgeLists(recommender, asked, quiet)).rejects.toMatchObject({ code: 'nothing-held-out' });
});

test('a perfect list scores 1, a list without a hit 0', () => {
  expect(scoreList([3, 1, 2], new Set([1, 2, 3]), 3)).toEqual({ ndcg: 1, map: 1, recall: 1, precision: 1, hitRate: 1 });
  expect(scoreList([3, 1, 2], new Set([9]), 3)).toEqual({ ndcg: 0, map: 0, recall: 0, precision: 0, hitRate: 0 });
});

test('intervals over users hold the mean of the users they come from some 95 times in 100', async () => {
  const rng = createRng(8);
  let held = 0;
  const runs = 60;
  for (let run = 0; run < runs; run++) {
    const hits = Float64Array.from({ length: 60 }, () => (rng() < 0.4 ? rng() : 0));
    const { low, high } = await meanGain(hits, new Float64Array(60), run, quiet);
    if (low <= 0.2 && high >= 0.2) held++;
  }
  expect(held / runs).toBeGreaterThan(0.86);
});

test('coverage is bounded by leaving users out', () => {
  const all = coverageOf([[0, 1], [0, 2], [0, 3], [0, 1]], 10); // prettier-ignore
  expect(all.value).toBeCloseTo(0.4);
  expect(all.low).toBeLessThan(0.4);
  expect(all.high).toBeGreaterThan(0.4);
  expect(coverageOf([[0]], 10).method).toContain('none');
});
