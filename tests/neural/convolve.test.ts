import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { convolve } from '../../src/neural/convolve.ts';
import { cpuEngine } from './cpu-engine.ts';

beforeAll(async () => void (await cpuEngine()));

const rng = createRng(3);
const draws = (shape: [number, number, number, number]) =>
  tf.tensor4d(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => normal(rng)),
    shape
  );

const largest = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!;

test.each([1, 2, 3, 4, 5])('values and gradients are those of TensorFlow.js, window %d', (size) => {
  const [x, kernel, change] = [draws([4, 6, 7, 3]), draws([size, size, 3, 5]), draws([4, 6, 7, 5])];
  const own = tf.valueAndGrads((a, b) => tf.sum(tf.mul(convolve(tf, a as tf.Tensor4D, b as tf.Tensor4D, true), change)) as tf.Scalar)([
    x,
    kernel
  ]);
  const theirs = tf.valueAndGrads((a, b) => tf.sum(tf.mul(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'), change)) as tf.Scalar)([
    x,
    kernel
  ]);
  const first = tf.grad((b) => tf.sum(tf.mul(convolve(tf, x, b as tf.Tensor4D, false), change)))(kernel);
  expect(largest(own.value, theirs.value)).toBeLessThan(1e-3);
  expect(largest(own.grads[0]!, theirs.grads[0]!)).toBeLessThan(1e-4);
  expect(largest(own.grads[1]!, theirs.grads[1]!)).toBeLessThan(1e-4);
  expect(largest(first, theirs.grads[1]!)).toBeLessThan(1e-4);
});
