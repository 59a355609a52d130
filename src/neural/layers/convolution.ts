import type { Tensor4D } from '@tensorflow/tfjs-core';
import { convolve } from '../convolve.ts';
import { filled, glorotUniform, type Layer } from './layer.ts';

export interface Maps {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Slides `filters` windows of size x size over the maps, stride 1, padded so that the size stays.
 * @param isFirst its input are the images themselves
 */
export function convolution(maps: Maps, filters: number, size: number, isFirst = false): Layer {
  const window = size * size;
  return {
    weights: [
      {
        shape: [size, size, maps.channels, filters],
        learned: true,
        decays: true,
        initial: glorotUniform(window * maps.channels * filters, window * maps.channels, window * filters)
      },
      { shape: [filters], learned: true, decays: false, initial: filled(filters, 0) }
    ],
    forward(x, [kernel, bias], { tf }) {
      return tf.add(convolve(tf, x as Tensor4D, kernel as Tensor4D, !isFirst), bias!); // [rows, height, width, filters]
    },
    record: { kind: 'convolution', ...maps, filters, size, padding: 'same' }
  };
}
