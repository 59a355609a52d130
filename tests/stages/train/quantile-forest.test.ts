import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { weightedQuantile } from '../../../src/stages/train/weighted-quantile.ts';
import { dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

/** Answers spread the more the larger x is. */
function spreading(rows: number, seed: number) {
  const rng = createRng(seed);
  const x = Array.from({ length: rows }, () => 4 * rng());
  return { features: numberTable({ x, noise: x.map(() => normal(rng)) }), y: x.map((value) => value + (0.2 + value) * normal(rng)), x };
}

const known = spreading(1500, 1);
const fresh = spreading(3000, 2);
const params = { nEstimators: 60, minSamplesLeaf: 15, maxSamplesLeaf: 50 };
const learn = (quantile: number, more: object = {}) =>
  fitModel('quantile-forest', dataOf(known.features, numberTarget(known.y)), { ...params, quantile, ...more });

describe('a quantile forest', () => {
  test.each([0.1, 0.5, 0.9])(
    'has a share of %s of fresh answers below it, where the spread is small and where it is large',
    async (quantile) => {
      const { state } = await learn(quantile);
      const said = score('quantile-forest', state, fresh.features);
      for (const isFar of [false, true]) {
        const rows = fresh.x.flatMap((value, row) => (value > 2 === isFar ? [row] : []));
        const share = rows.filter((row) => fresh.y[row]! <= said[row]!).length / rows.length;
        expect(Math.abs(share - quantile)).toBeLessThan(0.05);
      }
    }
  );

  test('of one tree on all rows, says the quantile of the leaf; weights count', async () => {
    const x = Array.from({ length: 40 }, (_, row) => (row < 20 ? 0 : 1));
    const y = x.map((side, row) => 100 * side + ((row * 7) % 20));
    const weights = Float64Array.from(y, (_, row) => 1 + (row % 3));
    const settings = { nEstimators: 1, bootstrap: false, maxDepth: 1, quantile: 0.3, maxSamplesLeaf: 1000 };
    const { state } = await fitModel('quantile-forest', dataOf(numberTable({ x }), numberTarget(y), weights), settings);
    const [low, high] = score('quantile-forest', state, numberTable({ x: [0, 1] }));
    expect(low).toBe(weightedQuantile(Float64Array.from(y.slice(0, 20)), weights.slice(0, 20), 0.3));
    expect(high).toBe(weightedQuantile(Float64Array.from(y.slice(20)), weights.slice(20), 0.3));
  });

  test('keeps no more answers of a leaf than it was told, and is the same for the same seed', async () => {
    const { state } = await learn(0.5, { maxSamplesLeaf: 3 });
    const { starts } = state as unknown as { starts: Int32Array };
    expect(Math.max(...Array.from(starts.slice(1), (end, i) => end - starts[i]!))).toBe(3);
    expect((await learn(0.5, { maxSamplesLeaf: 3 })).state).toEqual(state);
  });
});
