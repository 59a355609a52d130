import { describe, expect, test } from 'vitest';
import type { Matrix } from '../../../src/core/matrix.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { autoencode } from '../../../src/neural/plain/autoencode.ts';
import { DenseDescent } from '../../../src/neural/plain/dense-descent.ts';
import { modelScorers } from '../../../src/predict/model-registry.ts';
import { autoencoder } from '../../../src/stages/anomaly/models/autoencoder.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { quiet } from '../../jobs/support.ts';
import { numberTable } from '../../stages/train/support.ts';

/** Rows along a bow: each column alone is told by the other. */
function bow(rows: number, seed: number): Matrix {
  const rng = createRng(seed);
  const points = Array.from({ length: rows }, () => {
    const x = 4 * rng() - 2;
    return [x, x * x + 0.1 * normal(rng), 0.5 * x + 0.1 * normal(rng)];
  });
  return { data: Float64Array.from(points.flat()), rows, cols: 3 };
}

const settings = { hidden: [8, 1, 8], alpha: 1e-4, batchSize: 32, learningRateInit: 0.003, validationFraction: 0.1, maxIter: 60, nIterNoChange: 10 }; // prettier-ignore
const learned = (seed: number, more: object = {}) => autoencode(bow(300, 1), { ...settings, ...more }, { ...quiet, rng: createRng(seed) });

test('slopes are those of small steps', () => {
  const net = new DenseDescent([3, 4, 2, 3], createRng(5));
  const [row, target] = [Float64Array.of(0.3, -1.2, 0.7), Float64Array.of(0.1, 0.4, -0.2)];
  net.learn(row, target);
  const slopes = net.slopes();
  const loss = () => net.answer(row).reduce((sum, value, j) => sum + 0.5 * (value - target[j]!) ** 2, 0);
  for (const i of net.weights.keys()) {
    const weight = net.weights[i]!;
    net.weights[i] = weight + 1e-6;
    const above = loss();
    net.weights[i] = weight - 1e-6;
    expect((above - loss()) / 2e-6).toBeCloseTo(slopes[i]!, 7);
    net.weights[i] = weight;
  }
});

describe('an autoencoder', () => {
  test('is the same for the same seed and another for another', async () => {
    const [one, same, other] = [await learned(1), await learned(1), await learned(2)];
    expect(same).toEqual(one);
    expect(other.network.weights[0]).not.toEqual(one.network.weights[0]);
  });

  test('stops by rows held out of it, and keeps the best it was', async () => {
    const { epochs, bestEpoch, heldOut, converged } = await learned(1, { maxIter: 1000, learningRateInit: 0.02 });
    expect(heldOut).toBe(30);
    expect([converged, epochs < 1000, bestEpoch < epochs]).toEqual([true, true, true]);
  });

  test('that goes astray says so', async () => {
    const wild = { data: bow(60, 1).data.map((value) => value * 1e200), rows: 60, cols: 3 };
    await expect(autoencode(wild, settings, { ...quiet, rng: createRng(1) })).rejects.toMatchObject({ code: 'training-diverged' });
  });

  test('finds a row strange whose columns are usual but do not go together', async () => {
    const names = ['a', 'b', 'c'];
    const params = { ...defaultsOf(autoencoder.params), bottleneck: 1 } as never;
    const { state } = await autoencoder.fit(bow(600, 3), names, params, { ...quiet, autoencode, rng: createRng(1) });
    const score = modelScorers.get('autoencoder').compile(state);
    const own = bow(600, 4).data;
    const column = (j: number) => Array.from({ length: 600 }, (_, i) => own[3 * i + j]!);
    const usual = score(numberTable({ a: column(0), b: column(1), c: column(2) })).sort();
    const [broken] = score(numberTable({ a: [0], b: [3], c: [0] }));
    expect(broken).toBeGreaterThan(usual[Math.floor(0.99 * usual.length)]!);
    expect(score(numberTable({ a: [1e200], b: [0], c: [0] }))[0]).toBe(1e300);
  });

  test('whose package was tampered with is refused', async () => {
    const { network } = await learned(1, { maxIter: 2 });
    const good = { ...network, names: ['a', 'b', 'c'], centres: new Float64Array(3), widths: new Float64Array(3).fill(1), farthest: 4 };
    const { compile } = modelScorers.get('autoencoder');
    expect(() => compile(good)).not.toThrow();
    for (const change of [
      { widths: new Float64Array(3) },
      { centres: new Float64Array(2) },
      { names: ['a', 'b'] },
      { outputs: 2 },
      { farthest: 0 }
    ])
      expect(() => compile({ ...good, ...change })).toThrow(expect.objectContaining({ code: 'package-damaged' }));
  });
});
