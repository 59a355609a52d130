import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { ParamSpecs } from '../../../src/core/params.ts';
import { correctedWinner } from '../../../src/stages/tune/corrected-winner.ts';
import { frontOf } from '../../../src/stages/tune/front.ts';
import { paramImportance } from '../../../src/stages/tune/param-importance.ts';
import { searchSpace } from '../../../src/stages/tune/search-space.ts';
import { sobol } from '../../../src/kernels/sobol.ts';
import reference from '../../reference/splits.json' with { type: 'json' };

const quiet = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };

/** Accuracy of settings that are right with their own chance on each of the rows. */
function accuracies(chances: readonly number[], rows: number, seed: number) {
  const rng = createRng(seed);
  const right = chances.map((chance) => Float64Array.from({ length: rows }, () => (rng() < chance ? 1 : 0)));
  return right.map((own) => (weights: Float64Array) => {
    let [sum, total] = [0, 0];
    weights.forEach((weight, row) => {
      sum += weight * own[row]!;
      total += weight;
    });
    return sum / total;
  });
}

async function corrected(chances: readonly number[], rows: number, seed: number) {
  const scorers = accuracies(chances, rows, seed);
  const all = new Float64Array(rows).fill(1);
  const winner = scorers.reduce((best, scorer, i) => (scorer(all) > scorers[best]!(all) ? i : best), 0);
  const pieces = Uint32Array.from({ length: rows }, (_, row) => row);
  const candidates = { scorers, higherIsBetter: true, winner, reference: 0, pieces, weights: null };
  return (await correctedWinner(candidates, { ...quiet, rng: createRng(seed) }))!;
}

describe('the score of a winner', () => {
  const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);
  const chances = new Array<number>(25).fill(0.5);

  test('on random labels flatters, and is chance once corrected', async () => {
    const found = await Promise.all(SEEDS.map((seed) => corrected(chances, 120, seed)));
    expect(found.reduce((sum, { chosen }) => sum + chosen, 0) / found.length).toBeGreaterThan(0.56);
    expect(found.filter(({ corrected: { low, high } }) => low <= 0.5 && high >= 0.5).length).toBeGreaterThanOrEqual(11);
    expect(found.filter(({ gain }) => gain!.low <= 0 && gain!.high >= 0).length).toBeGreaterThanOrEqual(11);
    const mean = found.reduce((sum, { corrected: { value } }) => sum + value, 0) / found.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });

  test('is kept where one setting is truly better, with what it gained', async () => {
    const { corrected: kept, gain, optimism } = await corrected([0.6, ...new Array<number>(10).fill(0.6), 0.9], 200, 3);
    expect(kept.low).toBeLessThanOrEqual(0.9);
    expect(kept.high).toBeGreaterThanOrEqual(0.9);
    expect(gain!.low).toBeGreaterThan(0.1);
    expect(Math.abs(optimism)).toBeLessThan(0.02);
  });

  test('is the same whether settings that are far behind were tried or not, and they are soon asked no more', async () => {
    const near = accuracies([0.9, 0.88], 300, 5);
    let asked = 0;
    const far = [0.3, 0.2].map((share) => (weights: Float64Array) => ((asked += 1), share + 1e-3 * weights[0]!));
    const pieces = Uint32Array.from({ length: 300 }, (_, row) => row);
    const of = (scorers: readonly ((weights: Float64Array) => number)[]) =>
      correctedWinner({ scorers, higherIsBetter: true, winner: 0, reference: 1, pieces, weights: null }, { ...quiet, rng: createRng(2) });
    const alone = await of(near);
    expect(await of([...near, ...far])).toEqual(alone);
    expect(asked).toBe(2 * 40);
  });

  test('of one setting alone there is nothing to correct', async () => {
    const [only] = accuracies([0.5], 20, 1);
    const candidates = { scorers: [only!], higherIsBetter: true, winner: 0, reference: 0, pieces: new Uint32Array(20), weights: null };
    expect(await correctedWinner(candidates, { ...quiet, rng: createRng(1) })).toBeNull();
  });
});

describe('the importance of parameters', () => {
  const specs = {
    a: { type: 'float', default: 0, min: 0, max: 1, doc: '' },
    b: { type: 'float', default: 0, min: 0, max: 1, doc: '' },
    c: { type: 'float', default: 0, min: 0, max: 1, doc: '' }
  } satisfies ParamSpecs;
  const space = searchSpace(specs);
  const trials = (loss: (a: number, b: number, noise: number) => number, seed: number) => {
    const rng = createRng(seed);
    return Array.from({ length: 80 }, () => {
      const [a, b, c] = [rng(), rng(), rng()];
      return { params: { a, b, c }, loss: loss(a, b, normal(rng)) };
    });
  };

  test('is the share of the variance each makes: nine tenths and one of 3 a + b', () => {
    const hits = [1, 2, 3, 4, 5].map((seed) => {
      const found = paramImportance(
        space,
        trials((a, b) => 3 * a + b, seed),
        createRng(seed)
      );
      expect(found[0]!.name).toBe('a');
      expect(found.find(({ name }) => name === 'c')!.value).toBeLessThan(0.05);
      const [a, b] = ['a', 'b'].map((name) => found.find((own) => own.name === name)!);
      return a!.low <= 0.9 && a!.high >= 0.9 && b!.low <= 0.1 && b!.high >= 0.1;
    });
    expect(hits.filter(Boolean).length).toBeGreaterThanOrEqual(4);
  });

  test('of pure chance no parameter stands out', () => {
    for (const { high } of paramImportance(
      space,
      trials((_a, _b, noise) => noise, 2),
      createRng(2)
    ))
      expect(high).toBeLessThan(0.7);
  });

  test('is not told of few trials, nor of trials that all lost the same', () => {
    expect(paramImportance(space, trials((a) => a, 1).slice(0, 8), createRng(1))).toEqual([]);
    expect(
      paramImportance(
        space,
        trials(() => 2, 1),
        createRng(1)
      )
    ).toEqual([]);
  });
});

test('the front holds what none beats without costing more', () => {
  const at = (id: string, cost: number, worth: number) => ({ id, cost, worth });
  expect(frontOf([at('large', 9, 0.9), at('dear', 8, 0.7), at('small', 1, 0.6), at('middle', 4, 0.8), at('failed', 2, NaN)])).toEqual([
    'small',
    'middle',
    'large'
  ]);
});

test('Sobol points are those of SciPy', () => {
  const points = sobol(12);
  for (const expected of reference.sobol) expect([...points.next().value!]).toEqual(expected);
});
