import { packageDamaged } from '../core/errors/packaging.ts';
import type { NetworkLayer, NetworkState } from '../core/network.ts';
import { activation } from './layers/activation.ts';
import { convolution } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import type { LayerRun } from './layers/layer-run.ts';
import { maxPool } from './layers/max-pool.ts';
import { softmax } from './layers/softmax.ts';

/** Scores one row. The answer is overwritten by the next call. */
export type NetworkRun = (input: Float64Array) => Float64Array;

/**
 * A trained network as plain loops over typed arrays.
 * @param inputs how many values a row has
 * @throws LatheError `package-damaged` when layers and weights do not fit together or a weight is not a number
 */
export function compileNetwork(state: NetworkState, inputs: number): NetworkRun {
  const { targetMean, targetScale } = state;
  const run = compileRaw(state, inputs);
  return (input) => {
    const output = run(input);
    if (state.output === 'softmax') softmax(output);
    else output[0] = output[0]! * targetScale + targetMean;
    return output;
  };
}

/**
 * How little speaks for any class: minus the logarithm of the sum of what the last layer says, each made a power of e. Of rows unlike those of training it is high, for
 * no output is called for.
 * Source: Liu, Wang, Owens & Li (2020), "Energy-based out-of-distribution detection", equation 4, at temperature 1.
 * @returns null for a network that answers a number
 */
export function compileEnergy(state: NetworkState, inputs: number): ((input: Float64Array) => number) | null {
  if (state.output !== 'softmax') return null;
  const run = compileRaw(state, inputs);
  return (input) => {
    const output = run(input);
    const top = output.reduce((most, score) => Math.max(most, score), -Infinity);
    return -top - Math.log(output.reduce((sum, score) => sum + Math.exp(score - top), 0));
  };
}

/** What the last layer says. */
function compileRaw(state: NetworkState, inputs: number): NetworkRun {
  const layers = compileLayers(state, inputs);
  const output = layers.at(-1)?.output ?? new Float64Array(0);
  if (output.length !== state.outputs) throw packageDamaged(`the network ends in ${output.length} values instead of ${state.outputs}`);
  return (input) => {
    let values = input;
    for (const layer of layers) {
      layer.run(values);
      values = layer.output;
    }
    return output;
  };
}

/** The layers one by one, each of which reads what the one before it left. @throws LatheError `package-damaged` */
export function compileLayers(state: NetworkState, inputs: number): LayerRun[] {
  const weights = state.weights.values();
  const take = (length: number): Float32Array => {
    const values = weights.next().value;
    if (values?.length !== length) throw packageDamaged(`a layer needs ${length} weights and has ${values?.length ?? 0}`);
    if (!values.every(Number.isFinite)) throw packageDamaged('a weight is not a number');
    return values;
  };
  let width = inputs;
  const runs = state.layers.map((layer) => {
    const needs = inputsOf(layer, width);
    if (needs !== width) throw packageDamaged(`a ${layer.kind} layer takes ${needs} values and gets ${width}`);
    const run = compileLayer(layer, width, take);
    width = run.output.length;
    return run;
  });
  if (!weights.next().done) throw packageDamaged('there are weights that belong to no layer');
  return runs;
}

function inputsOf(layer: NetworkLayer, width: number): number {
  switch (layer.kind) {
    case 'dense':
      return layer.inputs;
    case 'convolution':
    case 'max-pool':
      return layer.height * layer.width * layer.channels;
    case 'activation':
      return width;
  }
}

function compileLayer(layer: NetworkLayer, width: number, take: (length: number) => Float32Array): LayerRun {
  switch (layer.kind) {
    case 'dense':
      return dense(layer.inputs, layer.outputs, take(layer.inputs * layer.outputs), take(layer.outputs));
    case 'convolution':
      return convolution(layer, take(layer.size * layer.size * layer.channels * layer.filters), take(layer.filters));
    case 'max-pool':
      return maxPool(layer);
    case 'activation':
      return activation(layer.fn, width);
    default:
      throw packageDamaged(`there is no layer of the kind "${String((layer as { kind: unknown }).kind)}"`);
  }
}
