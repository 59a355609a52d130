import type { ActivationName } from '../../core/network.ts';
import { NO_WEIGHTS, type Layer } from './layer.ts';

/** The same function on every value. */
export function activation(fn: ActivationName): Layer {
  return {
    weights: NO_WEIGHTS,
    forward: (x, _weights, { tf }) => (fn === 'relu' ? tf.relu(x) : tf.tanh(x)),
    record: { kind: 'activation', fn }
  };
}
