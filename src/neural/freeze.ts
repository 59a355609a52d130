import type { NetworkLayer } from '../core/network.ts';
import type { Layer } from './layers/layer.ts';

export interface Frozen {
  readonly layers: readonly NetworkLayer[];
  readonly weights: readonly Float32Array[];
}

/** What is left of a network when training is over: no dropout, batch norm folded into the kernel and bias before it. */
export function freeze(layers: readonly Layer[], values: readonly Float32Array[]): Frozen {
  const kept: NetworkLayer[] = [];
  const weights: (readonly Float32Array[])[] = [];
  let at = 0;
  for (const layer of layers) {
    const own = values.slice(at, (at += layer.weights.length));
    if (layer.fold) weights.push(folded(weights.pop()!, layer.fold(own)));
    if (!layer.record) continue;
    kept.push(layer.record);
    weights.push(own);
  }
  return { layers: kept, weights: weights.flat() };
}

function folded([kernel, bias]: readonly Float32Array[], { scale, shift }: { scale: Float32Array; shift: Float32Array }): Float32Array[] {
  const units = scale.length; // the last axis of every kernel
  return [kernel!.map((value, i) => value * scale[i % units]!), shift.map((value, i) => value + (bias?.[i] ?? 0) * scale[i]!)];
}
