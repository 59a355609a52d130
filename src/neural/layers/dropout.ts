import { NO_WEIGHTS, type Layer } from './layer.ts';

/**
 * In training, sets a share of the values to 0 and scales up the rest, so that the expected sum stays; otherwise does nothing.
 * The mask is drawn from the run's own generator: the one inside TensorFlow.js can't be saved and resumed.
 * @param rate share of values dropped, 0 to below 1
 */
export function dropout(rate: number): Layer {
  return {
    weights: NO_WEIGHTS,
    forward(x, _weights, { tf, training, rng }) {
      if (!training || rate === 0) return x;
      const kept = 1 / (1 - rate);
      const mask = Float32Array.from({ length: x.size }, () => (rng() < rate ? 0 : kept));
      return tf.mul(x, tf.tensor(mask, x.shape, 'float32'));
    },
    record: null
  };
}
