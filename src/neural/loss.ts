import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Answers } from './answers.ts';
import type { Tensorflow } from './tensorflow.ts';

/**
 * Sum over the rows of weight times loss: cross-entropy of the softmax, or half the squared error. Call inside `tf.tidy`.
 * @param output [rows, outputs]
 * @param answers [rows, outputs]
 * @param weights [rows]
 */
export function weightedLoss(tf: Tensorflow, kind: Answers['output'], output: Tensor, answers: Tensor, weights: Tensor): Scalar {
  const each =
    kind === 'softmax'
      ? tf.neg(tf.sum(tf.mul(answers, tf.logSoftmax(output)), -1)) // [rows]
      : tf.mul(tf.sum(tf.square(tf.sub(output, answers)), -1), 0.5); // [rows]
  return tf.sum(tf.mul(each, weights));
}
