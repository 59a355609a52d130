import type { Tensor2D } from '@tensorflow/tfjs-core';
import { filled, glorotUniform, type Layer } from './layer.ts';

/** Every output a weighted sum of all inputs; maps are read as one long row. */
export function dense(inputs: number, outputs: number): Layer {
  return {
    weights: [
      { shape: [inputs, outputs], learned: true, decays: true, initial: glorotUniform(inputs * outputs, inputs, outputs) },
      { shape: [outputs], learned: true, decays: false, initial: filled(outputs, 0) }
    ],
    forward(x, [kernel, bias], { tf }) {
      const rows = tf.reshape(x, [x.shape[0]!, inputs]);
      return tf.add(tf.matMul(rows as Tensor2D, kernel as Tensor2D), bias!); // [rows, outputs]
    },
    record: { kind: 'dense', inputs, outputs }
  };
}
