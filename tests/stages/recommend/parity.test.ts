import { describe, expect, test } from 'vitest';
import { resolveParams } from '../../../src/core/params.ts';
import { historyOf } from '../../../src/core/interactions.ts';
import { scoreList } from '../../../src/stages/recommend/list-metrics.ts';
import { alternate } from '../../../src/stages/recommend/models/als.ts';
import { alternateRatings } from '../../../src/stages/recommend/models/rating-als.ts';
import { recommenders } from '../../../src/stages/recommend/registry.ts';
import { readReference } from '../evaluate/fixtures.ts';
import { fitContext } from '../train/support.ts';
import { eventsOf, interactionsOf } from './support.ts';

interface Reference {
  readonly users: number;
  readonly items: number;
  readonly counts: number[];
  readonly start: number[];
  readonly implicit: { alpha: number; regularization: number; maxIter: number; users: number[]; items: number[]; loss: number }[];
  readonly ratings: { regularization: number; maxIter: number; centre: number; guess: number[] }[];
  readonly neighbours: { nNeighbors: number; shrinkage: number; items: number[]; users: number[] }[];
  readonly lists: { order: number[]; relevant: number[]; k: number; ndcg: number; map: number; recall: number; precision: number }[];
}

const reference = readReference('recommend.json') as Reference;
const { users, items, counts } = reference;
const start = Float64Array.from(reference.start);
const rated = interactionsOf(
  eventsOf(
    counts.flatMap((count, i) => (count > 0 ? [[Math.floor(i / items), i % items, count] as const] : [])),
    users,
    items
  )
);
const farthest = (found: ArrayLike<number>, wanted: readonly number[]) =>
  wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);

test.each(reference.implicit)('implicit factors are those of the normal equations, alpha $alpha, $maxIter rounds', async (wanted) => {
  const found = await alternate({ ...rated, isRated: false }, start, { nComponents: 3, ...wanted }, fitContext());
  expect(farthest(found.users, wanted.users)).toBeLessThan(1e-8);
  expect(farthest(found.items, wanted.items)).toBeLessThan(1e-8);
  expect(found.curve.at(-1)!.train).toBeCloseTo(wanted.loss, 8);
});

test.each(reference.ratings)('predicted ratings are those of the normal equations, $maxIter rounds', async (wanted) => {
  const found = await alternateRatings(rated, start, { nComponents: 3, ...wanted }, fitContext());
  const open = recommenders.get('rating-als').open(
    { centre: found.centre, userOffsets: found.users.offsets, users: found.users.factors, itemOffsets: found.items.offsets, items: found.items.factors, nComponents: 3, regularization: wanted.regularization }, // prettier-ignore
    rated
  );
  const row = new Float64Array(items);
  for (let user = 0; user < users; user++) {
    open.score({ user, history: historyOf(rated, user) }, row);
    expect(farthest(row, wanted.guess.slice(user * items, (user + 1) * items))).toBeLessThan(1e-8);
  }
  expect(found.centre).toBeCloseTo(wanted.centre, 12);
});

describe.each(reference.neighbours)('$nNeighbors neighbours, shrinkage $shrinkage', ({ nNeighbors, shrinkage, ...wanted }) => {
  test.each([
    ['item-knn', wanted.items],
    ['user-knn', wanted.users]
  ] as const)('%s scores as brute force does', async (id, scores) => {
    // prettier-ignore
    const type = recommenders.get(id);
    const { state } = await type.fit(rated, resolveParams(id, type.params, { nNeighbors, shrinkage }), fitContext());
    const open = type.open(state, rated);
    const row = new Float64Array(items);
    for (let user = 0; user < users; user++) {
      open.score({ user, history: historyOf(rated, user) }, row);
      expect(farthest(row, scores.slice(user * items, (user + 1) * items))).toBeLessThan(1e-12);
    }
  });
});

test('lists are scored as scikit-learn scores them', () => {
  for (const { order, relevant, k, ...wanted } of reference.lists) {
    const found = scoreList(order, new Set(relevant), k);
    for (const id of ['ndcg', 'map', 'recall', 'precision'] as const) expect(found[id], id).toBeCloseTo(wanted[id], 12);
  }
});
