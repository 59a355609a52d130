import type { GradSaveFunc, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tensorflow } from './tensorflow.ts';

/**
 * Convolution with stride 1 and padding `same`, with a gradient every backend can compute: the one of TensorFlow.js for the kernel
 * (Conv2DBackpropFilter) is missing on Wasm and slow on the CPU, and is a matrix product of what each window sees with what it should change.
 * @param x [rows, height, width, channels]
 * @param kernel [size, size, channels, filters]
 * @param learnsInput false for the first layer, whose input has no use for a gradient
 */
export function convolve(tf: Tensorflow, x: Tensor4D, kernel: Tensor4D, learnsInput: boolean): Tensor4D {
  if (!needsOwnGradient(tf)) return tf.conv2d(x, kernel, 1, 'same');
  const gradients = (change: Tensor4D, input: Tensor4D) => {
    const ofKernel = kernelGradient(tf, input, change, kernel.shape);
    return learnsInput ? [ofKernel, tf.conv2dTranspose(change, kernel, x.shape, 1, 'same')] : ofKernel;
  };
  const convolved = tf.customGrad((...inputs) => {
    const save = inputs.at(-1) as unknown as GradSaveFunc;
    save([x]); // What is not saved is gone when the gradient is asked for.
    return { value: tf.conv2d(x, kernel, 1, 'same'), gradFunc: (change, [input]) => gradients(change as Tensor4D, input as Tensor4D) };
  });
  return (learnsInput ? convolved(kernel, x) : convolved(kernel)) as Tensor4D;
}

const needsOwnGradient = (tf: Tensorflow) => ['wasm', 'cpu'].includes(tf.getBackend());

type Shape4D = [number, number, number, number];

/** @param change gradient of the output, [rows, height, width, filters] */
function kernelGradient(tf: Tensorflow, x: Tensor4D, change: Tensor4D, shape: Shape4D): Tensor4D {
  return tf.tidy(() => {
    const [size, , channels, filters] = shape;
    const windows = windowsOf(tf, x, size);
    const seen = tf.reshape(windows, [-1, size * size * channels]); // [rows * height * width, size * size * channels]
    return tf.reshape(tf.matMul(seen, tf.reshape(change, [-1, filters]), true, false), shape);
  });
}

/** What the window at each place sees: [rows, height, width, size * size * channels]. */
function windowsOf(tf: Tensorflow, x: Tensor4D, size: number): Tensor4D {
  const before = (size - 1) >> 1;
  const after = size - 1 - before;
  const padded = tf.pad(x, [
    [0, 0],
    [before, after],
    [before, after],
    [0, 0]
  ]);
  const offsets = Array.from({ length: size * size }, (_, i) => [Math.floor(i / size), i % size] as const);
  return tf.concat(
    offsets.map(([down, right]) => tf.slice(padded, [0, down, right, 0], x.shape)),
    3
  );
}
