import { expect, test } from 'vitest';
import { judgeFeasibility, type FeasibilityFacts } from '../../../src/stages/plan/feasibility.ts';

const good: FeasibilityFacts = {
  target: 'species',
  metric: 'balanced_accuracy',
  bar: 0.9,
  isBarFixed: true,
  statement: 'Tell the species of a penguin from four measurements',
  costsGiven: true,
  owner: 'Ada',
  todayRecorded: true,
  rows: 344,
  features: 6,
  smallestClass: 68,
  signal: { metric: 'balanced_accuracy', value: 0.97, low: 0.94, high: 0.99, chance: 0.33, higherIsBetter: true },
  rightsRecorded: true,
  blockers: 0,
  latencyNeedMs: 50,
  latencyMs: 2,
  monitored: true,
  replayed: true,
  trainingMinutes: 1,
  budgetMinutes: 60
};

test('the six causes, with the shares of the projects they end', () => {
  const { causes } = judgeFeasibility(good);
  expect(causes.map(({ id, share }) => [id, share])).toEqual([
    ['planning', 0.3],
    ['scoping', 0.25],
    ['technology', 0.15],
    ['fragility', 0.15],
    ['cost', 0.1],
    ['hubris', 0.05]
  ]);
  expect(causes.map(({ score }) => score)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('all is well: go', () => {
  expect(judgeFeasibility(good).decision).toBe('go');
});

test('data that know nothing of the target: no', () => {
  const { decision, sentence } = judgeFeasibility({ ...good, signal: { ...good.signal!, value: 0.34, low: 0.3, high: 0.38 } });
  expect(decision).toBe('no-go');
  expect(sentence).toContain('0.3 to 0.38');
});

test('an interval too wide to tell is not a no', () => {
  expect(judgeFeasibility({ ...good, signal: { ...good.signal!, value: 0.5, low: 0.2, high: 0.8 } }).decision).toBe('not-known');
});

test.each<[string, Partial<FeasibilityFacts>, string]>([
  ['data that may not be used', { rightsRecorded: false }, 'no-go'],
  ['a dozen rows', { rows: 12 }, 'no-go'],
  ['no baseline yet', { signal: null }, 'not-known'],
  ['nothing planned', { metric: null, bar: null, owner: null, costsGiven: false }, 'go-with-care']
])('%s', (_what, change, decision) => {
  expect(judgeFeasibility({ ...good, ...change }).decision).toBe(decision);
});

test('what is not known counts neither way', () => {
  const { causes } = judgeFeasibility({ ...good, trainingMinutes: null });
  expect(causes.find(({ id }) => id === 'cost')?.score).toBeNull();
});
