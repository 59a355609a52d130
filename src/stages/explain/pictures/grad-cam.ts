import type { CnnState, NetworkLayer } from '../../../core/network.ts';
import { networkPasses } from '../network/passes.ts';
import type { HeatMap } from './occlusion.ts';

/**
 * Where the last maps of a network that speak for a class are warm: each map counts by the mean slope of the class's score in it, what speaks against is left
 * out, and the few fields are drawn out to the size of the picture.
 * Source: Selvaraju et al. (2017), "Grad-CAM: visual explanations from deep networks via gradient-based localization".
 * @param input pixels as the network is given them
 * @param code of the class; null for a number
 * @returns null where the network has no convolution
 */
export function gradCam(state: CnnState, input: Float64Array, code: number | null): (HeatMap & { readonly fields: number }) | null {
  const last = state.layers.findLastIndex(({ kind }) => kind === 'convolution');
  const layer = state.layers[last];
  if (layer?.kind !== 'convolution') return null;
  const passes = networkPasses(state, input.length);
  const made = passes.forth(input);
  const slopes = passes.back(made.map((_, k) => Number(code === null || k === code)));
  // what the layer behind the convolution and its activation is given
  const behind = state.layers.findIndex(({ kind }, i) => i > last && kind !== 'activation');
  const maps = passes.inputs()[behind]!;
  const size = sizeOf(layer);
  const weights = Array.from({ length: layer.filters }, (_, f) => meanOf(slopes[behind]!, f, layer.filters));
  const coarse = Float64Array.from(
    { length: size.width * size.height },
    (_, at) =>
    Math.max(0, weights.reduce((sum, weight, f) => sum + weight * maps[at * layer.filters + f]!, 0)) // prettier-ignore
  );
  const { width, height } = state;
  return { width, height, heat: drawnOut(coarse, size, { width, height }), fields: coarse.length };
}

function sizeOf({ height, width, size, padding }: Extract<NetworkLayer, { kind: 'convolution' }>) {
  const lost = padding === 'same' ? 0 : size - 1;
  return { height: height - lost, width: width - lost };
}

function meanOf(values: Float64Array, first: number, step: number): number {
  let sum = 0;
  for (let i = first; i < values.length; i += step) sum += values[i]!;
  return sum / (values.length / step);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the middles of four fields by how near each is. */
function drawnOut(coarse: Float64Array, from: Size, to: Size): Float64Array {
  const along = (i: number, fine: number, few: number) => Math.min(few - 1, Math.max(0, ((i + 0.5) * few) / fine - 0.5));
  return Float64Array.from({ length: to.width * to.height }, (_, at) => {
    const x = along(at % to.width, to.width, from.width);
    const y = along(Math.floor(at / to.width), to.height, from.height);
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const value = (row: number, col: number) => coarse[Math.min(from.height - 1, row) * from.width + Math.min(from.width - 1, col)]!;
    const upper = value(top, left) * (1 - (x - left)) + value(top, left + 1) * (x - left);
    const lower = value(top + 1, left) * (1 - (x - left)) + value(top + 1, left + 1) * (x - left);
    return upper * (1 - (y - top)) + lower * (y - top);
  });
}
