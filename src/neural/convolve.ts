import type { GradSaveFunc, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { transposedTimes } from './multiply.ts';
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
    return learnsInput ? [ofKernel, inputGradient(tf, change, kernel)] : ofKernel;
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

/** Pixels padded before and after by `same`: the odd one after. */
function paddingOf(size: number): [number, number] {
  const before = (size - 1) >> 1;
  return [before, size - 1 - before];
}

/**
 * What each window sees at one of its places, times what it should change: a matrix product for each place.
 * @param change gradient of the output, [rows, height, width, filters]
 */
function kernelGradient(tf: Tensorflow, x: Tensor4D, change: Tensor4D, shape: Shape4D): Tensor4D {
  return tf.tidy(() => {
    const [size, , channels, filters] = shape;
    const [rows, height, width] = x.shape;
    const padding = paddingOf(size);
    const lines = tf.reshape(tf.pad(x, [[0, 0], padding, padding, [0, 0]]), [rows, height + size - 1, (width + size - 1) * channels]); // prettier-ignore
    const seenAt = (down: number, right: number): Tensor2D =>
      tf.reshape(tf.slice(lines, [0, down, right * channels], [rows, height, width * channels]), [
        rows * height * width,
        channels
      ]) as Tensor2D;
    const changes = tf.reshape(change, [-1, filters]) as Tensor2D;
    const products = Array.from({ length: size * size }, (_, i) => transposedTimes(tf, seenAt(Math.floor(i / size), i % size), changes));
    return tf.reshape(tf.concat(products), shape);
  });
}

/** A convolution of the change with the kernel turned half around, its channels and filters exchanged. */
function inputGradient(tf: Tensorflow, change: Tensor4D, kernel: Tensor4D): Tensor4D {
  return tf.tidy(() => {
    const [before, after] = paddingOf(kernel.shape[0]);
    const padded = tf.pad(change, [[0, 0], [after, before], [after, before], [0, 0]]); // prettier-ignore
    return tf.conv2d(padded, tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]), 1, 'valid');
  });
}
