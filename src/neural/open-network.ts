import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { createRng } from '../core/rng.ts';
import type { NetworkLayer, NetworkState } from '../core/network.ts';
import { activation } from './layers/activation.ts';
import { convolution } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import type { Layer } from './layers/layer.ts';
import { maxPool } from './layers/max-pool.ts';
import type { Tensorflow } from './tensorflow.ts';
import { uploadWeights } from './weights.ts';

/** A trained network on a device, whose gradients can be taken. */
export interface OpenNetwork {
  /** What the last layer gives before softmax. Call inside `tf.tidy`. @param x [rows, ...shape of a row] */
  forward(x: Tensor): Tensor;
  dispose(): void;
}

/** The network of a package with its weights, for gradients by its input; the scorer's own code answers. */
export function openNetwork(tf: Tensorflow, { layers, weights }: NetworkState): OpenNetwork {
  const own = layers.map(layerOf);
  const uploaded = uploadWeights(tf, own, weights);
  // nothing is drawn outside of training
  const pass = { tf, training: false, rng: createRng(0), track: () => undefined };
  const weightsOf = (i: number): Variable[] => uploaded.variables.slice(uploaded.starts[i], uploaded.starts[i]! + own[i]!.weights.length);
  return {
    forward: (x) => own.reduce((values, layer, i) => layer.forward(values, weightsOf(i), pass), x),
    dispose: () => uploaded.dispose()
  };
}

function layerOf(layer: NetworkLayer): Layer {
  switch (layer.kind) {
    case 'dense':
      return dense(layer.inputs, layer.outputs);
    case 'convolution':
      return convolution(layer, layer.filters, layer.size);
    case 'max-pool':
      return maxPool(layer, layer.size);
    case 'activation':
      return activation(layer.fn);
  }
}
