import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Maps } from './convolution.ts';
import { NO_WEIGHTS, type Layer } from './layer.ts';

/** The largest value of each window of size x size. */
export function maxPool(maps: Maps, size: number): Layer {
  return {
    weights: NO_WEIGHTS,
    forward: (x, _weights, { tf }) => tf.maxPool(x as Tensor4D, size, size, 'valid'), // [rows, height / size, width / size, channels]
    record: { kind: 'max-pool', ...maps, size }
  };
}
