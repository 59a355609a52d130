import { describe, expect, test } from 'vitest';
import { checkParams, type ParamSpecs } from '../../../src/core/params.ts';
import { searchStrategies } from '../../../src/stages/tune/registry.ts';
import type { Proposal } from '../../../src/stages/tune/search-space.ts';
import { specs, walk } from './toy.ts';

const all = searchStrategies.all.map((strategy) => [strategy.id, strategy] as const);

describe.each(all)('%s', (_, strategy) => {
  test('proposes only what the specs allow, on shares above 0 to 1, and keeps its budget', () => {
    const tried = walk(strategy, { trials: 30, loss: ({ rate }) => Number(rate) });
    for (const { params, share } of tried) {
      expect(() => checkParams('it', specs, params)).not.toThrow();
      expect(share > 0 && share <= 1).toBe(true);
    }
    const spent = tried.reduce((sum, { share }) => sum + share, 0);
    expect(spent).toBeLessThanOrEqual(30 + 1e-9);
    expect(spent).toBeGreaterThan(strategy.id === 'grid' ? 20 : 24);
    expect(tried.some(({ share }) => share < 1)).toBe(strategy.onShares);
  });

  test('tries nothing twice on the same share', () => {
    const keys = walk(strategy, { trials: 30 }).map(({ params, share }) => JSON.stringify([params, share]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('keeps fixed parameters and those that are not searched', () => {
    for (const { params } of walk(strategy, { trials: 12, fixed: { leaves: 5 } }))
      expect([params['leaves'], params['tol'], params['layers']]).toEqual([5, 1e-4, [32]]);
  });

  test('same seed, same trials', () => {
    const loss = ({ rate, kind }: Proposal) => Number(rate) + (kind === 'a' ? 0 : 1);
    expect(walk(strategy, { trials: 14, loss, seed: 4 })).toEqual(walk(strategy, { trials: 14, loss, seed: 4 }));
  });

  test('ends when the space of six sets is used up, and survives trials that fail', () => {
    const tried = walk(strategy, { trials: 400, fixed: { rate: 0.1, leaves: 4 }, loss: ({ kind }) => (kind === 'c' ? NaN : 1) });
    expect(new Set(tried.map(({ params }) => JSON.stringify([params['kind'], params['bias']]))).size).toBe(6);
    expect(tried.length).toBeLessThan(40);
  });

  test('with nothing to search the defaults are tried once', () => {
    const fixed = { rate: 0.1, leaves: 4, kind: 'a', bias: true };
    expect(walk(strategy, { trials: 5, fixed })).toHaveLength(1);
  });
});

test('all but the grid begin with the defaults on all rows', () => {
  for (const [id, strategy] of all) {
    if (id === 'grid') continue;
    const [first] = walk(strategy, { trials: 10 });
    expect(first).toMatchObject({ share: 1, params: { rate: 0.1, leaves: 31, kind: 'b', bias: true } });
  }
});

test('a grid covers the ends of a range', () => {
  const rates = walk(searchStrategies.get('grid'), { trials: 3, fixed: { leaves: 4, kind: 'a', bias: true } });
  expect(rates.map(({ params }) => params['rate'])).toEqual([0.01, 0.0547723, 0.3]);
});

test('random draws honour the log scale', () => {
  const tried = walk(searchStrategies.get('random'), { trials: 400 }).slice(1);
  const below = tried.filter(({ params }) => Number(params['rate']) < Math.sqrt(0.01 * 0.3)).length;
  expect(Math.abs(below / tried.length - 0.5)).toBeLessThan(0.1);
});

/** A valley with a narrow floor along two of three numbers, and a list of which one value is right. */
const surface = {
  a: { type: 'float', default: 0.9, min: 0, max: 1, doc: '' },
  b: { type: 'float', default: 0.1, min: 0, max: 1, doc: '' },
  c: { type: 'float', default: 0.5, min: 0, max: 1, doc: '' },
  kind: { type: 'choice', default: 'x', options: ['x', 'y', 'z'], doc: '' }
} satisfies ParamSpecs;
const valley = ({ a, b, c, kind }: Proposal, share: number) =>
  (Number(a) - 0.3) ** 2 +
  (Number(b) - 0.6) ** 2 +
  0.2 * (Number(c) - 0.5) ** 2 +
  (kind === 'y' ? 0 : 0.1) +
  0.3 * (1 - share) * (1 + 0.1 * Number(c));

describe('on a toy surface, at the same budget, over fixed seeds', () => {
  const TRIALS = 27;
  const meanBest = (id: string, seeds: number) =>
    Array.from({ length: seeds }, (_, seed) => {
      const tried = walk(searchStrategies.get(id), { specs: surface, loss: valley, trials: TRIALS, seed, leastShare: 1 / 9 });
      return Math.min(...tried.filter(({ share }) => share === 1).map(({ loss }) => loss));
    }).reduce((sum, best) => sum + best, 0) / seeds;
  const chance = meanBest('random', 60);

  test.each([
    ['sobol', 60],
    ['tpe', 20],
    ['halving', 20],
    ['hyperband', 20],
    ['bohb', 20]
  ])('%s is at least as good as chance', (id, seeds) => {
    expect(meanBest(id, seeds)).toBeLessThanOrEqual(chance);
  });

  test('the Gaussian process comes far nearer than chance', () => {
    expect(meanBest('gp', 5)).toBeLessThan(chance / 5);
  });
});
