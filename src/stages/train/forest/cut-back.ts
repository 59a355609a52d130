import type { GrownNodes } from '../../../kernels/forest/forest-kernel.ts';
import type { ReadTree } from '../../../kernels/forest/read-tree.ts';

/** The tree without what stands below nodes that are not divided: those are leaves now. */
export function cutBack({ nodes, width, values, weights, unit }: ReadTree, isDivided: Uint8Array): ReadTree {
  const kept = reached(nodes, isDivided);
  const placeOf = new Int32Array(nodes.size);
  kept.forEach((node, place) => (placeOf[node] = place));
  const divided = Uint8Array.from(kept, (node) => isDivided[node]!);
  const pick = <A extends Int32Array | Uint16Array | Uint8Array>(array: A, leaf: number): A =>
    (array.constructor as unknown as { from(of: Uint32Array, each: (node: number, place: number) => number): A }).from(
      kept,
      (node, place) => (divided[place] === 1 ? array[node]! : leaf)
    );
  return {
    nodes: {
      ...nodes,
      size: kept.length,
      feature: pick(nodes.feature, -1),
      right: Int32Array.from(kept, (node, place) => (divided[place] === 1 ? placeOf[nodes.right[node]!]! : 0)),
      low: pick(nodes.low, 0),
      high: pick(nodes.high, 0),
      missingLeft: pick(nodes.missingLeft, 0),
      mask: pick(nodes.mask, 0),
      from: kept.map((node) => nodes.from[node]!),
      to: kept.map((node) => nodes.to[node]!)
    },
    width,
    values: Float64Array.from({ length: kept.length * width }, (_, i) => values[kept[Math.floor(i / width)]! * width + (i % width)]!),
    weights: Float64Array.from(kept, (node) => weights[node]!),
    unit
  };
}

/** The nodes that can still be reached, in their order. */
function reached({ size, right }: GrownNodes, isDivided: Uint8Array): Uint32Array {
  const isReached = new Uint8Array(size);
  isReached[0] = 1;
  for (let node = 0; node < size; node++) {
    if (isReached[node] === 0 || isDivided[node] === 0) continue;
    isReached[node + 1] = 1;
    isReached[right[node]!] = 1;
  }
  return Uint32Array.from(isReached.keys()).filter((node) => isReached[node] === 1);
}
