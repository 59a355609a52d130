import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Rng } from '../core/rng.ts';
import type { Layer, WeightSpec } from './layers/layer.ts';
import type { Tensorflow } from './tensorflow.ts';

/** The weights of a network on the device, layer by layer. */
export interface Weights {
  readonly specs: readonly WeightSpec[];
  readonly variables: readonly Variable[];
  /** Where each layer's variables begin in `variables`. */
  readonly starts: readonly number[];
  dispose(): void;
}

const sizeOf = (spec: WeightSpec) => spec.shape.reduce((product, edge) => product * edge, 1);

/** Draws every weight, in the order of the layers. */
export function initialWeights(layers: readonly Layer[], rng: Rng): Float32Array[] {
  return layers.flatMap((layer) => layer.weights.map((spec) => spec.initial(rng)));
}

export function uploadWeights(tf: Tensorflow, layers: readonly Layer[], values: readonly Float32Array[]): Weights {
  const specs = layers.flatMap((layer) => layer.weights);
  const starts = layers.map((_, i) => layers.slice(0, i).reduce((sum, layer) => sum + layer.weights.length, 0));
  const variables = uploadLike(tf, specs, values);
  return { specs, variables, starts, dispose: () => tf.dispose([...variables]) };
}

/** One variable a spec, each a copy of `values`, or of zeros. */
export function uploadLike(tf: Tensorflow, specs: readonly WeightSpec[], values?: readonly Float32Array[]): Variable[] {
  return tf.tidy(() =>
    specs.map((spec, i) => {
      const data = values?.[i]?.slice() ?? new Float32Array(sizeOf(spec));
      return tf.variable(tf.tensor(data, [...spec.shape], 'float32'), spec.learned);
    })
  );
}

/** The variables' values in one array, read in one go: a read is what costs on a GPU. */
export async function packed(tf: Tensorflow, variables: readonly Variable[]): Promise<Float32Array> {
  const all: Tensor = tf.tidy(() => tf.concat(variables.map((variable) => tf.reshape(variable, [-1]))));
  try {
    return (await all.data<'float32'>()).slice();
  } finally {
    all.dispose();
  }
}

/** Takes apart what `packed` put together. */
export function unpacked(specs: readonly WeightSpec[], values: Float32Array): Float32Array[] {
  let at = 0;
  return specs.map((spec) => values.slice(at, (at += sizeOf(spec))));
}
