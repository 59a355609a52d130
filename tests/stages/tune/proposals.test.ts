import { describe, expect, test } from 'vitest';
import { checkParams, type ParamSpecs } from '../../../src/core/params.ts';
import { createRng } from '../../../src/core/rng.ts';
import { proposals } from '../../../src/stages/tune/proposals.ts';
import { proposeTpe, type Trial } from '../../../src/stages/tune/propose-tpe.ts';

const specs = {
  rate: { type: 'float', default: 0.1, min: 1e-4, max: 1, scale: 'log', search: [0.01, 0.3], doc: '' },
  leaves: { type: 'int', default: 31, min: 2, max: 4096, search: [4, 8], doc: '' },
  kind: { type: 'choice', default: 'b', options: ['a', 'b', 'c'], doc: '' },
  bias: { type: 'bool', default: true, doc: '' },
  tol: { type: 'float', default: 1e-4, min: 0, max: 1, search: false, doc: '' },
  layers: { type: 'ints', default: [32], min: 1, max: 64, doc: '' }
} satisfies ParamSpecs;

const drawn = (search: 'grid' | 'random', trials: number, fixed = {}, seed = 1) => [
  ...proposals(search, specs, trials, createRng(seed), fixed)
];

describe.each(['grid', 'random'] as const)('%s', (search) => {
  test('proposes only what the specs allow, nothing twice, no more than asked', () => {
    const all = drawn(search, 50);
    for (const params of all) expect(() => checkParams('it', specs, params)).not.toThrow();
    expect(new Set(all.map((params) => JSON.stringify(params))).size).toBe(all.length);
    expect(all.length).toBeLessThanOrEqual(50);
    expect(all.length).toBeGreaterThan(search === 'grid' ? 20 : 49);
  });

  test('keeps fixed parameters and those that are not searched', () => {
    for (const params of drawn(search, 20, { leaves: 5 }))
      expect([params['leaves'], params['tol'], params['layers']]).toEqual([5, 1e-4, [32]]);
  });

  test('gives the same sets for the same seed', () => {
    expect(drawn(search, 12)).toEqual(drawn(search, 12));
  });

  test('ends when the space is used up', () => {
    expect(drawn(search, 500, { rate: 0.1, leaves: 4 })).toHaveLength(6);
  });
});

test('random search begins with the defaults and honours the log scale', () => {
  const all = drawn('random', 400);
  expect(all[0]).toMatchObject({ rate: 0.1, leaves: 31, kind: 'b', bias: true });
  const below = all.slice(1).filter((params) => (params['rate'] as number) < Math.sqrt(0.01 * 0.3)).length;
  expect(Math.abs(below / 399 - 0.5)).toBeLessThan(0.1);
});

test('a grid covers the ends of a range', () => {
  const rates = new Set(drawn('grid', 3, { leaves: 4, kind: 'a', bias: true }).map((params) => params['rate']));
  expect([...rates]).toEqual([0.01, 0.0547723, 0.3]);
});

test('the Parzen estimator finds a hidden optimum closer than chance does', () => {
  const loss = (params: Readonly<Record<string, unknown>>) =>
    Math.abs(Math.log((params['rate'] as number) / 0.02)) + (params['kind'] === 'c' ? 0 : 1);
  const best = (losses: readonly number[]) => Math.min(...losses);
  const ends = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((seed) => {
    const rng = createRng(seed);
    const past: Trial[] = [];
    for (let i = 0; i < 40; i++) {
      const params = proposeTpe(specs, past, rng);
      checkParams('it', specs, params);
      past.push({ params, loss: loss(params) });
    }
    return { tpe: best(past.map((trial) => trial.loss)), random: best(drawn('random', 40, {}, seed).map(loss)) };
  });
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[4]!;
  expect(median(ends.map((end) => end.tpe))).toBeLessThan(median(ends.map((end) => end.random)));
});

test('the Parzen estimator survives failed trials', () => {
  const past = Array.from({ length: 30 }, (_, i) => ({ params: { rate: 0.05, leaves: 4, kind: 'a', bias: true }, loss: i % 2 ? NaN : i }));
  expect(() => checkParams('it', specs, proposeTpe(specs, past, createRng(1)))).not.toThrow();
});
