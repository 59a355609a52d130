import { filled, type Layer, type Pass } from './layer.ts';
import type { Tensor } from '@tensorflow/tfjs-core';

const EPSILON = 1e-3;
/** Share of the old moving average that stays at each batch. */
const MOMENTUM = 0.9;

/**
 * Brings each unit to mean 0 and variance 1 over the batch, then learns a scale and a shift; afterwards the moving averages stand in for the
 * batch, so that the whole folds into the layer before it.
 * Source: Ioffe & Szegedy (2015), "Batch Normalization", algorithms 1 and 2.
 */
export function batchNorm(units: number): Layer {
  const kept = (learned: boolean, value: number) => ({ shape: [units], learned, decays: false, initial: filled(units, value) });
  return {
    weights: [kept(true, 1), kept(true, 0), kept(false, 0), kept(false, 1)],
    forward(x, [gamma, beta, mean, variance], pass) {
      const { tf } = pass;
      const moments = pass.training ? batchMoments(x, mean!, variance!, pass) : { mean: mean!, variance: variance! };
      const scale = tf.div(gamma!, tf.sqrt(tf.add(moments.variance, EPSILON))); // [units]
      return tf.add(tf.mul(tf.sub(x, moments.mean), scale), beta!);
    },
    record: null,
    fold([gamma, beta, mean, variance]) {
      const scale = gamma!.map((value, i) => value / Math.sqrt(variance![i]! + EPSILON));
      return { scale, shift: beta!.map((value, i) => value - mean![i]! * scale[i]!) };
    }
  };
}

function batchMoments(x: Tensor, movingMean: Tensor, movingVariance: Tensor, { tf, track }: Pass) {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const mean = tf.mean(x, axes); // [units]
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes); // [units]
  const moved = (from: Tensor, to: Tensor) => tf.keep(tf.add(tf.mul(from, MOMENTUM), tf.mul(to, 1 - MOMENTUM)));
  track(2, moved(movingMean, mean));
  track(3, moved(movingVariance, variance));
  return { mean, variance };
}
