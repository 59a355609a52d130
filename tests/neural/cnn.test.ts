import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { Fit, TrainingData } from '../../src/core/model.ts';
import { resolveParams } from '../../src/core/params.ts';
import { createRng } from '../../src/core/rng.ts';
import { gather, type ImageColumn } from '../../src/core/table.ts';
import { gatherTarget } from '../../src/core/target.ts';
import { imageExamples } from '../../src/neural/image-examples.ts';
import { cnn } from '../../src/neural/models/cnn.ts';
import { cnn as scorer } from '../../src/predict/models/cnn.ts';
import { cpuEngine, fitContext } from './cpu-engine.ts';
import { accuracy, blots } from './data.ts';
import { digits } from './digits.ts';

const fit = (data: TrainingData, given: Record<string, unknown> = {}): Promise<Fit> =>
  cnn.fit(data, resolveParams('cnn', cnn.params, given), fitContext(5));

const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
const part = (data: TrainingData, rows: Uint32Array): TrainingData => ({
  features: gather(data.features, rows),
  target: gatherTarget(data.target, rows),
  weights: null
});
const codesOf = (data: TrainingData) => (data.target.kind === 'classes' ? data.target.codes : new Int32Array());

test('reads handwritten digits it has not seen', async () => {
  const data = digits();
  const codes = codesOf(data);
  // Six of the ten, for time; the writers come one after another, so each gives to both parts.
  const every = range(0, 1797).filter((row) => codes[row]! < 6);
  const seen = part(data, every.filter((_, i) => i % 4 === 0)); // prettier-ignore
  const unseen = part(data, every.filter((_, i) => i % 4 !== 0)); // prettier-ignore
  const options = {
    filters: [6, 12],
    denseUnits: 24,
    dropout: 0,
    batchSize: 16,
    learningRateInit: 0.005,
    maxIter: 8,
    earlyStopping: false
  };
  const { state, curve } = await fit(seen, options);
  expect(accuracy(scorer.compile(state)(unseen.features), codesOf(unseen), 10)).toBeGreaterThan(0.88);
  expect(curve).toHaveLength(8);
});

test('scores an image alike alone and among 1,797', async () => {
  const data = digits();
  const { state } = await fit(part(data, range(0, 60)), { maxIter: 1 });
  const score = scorer.compile(state);
  const all = score(data.features);
  expect(all).toHaveLength(1797 * 10);
  expect(score(gather(data.features, [1234]))).toEqual(all.slice(12_340, 12_350));
});

test.each([
  [64, 64, 3],
  [33, 20, 1],
  [3, 2, 1],
  [1, 1, 1]
] as const)('fits itself to images of %d x %d x %d', async (height, width, channels) => {
  const data = blots(12, { height, width, channels });
  const { state } = await fit(data, { filters: [2, 3], denseUnits: 8, maxIter: 2, learningRateInit: 0.01 });
  const scores = scorer.compile(state)(data.features);
  expect(scores).toHaveLength(24);
  for (let row = 0; row < 12; row++) expect(scores[2 * row]! + scores[2 * row + 1]!).toBeCloseTo(1, 10);
});

test('learns a number from images', async () => {
  const data = blots(60, { width: 6, height: 6, channels: 1 });
  const values = Float64Array.from(codesOf(data), (code) => 100 + 50 * code);
  const { state } = await fit(
    { ...data, target: { kind: 'numbers', name: 'age', values } },
    { maxIter: 30, filters: [4], denseUnits: 8, learningRateInit: 0.01 }
  );
  const predicted = scorer.compile(state)(data.features);
  expect(Math.max(...predicted.map((value, i) => Math.abs(value - values[i]!)))).toBeLessThan(15);
});

test('the same seed gives the same bytes, augmentation and dropout included, and no tensor stays', async () => {
  await cpuEngine();
  const before = tf.memory().numTensors;
  const options = { filters: [3], denseUnits: 8, maxIter: 2, shift: 1, flip: true, dropout: 0.4 };
  const data = blots(40, { width: 8, height: 8, channels: 1 });
  expect((await fit(data, options)).state).toEqual((await fit(data, options)).state);
  expect((await fit(data, { ...options, shift: 0, flip: false })).state).not.toEqual((await fit(data, options)).state);
  expect(tf.memory().numTensors).toBe(before);
});

test('augmentation moves and mirrors whole images, and leaves them alone when nothing is learned', () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const column: ImageColumn = { kind: 'image', name: 'i', width: 3, height: 3, channels: 1, pixels };
  const draw = (shift: number, flip: boolean, seed: number | null) => {
    const into = new Float32Array(9);
    imageExamples(column, { mean: 0, scale: 1 / 255 }, { shift, flip }).fill(
      Uint32Array.of(0),
      into,
      seed === null ? null : createRng(seed)
    );
    return [...into].map(Math.round).join('');
  };
  const seen = (shift: number, flip: boolean) => new Set(Array.from({ length: 200 }, (_, seed) => draw(shift, flip, seed)));
  expect(draw(1, true, null)).toBe('123456789');
  expect([...seen(0, true)].sort()).toEqual(['123456789', '321654987']);
  expect(seen(1, false)).toEqual(
    new Set(['123456789', '456789000', '000123456', '012045078', '230560890', '000012045', '000230560', '045078000', '560890000'])
  );
});

test('refuses what is no image', async () => {
  const data = blots(20, { width: 4, height: 4, channels: 1 });
  const features = { rows: 20, columns: [{ kind: 'number' as const, name: 'a', values: new Float64Array(20) }] };
  await expect(fit({ ...data, features })).rejects.toMatchObject({ code: 'feature-not-image' });
  const { state } = await fit(data, { maxIter: 1, filters: [2], denseUnits: 2 });
  const score = scorer.compile(state);
  expect(() => score(blots(3, { width: 5, height: 4, channels: 1 }).features)).toThrow(
    expect.objectContaining({ code: 'shape-mismatch' }) as Error
  );
  expect(() => score(features)).toThrow(expect.objectContaining({ code: 'column-not-found' }) as Error);
});
