import type { ActivationName, NetworkLayer } from '../../../core/network.ts';
import type { Box } from './weigh-trees.ts';

/** Layers that bounds are known for, each with its kernel and bias. */
export type BoundedLayer =
  | {
      readonly kind: 'dense';
      readonly inputs: number;
      readonly outputs: number;
      readonly kernel: Float32Array;
      readonly bias: Float32Array;
    }
  | { readonly kind: 'activation'; readonly fn: ActivationName };

/** @returns null for a network with a layer of another kind */
export function boundedLayers(layers: readonly NetworkLayer[], weights: readonly Float32Array[]): BoundedLayer[] | null {
  const own = weights.values();
  const known: BoundedLayer[] = [];
  for (const layer of layers) {
    if (layer.kind === 'dense') known.push({ ...layer, kernel: own.next().value!, bias: own.next().value! });
    else if (layer.kind === 'activation') known.push(layer);
    else return null;
  }
  return known;
}

/** Elementary steps of the bounds of one row at one budget. */
export function stepsOfBounds(layers: readonly BoundedLayer[]): number {
  let [steps, before] = [0, 0];
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    steps += 2 * layer.outputs * before;
    before += layer.inputs * layer.outputs;
  }
  return steps + 2 * before;
}

/** Sums of the values of a layer: coefficients of each, and what is added. [sums, width], row-major. */
interface Sums {
  readonly count: number;
  readonly coefficients: Float64Array;
  readonly constants: Float64Array;
}

/** Two straight lines of which an activation stays between, a value: slope and intercept below and above. */
interface Lines {
  readonly below: readonly [slopes: Float64Array, intercepts: Float64Array];
  readonly above: readonly [slopes: Float64Array, intercepts: Float64Array];
}

/**
 * The least that sums of a network's last values can come to, while its inputs stay within their box: every activation is replaced by a straight line it
 * never falls below, or by one it never rises above, as the sign of what it counts for asks; what is left is a sum of the inputs.
 * Sources: Zhang, Weng, Chen, Hsieh & Daniel (2018), "Efficient neural network robustness certification with general activation functions" (CROWN), sections 3.2
 * and 3.3; for tanh both lines have the smaller slope of the two ends, as in Singh, Gehr, Mirman, Püschel & Vechev (2018), "Fast and effective robustness certification".
 * @param wanted coefficients of each sum, one for each of the last values
 * @returns one a sum, made smaller by more than rounding can have made it larger
 */
export function leastOfSums(layers: readonly BoundedLayer[], inputs: Box, wanted: readonly Float64Array[]): Float64Array {
  const lines: Lines[] = [];
  for (const [i, layer] of layers.entries()) {
    if (layer.kind !== 'activation') continue;
    const width = widthBefore(layers, i, inputs);
    lines[i] = linesOf(layer.fn, boxBefore(layers.slice(0, i), lines, inputs, width));
  }
  return least(layers, lines, inputs, sumsOf(wanted));
}

const widthBefore = (layers: readonly BoundedLayer[], at: number, { low }: Box): number =>
  layers.slice(0, at).reduce((width, layer) => (layer.kind === 'dense' ? layer.outputs : width), low.length);

/** How far the values before an activation go: each of them, and each with its sign turned, is a sum of its own. */
function boxBefore(layers: readonly BoundedLayer[], lines: readonly Lines[], inputs: Box, width: number): Box {
  const each = (sign: 1 | -1): Sums => {
    const coefficients = new Float64Array(width * width);
    for (let i = 0; i < width; i++) coefficients[i * width + i] = sign;
    return { count: width, coefficients, constants: new Float64Array(width) };
  };
  return { low: least(layers, lines, inputs, each(1)), high: least(layers, lines, inputs, each(-1)).map((value) => -value) };
}

function sumsOf(wanted: readonly Float64Array[]): Sums {
  const width = wanted[0]?.length ?? 0;
  const coefficients = new Float64Array(wanted.length * width);
  wanted.forEach((own, i) => coefficients.set(own, i * width));
  return { count: wanted.length, coefficients, constants: new Float64Array(wanted.length) };
}

function least(layers: readonly BoundedLayer[], lines: readonly Lines[], inputs: Box, wanted: Sums): Float64Array {
  let sums = wanted;
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i]!;
    sums = layer.kind === 'dense' ? throughDense(sums, layer) : throughLines(sums, lines[i]!);
  }
  return leastOver(sums, inputs);
}

function throughDense({ count, coefficients, constants }: Sums, { inputs, outputs, kernel, bias }: BoundedLayer & { kind: 'dense' }): Sums {
  const before = new Float64Array(count * inputs);
  const added = constants.slice();
  for (let s = 0; s < count; s++) {
    for (let o = 0; o < outputs; o++) added[s]! += coefficients[s * outputs + o]! * bias[o]!;
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let o = 0; o < outputs; o++) sum += coefficients[s * outputs + o]! * kernel[i * outputs + o]!;
      before[s * inputs + i] = sum;
    }
  }
  return { count, coefficients: before, constants: added };
}

/** What counts for a sum is replaced from below, what counts against it from above. */
function throughLines({ count, coefficients, constants }: Sums, { below, above }: Lines): Sums {
  const width = below[0].length;
  const before = new Float64Array(coefficients.length);
  const added = constants.slice();
  for (let s = 0; s < count; s++) {
    for (let i = 0; i < width; i++) {
      const own = coefficients[s * width + i]!;
      const [slopes, intercepts] = own >= 0 ? below : above;
      before[s * width + i] = own * slopes[i]!;
      added[s]! += own * intercepts[i]!;
    }
  }
  return { count, coefficients: before, constants: added };
}

/** Far more than what a sum of some thousand products is off by in double precision. */
const ROUNDING = 1e-11;

function leastOver({ count, coefficients, constants }: Sums, { low, high }: Box): Float64Array {
  const width = low.length;
  return Float64Array.from({ length: count }, (_, s) => {
    let [sum, size] = [constants[s]!, Math.abs(constants[s]!)];
    for (let i = 0; i < width; i++) {
      const own = coefficients[s * width + i]!;
      sum += own * (own >= 0 ? low[i]! : high[i]!);
      size += Math.abs(own) * Math.max(Math.abs(low[i]!), Math.abs(high[i]!));
    }
    return sum - ROUNDING * (1 + size);
  });
}

function linesOf(fn: ActivationName, { low, high }: Box): Lines {
  const arrays = () => [new Float64Array(low.length), new Float64Array(low.length)] as const;
  const [below, above] = [arrays(), arrays()];
  for (let i = 0; i < low.length; i++) {
    const [under, over] = fn === 'relu' ? ofRelu(low[i]!, high[i]!) : ofTanh(low[i]!, high[i]!);
    [below[0][i], below[1][i]] = under;
    [above[0][i], above[1][i]] = over;
  }
  return { below, above };
}

type Line = readonly [slope: number, intercept: number];

function ofRelu(low: number, high: number): readonly [Line, Line] {
  if (low >= 0) return [[1, 0], [1, 0]]; // prettier-ignore
  if (high <= 0) return [[0, 0], [0, 0]]; // prettier-ignore
  const slope = high / (high - low);
  return [[high > -low ? 1 : 0, 0], [slope, -slope * low]]; // prettier-ignore
}

function ofTanh(low: number, high: number): readonly [Line, Line] {
  const [atLow, atHigh] = [Math.tanh(low), Math.tanh(high)];
  const slope = Math.min(1 - atLow ** 2, 1 - atHigh ** 2);
  return [[slope, atLow - slope * low], [slope, atHigh - slope * high]]; // prettier-ignore
}
