import type { NetworkLayer, NetworkState } from '../../../core/network.ts';
import { compileLayers } from '../../../predict/compile-network.ts';
import { convolvedSize } from '../../../predict/layers/convolution.ts';
import { softmax } from '../../../predict/layers/softmax.ts';

/** A network that is run forth by the scorer's own layers, and back for its derivatives, one row at a time. */
export interface Passes {
  /** @returns what the network gives before a softmax, which the next call overwrites */
  forth(input: Float64Array): Float64Array;
  /** The derivatives, of the row that went forth last, by what each layer is given, first to last. @param seed by what the network gives */
  back(seed: Float64Array): Float64Array[];
  /** What each layer was given of that row. */
  inputs(): readonly Float64Array[];
}

type Back = (given: Float64Array, made: Float64Array, derivative: Float64Array) => Float64Array;

/**
 * Derivatives of a trained network in double precision, on the very numbers the scorer works with; no backend is asked.
 * @param inputs how many values a row has
 * @throws LatheError `package-damaged`
 */
export function networkPasses(state: NetworkState, inputs: number): Passes {
  const layers = compileLayers(state, inputs);
  const weights = state.weights.values();
  const backs = state.layers.map((layer) =>
    backOf(layer, layer.kind === 'dense' || layer.kind === 'convolution' ? kernelOf(weights) : null)
  );
  let first: Float64Array = new Float64Array(inputs);
  const given = (i: number) => (i === 0 ? first : layers[i - 1]!.output);
  return {
    forth(input) {
      first = input;
      layers.forEach((layer, i) => layer.run(given(i)));
      return layers.at(-1)!.output;
    },
    back(seed) {
      const derivatives: Float64Array[] = [];
      let derivative = seed;
      for (let i = layers.length - 1; i >= 0; i--) {
        derivative = backs[i]!(given(i), layers[i]!.output, derivative);
        derivatives[i] = derivative;
      }
      return derivatives;
    },
    inputs: () => layers.map((_, i) => given(i))
  };
}

/** The kernel, with the bias behind it left out: it has no say in a derivative. */
function kernelOf(weights: Iterator<Float32Array>): Float32Array {
  const kernel = weights.next().value as Float32Array;
  weights.next();
  return kernel;
}

function backOf(layer: NetworkLayer, kernel: Float32Array | null): Back {
  switch (layer.kind) {
    case 'dense':
      return denseBack(layer.outputs, kernel!);
    case 'convolution':
      return convolutionBack(layer, kernel!);
    case 'max-pool':
      return maxPoolBack(layer);
    case 'activation':
      return layer.fn === 'relu'
        ? (given, _made, derivative) => derivative.map((value, i) => (given[i]! > 0 ? value : 0))
        : (_given, made, derivative) => derivative.map((value, i) => value * (1 - made[i]! ** 2));
  }
}

const denseBack =
  (outputs: number, kernel: Float32Array): Back =>
  (given, _made, derivative) =>
    given.map((_, i) => {
      let sum = 0;
      for (let o = 0; o < outputs; o++) sum += kernel[i * outputs + o]! * derivative[o]!;
      return sum;
    });

type LayerOf<K extends NetworkLayer['kind']> = Extract<NetworkLayer, { kind: K }>;

function convolutionBack(layer: LayerOf<'convolution'>, kernel: Float32Array): Back {
  const { size, channels, filters } = layer;
  const { height, width } = convolvedSize(layer);
  const before = layer.padding === 'same' ? (size - 1) >> 1 : 0;
  const toWindow = (into: Float64Array, own: Float64Array, top: number, left: number) => {
    for (let row = Math.max(0, -top); row < Math.min(size, layer.height - top); row++) {
      for (let col = Math.max(0, -left); col < Math.min(size, layer.width - left); col++) {
        const place = ((top + row) * layer.width + left + col) * channels;
        for (let c = 0; c < channels; c++) {
          const start = ((row * size + col) * channels + c) * filters;
          let sum = 0;
          for (let f = 0; f < filters; f++) sum += kernel[start + f]! * own[f]!;
          into[place + c]! += sum;
        }
      }
    }
  };
  return (given, _made, derivative) => {
    const into = new Float64Array(given.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * filters;
        const own = derivative.subarray(at, at + filters);
        if (own.some(Boolean)) toWindow(into, own, y - before, x - before);
      }
    }
    return into;
  };
}

/** All of it goes to the first of the largest values in a window. */
function maxPoolBack({ height, width, channels, size }: LayerOf<'max-pool'>): Back {
  const [rows, cols] = [Math.floor(height / size), Math.floor(width / size)];
  return (given, made, derivative) => {
    const into = new Float64Array(given.length);
    const placeOf = (at: number) => {
      const c = at % channels;
      const [y, x] = [Math.floor(at / channels / cols), Math.floor(at / channels) % cols];
      for (let i = 0; i < size * size; i++) {
        const place = ((y * size + Math.floor(i / size)) * width + x * size + (i % size)) * channels + c;
        if (given[place] === made[at]) return place;
      }
      return -1;
    };
    for (let at = 0; at < rows * cols * channels; at++) if (derivative[at] !== 0) into[placeOf(at)]! += derivative[at]!;
    return into;
  };
}

/** One number of a network, and its derivatives by the input. */
export type NetworkNumber = (input: Float64Array) => { readonly value: number; readonly slopes: Float64Array };

/**
 * What a network answers with: the probability of a class, or the number in the target's unit.
 * @param code of the class; null for a number
 */
export function networkNumber(state: NetworkState, inputs: number, code: number | null): NetworkNumber {
  const { forth, back } = networkPasses(state, inputs);
  return (input) => {
    const made = forth(input);
    if (code === null) {
      const seed = Float64Array.of(state.targetScale);
      return { value: made[0]! * state.targetScale + state.targetMean, slopes: back(seed)[0]! };
    }
    const shares = made.slice();
    softmax(shares);
    const seed = shares.map((share, k) => shares[code]! * (Number(k === code) - share));
    return { value: shares[code]!, slopes: back(seed)[0]! };
  };
}
