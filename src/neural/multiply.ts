import type { GradSaveFunc, Tensor2D } from '@tensorflow/tfjs-core';
import type { Tensorflow } from './tensorflow.ts';

/**
 * A matrix product whose gradients turn their matrices themselves on Wasm, where a product "of the transposed" is some eight times slower than
 * transposing first [measured].
 * @param a [rows, inner]
 * @param b [inner, columns]
 */
export function multiply(tf: Tensorflow, a: Tensor2D, b: Tensor2D): Tensor2D {
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b);
  const product = tf.customGrad((...inputs) => {
    const save = inputs.at(-1) as unknown as GradSaveFunc;
    save([a, b]); // What is not saved is gone when the gradient is asked for.
    return {
      value: tf.matMul(a, b),
      gradFunc: (change, [left, right]) => [
        timesTransposed(tf, change as Tensor2D, right as Tensor2D),
        transposedTimes(tf, left as Tensor2D, change as Tensor2D)
      ]
    };
  });
  return product(a, b) as Tensor2D;
}

/** `change` times the transposed of `b`. */
const timesTransposed = (tf: Tensorflow, change: Tensor2D, b: Tensor2D): Tensor2D => tf.tidy(() => tf.matMul(change, tf.transpose(b)));

/** The transposed of `a` times `change`. */
export const transposedTimes = (tf: Tensorflow, a: Tensor2D, change: Tensor2D): Tensor2D =>
  tf.tidy(() => tf.matMul(tf.transpose(a), change));
