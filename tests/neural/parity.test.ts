import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { NetworkState } from '../../src/core/network.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { freeze } from '../../src/neural/freeze.ts';
import { activation } from '../../src/neural/layers/activation.ts';
import { batchNorm } from '../../src/neural/layers/batch-norm.ts';
import { convolution } from '../../src/neural/layers/convolution.ts';
import { dense } from '../../src/neural/layers/dense.ts';
import { dropout } from '../../src/neural/layers/dropout.ts';
import type { Layer } from '../../src/neural/layers/layer.ts';
import { maxPool } from '../../src/neural/layers/max-pool.ts';
import { compileNetwork } from '../../src/predict/compile-network.ts';
import { convolution as convolve } from '../../src/predict/layers/convolution.ts';
import { cpuEngine } from './cpu-engine.ts';

beforeAll(async () => void (await cpuEngine()));

const rng = createRng(11);
const draws = (length: number) => Float32Array.from({ length }, () => normal(rng));
const ROWS = 20;

/** What the scorer says beside what TensorFlow.js says, for random rows, weights and moving averages. */
function largestDifference(layers: readonly Layer[], shape: readonly number[], output: NetworkState['output'], outputs: number): number {
  const specs = layers.flatMap((layer) => layer.weights);
  const values = specs.map((spec) =>
    spec.learned ? spec.initial(rng).map((value) => value + 0.1 * normal(rng)) : draws(spec.shape[0]!).map((value) => value * value)
  );
  const inputs = shape.reduce((product, edge) => product * edge, 1);
  const rows = draws(ROWS * inputs);
  const score = compileNetwork({ ...freeze(layers, values), output, outputs, targetMean: 0, targetScale: 1 }, inputs);
  const expected = tf.tidy(() => {
    let at = 0;
    const weights = values.map((value, i) => tf.tensor(value, [...specs[i]!.shape]));
    const pass = { tf, training: false, rng, track: () => undefined };
    const scores = layers.reduce<tf.Tensor>(
      (x, layer) => layer.forward(x, weights.slice(at, (at += layer.weights.length)), pass),
      tf.tensor(rows, [ROWS, ...shape])
    );
    return (output === 'softmax' ? tf.softmax(scores) : scores).dataSync();
  });
  const differences = Array.from({ length: ROWS }, (_, row) => {
    const answer = score(Float64Array.from(rows.subarray(row * inputs, (row + 1) * inputs)));
    return Math.max(...answer.map((value, i) => Math.abs(value - expected[row * outputs + i]!)));
  });
  return Math.max(...differences);
}

test.each(['relu', 'tanh'] as const)('the scorer agrees with TensorFlow.js on dense layers with batch norm, %s', (fn) => {
  const layers = [
    dense(7, 16),
    batchNorm(16),
    activation(fn),
    dropout(0.5),
    dense(16, 9, false),
    batchNorm(9),
    activation(fn),
    dense(9, 4)
  ];
  expect(largestDifference(layers, [7], 'softmax', 4)).toBeLessThan(1e-5);
  expect(largestDifference([dense(7, 16), activation(fn), dense(16, 1)], [7], 'linear', 1)).toBeLessThan(1e-5);
});

test.each([
  [8, 8, 1, 3],
  [7, 10, 3, 4],
  [5, 6, 2, 1],
  [9, 4, 1, 5]
])('the scorer agrees with TensorFlow.js on images of %d x %d x %d under windows of %d', (height, width, channels, size) => {
  const maps = { height, width, channels };
  const halved = { height: Math.floor(height / 2), width: Math.floor(width / 2), channels: 6 };
  const layers = [
    convolution(maps, 6, size),
    activation('relu'),
    maxPool({ ...maps, channels: 6 }, 2),
    convolution(halved, 5, size),
    activation('relu'),
    dense(halved.height * halved.width * 5, 3)
  ];
  expect(largestDifference(layers, [height, width, channels], 'softmax', 3)).toBeLessThan(1e-5);
});

test('a convolution without padding agrees with TensorFlow.js', () => {
  const [kernel, bias, input] = [draws(3 * 3 * 2 * 4), draws(4), draws(6 * 5 * 2)];
  const run = convolve({ kind: 'convolution', height: 6, width: 5, channels: 2, filters: 4, size: 3, padding: 'valid' }, kernel, bias);
  run.run(Float64Array.from(input));
  const expected = tf.tidy(() =>
    tf.add(tf.conv2d(tf.tensor4d(input, [1, 6, 5, 2]), tf.tensor4d(kernel, [3, 3, 2, 4]), 1, 'valid'), tf.tensor1d(bias)).dataSync()
  );
  expect(run.output).toHaveLength(expected.length);
  expect(Math.max(...run.output.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-5);
});

test('a state whose parts do not fit together is refused', () => {
  const good = { ...freeze([dense(2, 3)], [draws(6), draws(3)]), output: 'softmax', outputs: 3, targetMean: 0, targetScale: 1 } as const;
  const broken = (changes: Partial<NetworkState>, inputs = 2) =>
    expect(() => compileNetwork({ ...good, ...changes } as NetworkState, inputs)).toThrow(
      expect.objectContaining({ code: 'package-damaged' }) as Error
    );
  broken({ weights: [draws(6)] });
  broken({ weights: [draws(5), draws(3)] });
  broken({ weights: [draws(6), draws(3), draws(1)] });
  broken({ weights: [draws(6), Float32Array.of(0, NaN, 0)] });
  broken({ outputs: 4 });
  broken({}, 5);
  broken({ layers: [{ kind: 'lstm' } as never] });
});
