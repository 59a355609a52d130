import type { Tensor } from '@tensorflow/tfjs-core';
import { weightedLoss } from '../loss.ts';
import type { OpenNetwork } from '../open-network.ts';
import type { Tensorflow } from '../tensorflow.ts';

/**
 * How the loss of each row changes with its inputs: the gradient that attacks climb. Rows do not see each other.
 * @param x [rows, ...shape], row-major
 * @param classes what each row should be answered
 * @returns as long as `x`
 */
export async function lossSlope(
  tf: Tensorflow,
  network: OpenNetwork,
  { x, shape, classes, outputs }: { x: Float32Array; shape: readonly number[]; classes: Int32Array; outputs: number }
): Promise<Float32Array> {
  const rows = classes.length;
  const right = new Float32Array(rows * outputs);
  classes.forEach((code, row) => (right[row * outputs + code] = 1));
  const slope: Tensor = tf.tidy(() => {
    const [answers, weights] = [tf.tensor(right, [rows, outputs]), tf.ones([rows])];
    const loss = (input: Tensor) => weightedLoss(tf, 'softmax', network.forward(input), answers, weights);
    return tf.grad(loss)(tf.tensor(x, [rows, ...shape], 'float32')); // [rows, ...shape]
  });
  try {
    return (await slope.data<'float32'>()).slice();
  } finally {
    slope.dispose();
  }
}
