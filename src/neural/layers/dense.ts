import type { Tensor2D } from '@tensorflow/tfjs-core';
import { multiply } from '../multiply.ts';
import { filled, glorotUniform, type Layer } from './layer.ts';

/**
 * Every output a weighted sum of all inputs; maps are read as one long row.
 * @param hasBias false under a batch norm, which takes any bias off again: its gradient would be rounding noise, which Adam blows up to full steps
 */
export function dense(inputs: number, outputs: number, hasBias = true): Layer {
  return {
    weights: [
      { shape: [inputs, outputs], learned: true, decays: true, initial: glorotUniform(inputs * outputs, inputs, outputs) },
      ...(hasBias ? [{ shape: [outputs], learned: true, decays: false, initial: filled(outputs, 0) }] : [])
    ],
    forward(x, [kernel, bias], { tf }) {
      const rows = tf.reshape(x, [x.shape[0]!, inputs]);
      const sums = multiply(tf, rows as Tensor2D, kernel as Tensor2D); // [rows, outputs]
      return bias ? tf.add(sums, bias) : sums;
    },
    record: { kind: 'dense', inputs, outputs }
  };
}
