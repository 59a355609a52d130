import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../../src/core/params.ts';
import { fitRecommender, newAsker } from '../../../src/stages/recommend/fitted.ts';
import { recommenders } from '../../../src/stages/recommend/registry.ts';
import { likedFrom } from '../../../src/stages/recommend/taken.ts';
import { fitContext } from '../train/support.ts';
import { eventsOf, interactionsOf, recommenderOf, twoTastes } from './support.ts';

const data = interactionsOf(twoTastes(60, 40, 8, 3));
const from = likedFrom(data, 3);
/** Enough for more than one pause. */
const large = interactionsOf(twoTastes(1200, 200, 80, 3));
const small = { nComponents: 4, maxIter: 8 };
const paramsOf = (id: string) => (recommenders.get(id).family === 'factors' ? small : {});
const ids = recommenders.all.map(({ id }) => id);
const nothing = new Uint32Array();

describe.each(ids)('%s', (id) => {
  const type = recommenders.get(id);
  const params = resolveParams(type.label, type.params, paramsOf(id));

  test('same seed, same state; inputs unchanged; state is plain', async () => {
    const before = structuredClone(data);
    const [a, b] = [
      await fitRecommender(type, data, from, params, fitContext(4)),
      await fitRecommender(type, data, from, params, fitContext(4))
    ];
    expect(a.state).toEqual(b.state);
    expect(structuredClone(a.state)).toEqual(a.state);
    expect(data).toEqual(before);
  });

  test('lists what the user has not met, best first, each once', async () => {
    const recommender = await recommenderOf(id, data, paramsOf(id), from);
    const asker = recommender.askerOf(0);
    const seen = data.items.subarray(data.starts[0], data.starts[1]);
    const list = recommender.list(asker, seen, 10);
    expect(list).toHaveLength(10);
    expect(new Set(list.map(({ item }) => item)).size).toBe(10);
    for (const { item } of list) expect(seen).not.toContain(item);
    for (let place = 1; place < 10; place++) expect(list[place]!.score).toBeLessThanOrEqual(list[place - 1]!.score);
  });

  test('a user of whom nothing is known gets what is popular', async () => {
    const recommender = await recommenderOf(id, data, paramsOf(id), from);
    const stranger = newAsker([]);
    expect(recommender.isStranger(stranger)).toBe(true);
    const [first] = recommender.list(stranger, nothing, 1);
    expect(recommender.popularity[first!.item]).toBe(Math.max(...recommender.popularity));
    expect(recommender.reason(stranger, first!.item).kind).toBe('popular');
  });

  test('a bad value is refused with a hint', () => {
    for (const name of Object.keys(type.params)) {
      expect(() => resolveParams(type.label, type.params, { [name]: -1 })).toThrowError(
        expect.objectContaining({ code: 'param-out-of-range' })
      );
    }
  });

  test('stops when told to', async () => {
    const control = new AbortController();
    const context = fitContext(1, { signal: control.signal, onProgress: () => control.abort() });
    const slow = resolveParams(type.label, type.params, type.family === 'factors' ? { nComponents: 16, maxIter: 50 } : {});
    const done = fitRecommender(type, large, from, slow, context);
    if (id === 'popularity' || id === 'user-knn') await done;
    else await expect(done).rejects.toThrow('abort');
  });
});

describe.each(ids.filter((id) => id !== 'popularity'))('%s', (id) => {
  test('tells two tastes apart', async () => {
    const recommender = await recommenderOf(id, data, { ...paramsOf(id), ...(id === 'bpr' ? { maxIter: 40 } : {}) }, from);
    let right = 0;
    for (let user = 0; user < 60; user++) {
      const list = recommender.list(recommender.askerOf(user), data.items.subarray(data.starts[user], data.starts[user + 1]), 5);
      right += list.filter(({ item }) => item % 2 === user % 2).length;
    }
    expect(right / 300).toBeGreaterThan(0.85);
  });

  test('says why', async () => {
    const recommender = await recommenderOf(id, data, paramsOf(id), from);
    const asker = recommender.askerOf(1);
    const [first] = recommender.list(asker, asker.history.items, 1);
    const reason = recommender.reason(asker, first!.item);
    if (reason.kind === 'items') {
      expect(reason.items.length).toBeGreaterThan(0);
      for (const { item, share } of reason.items) {
        expect(asker.history.items).toContain(item);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    } else expect(reason).toMatchObject({ kind: 'people' });
  });
});

test.each(['item-knn', 'user-knn', 'als', 'rating-als'])('%s answers a new user by what he has met', async (id) => {
  const recommender = await recommenderOf(id, data, paramsOf(id), from);
  const asker = newAsker([0, 2, 4, 6, 8].map((item) => ({ item, value: id === 'rating-als' ? 5 : 1 })));
  expect(recommender.isStranger(asker)).toBe(false);
  const list = recommender.list(asker, asker.history.items, 5);
  expect(list.filter(({ item }) => item % 2 === 0).length).toBeGreaterThanOrEqual(4);
});

test('the loss of implicit factors falls with every round', async () => {
  const type = recommenders.get('als');
  const { curve } = await fitRecommender(type, data, from, resolveParams('als', type.params, { nComponents: 6 }), fitContext());
  for (let i = 1; i < curve.length; i++) expect(curve[i]!.train).toBeLessThanOrEqual(curve[i - 1]!.train + 1e-9);
});

test('ratings can not be learned where there are none', async () => {
  const bare = interactionsOf(eventsOf([[0, 0], [0, 1], [1, 1]], 2, 2)); // prettier-ignore
  await expect(recommenderOf('rating-als', bare)).rejects.toMatchObject({ code: 'ratings-needed' });
});

test('steps that are too long are told, not hidden', async () => {
  await expect(
    recommenderOf('bpr', data, { learningRate: 1, regularization: 10, maxIter: 300, nComponents: 4 }, from)
  ).rejects.toMatchObject({
    code: 'factors-diverged'
  });
});
