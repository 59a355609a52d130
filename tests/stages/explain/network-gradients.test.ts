import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CnnState, NetworkState } from '../../../src/core/network.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { freeze } from '../../../src/neural/freeze.ts';
import { activation } from '../../../src/neural/layers/activation.ts';
import { convolution } from '../../../src/neural/layers/convolution.ts';
import { dense } from '../../../src/neural/layers/dense.ts';
import type { Layer } from '../../../src/neural/layers/layer.ts';
import { maxPool } from '../../../src/neural/layers/max-pool.ts';
import { integratedGradients } from '../../../src/stages/explain/network/integrated-gradients.ts';
import { networkNumber } from '../../../src/stages/explain/network/passes.ts';
import { gradCam } from '../../../src/stages/explain/pictures/grad-cam.ts';
import { cpuEngine } from '../../neural/cpu-engine.ts';
import { quiet } from '../evaluate/fixtures.ts';

beforeAll(async () => void (await cpuEngine()));

const rng = createRng(12);
const draws = (length: number) => Float32Array.from({ length }, () => normal(rng));
const maps = { height: 7, width: 6, channels: 2 };
const dressed = [dense(5, 8), activation('tanh'), dense(8, 6), activation('relu'), dense(6, 3)];
const seeing = [
  convolution(maps, 4, 3, true),
  activation('relu'),
  maxPool({ ...maps, channels: 4 }, 2),
  convolution({ height: 3, width: 3, channels: 4 }, 3, 2),
  activation('relu'),
  dense(27, 3)
];

interface Made {
  readonly state: NetworkState;
  /** The probability of a class by TensorFlow.js, in its single precision, and its slopes. */
  readonly expected: (input: Float32Array, code: number) => { value: number; slopes: Float32Array };
}

function made(layers: readonly Layer[], shape: readonly number[], outputs: number): Made {
  const specs = layers.flatMap(({ weights }) => weights);
  const values = specs.map((spec) => spec.initial(rng).map((value) => value + 0.1 * normal(rng)));
  const state = { ...freeze(layers, values), output: 'softmax', outputs, targetMean: 0, targetScale: 1 } as NetworkState;
  const share = (x: tf.Tensor, code: number, weights: readonly tf.Tensor[]) => {
    let at = 0;
    const pass = { tf, training: false, rng, track: () => undefined };
    const scores = layers.reduce<tf.Tensor>(
      (given, layer) => layer.forward(given, weights.slice(at, (at += layer.weights.length)), pass),
      x
    );
    return tf.sum(tf.gather(tf.softmax(scores), [code], 1)) as tf.Scalar;
  };
  const expected = (input: Float32Array, code: number) =>
    tf.tidy(() => {
      const x = tf.tensor(input, [1, ...shape]);
      const weights = values.map((each, i) => tf.tensor(each, [...specs[i]!.shape]));
      const { value, grad } = tf.valueAndGrad((given: tf.Tensor) => share(given, code, weights))(x);
      return { value: value.dataSync()[0]!, slopes: grad.dataSync<'float32'>().slice() };
    });
  return { state, expected };
}

describe('derivatives', () => {
  test.each([
    ['dense layers', dressed, [5]],
    // the first convolution has no use for derivatives of its input in training, so it is asked as one of later layers
    ['convolutions and pools', [convolution(maps, 4, 3), ...seeing.slice(1)], [7, 6, 2]]
  ] as const)('of %s are those of TensorFlow.js', (_, layers, shape) => {
    const inputs = shape.reduce((product: number, edge) => product * edge, 1);
    const { state, expected } = made(layers, shape, 3);
    for (const code of [0, 1, 2]) {
      const input = draws(inputs);
      const known = expected(input, code);
      const found = networkNumber(state, inputs, code)(Float64Array.from(input));
      expect(found.value).toBeCloseTo(known.value, 5);
      found.slopes.forEach((slope, i) => expect(slope).toBeCloseTo(known.slopes[i]!, 5));
    }
  });
});

describe('integrated gradients', () => {
  const linear = (weights: readonly number[], bias: number): NetworkState => ({
    layers: [{ kind: 'dense', inputs: weights.length, outputs: 1 }],
    weights: [Float32Array.from(weights), Float32Array.of(bias)],
    output: 'linear',
    outputs: 1,
    targetMean: 5,
    targetScale: 2
  });

  test('of a linear network are the weight times the way', async () => {
    const weights = [0.5, -2, 0.25];
    const [input, baseline] = [Float64Array.of(1, 2, 3), Float64Array.of(-1, 0.5, 3)];
    const found = await integratedGradients({
      number: networkNumber(linear(weights, 0.75), 3, null),
      input,
      baseline,
      tiny: 1e-6,
      context: quiet
    });
    weights.forEach((weight, i) => expect(found.values[i]).toBeCloseTo(2 * weight * (input[i]! - baseline[i]!), 12));
    expect(found).toMatchObject({ steps: 31, isComplete: true });
    expect(found.base).toBeCloseTo(5 + 2 * (-0.5 - 1 + 0.75 + 0.75), 12);
  });

  test.each([
    ['dense layers', dressed, 5],
    ['convolutions', seeing, 84]
  ] as const)('of %s add up, with as many steps as that takes', async (_, layers, inputs) => {
    const { state } = made(layers, inputs === 5 ? [5] : [7, 6, 2], 3);
    const [input, baseline] = [Float64Array.from(draws(inputs), (value) => 2 * value), new Float64Array(inputs)];
    const number = networkNumber(state, inputs, 1);
    const found = await integratedGradients({ number, input, baseline, tiny: 1e-6, context: quiet });
    expect(found.isComplete).toBe(true);
    expect(found.steps).toBeLessThan(400);
    expect(found.gap).toBeLessThanOrEqual(1e-3);
    const sum = found.values.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - (found.output - found.base))).toBeLessThanOrEqual(1e-3 * Math.abs(found.output - found.base));
    const finer = await integratedGradients({ number, input, baseline, tiny: 1e-6, tolerance: 1e-5, context: quiet });
    expect(finer.steps).toBeGreaterThan(found.steps);
    found.values.forEach((value, i) => expect(value).toBeCloseTo(finer.values[i]!, 3));
  });

  test('say so where the steps there may be are too few', async () => {
    const { state } = made(dressed, [5], 3);
    const input = Float64Array.from(draws(5), (value) => 30 * value);
    const found = await integratedGradients({ number: networkNumber(state, 5, 0), input, baseline: new Float64Array(5), tolerance: 1e-12, mostSteps: 40, tiny: 1e-6, context: quiet }); // prettier-ignore
    expect(found.isComplete).toBe(false);
    expect(found.steps).toBeLessThan(80);
    expect(found.gap).toBeGreaterThan(1e-12);
  });
});

describe('Grad-CAM', () => {
  /** One convolution that passes on what it is given, and a class that goes by the sum of the maps. */
  const state = (weight: number): CnnState => ({
    layers: [
      { kind: 'convolution', height: 6, width: 6, channels: 1, filters: 1, size: 1, padding: 'same' },
      { kind: 'activation', fn: 'relu' },
      { kind: 'max-pool', height: 6, width: 6, channels: 1, size: 2 },
      { kind: 'dense', inputs: 9, outputs: 2 }
    ],
    weights: [
      Float32Array.of(1),
      Float32Array.of(0),
      Float32Array.from({ length: 18 }, (_, i) => (i % 2 ? weight : 0)),
      new Float32Array(2)
    ],
    output: 'softmax',
    outputs: 2,
    targetMean: 0,
    targetScale: 1,
    ...{ column: 'image', width: 6, height: 6, channels: 1, pixelMean: 0, pixelScale: 1 }
  });
  const spot = Float64Array.from({ length: 36 }, (_, i) => Number(i === 2 * 6 + 3));

  test('is warm where the maps that speak for the class are', () => {
    const found = gradCam(state(1), spot, 1)!;
    expect(found.heat).toHaveLength(36);
    expect([...found.heat].indexOf(Math.max(...found.heat))).toBe(2 * 6 + 3);
    expect(found.heat[0]).toBe(0);
  });

  test('is cold where all of them speak against it, and there is none without a convolution', () => {
    expect(Math.max(...gradCam(state(-1), spot, 1)!.heat)).toBe(0);
    const flat = {
      ...state(1),
      layers: [{ kind: 'dense', inputs: 36, outputs: 2 }],
      weights: [new Float32Array(72), new Float32Array(2)]
    } as CnnState;
    expect(gradCam(flat, spot, 1)).toBe(null);
  });
});
