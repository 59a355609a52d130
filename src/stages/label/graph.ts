import { pause, type WorkContext } from '../../core/context.ts';
import { squaredDistance, type Points } from './features.ts';

/** A graph with weights in compressed rows: row i has the entries `from[i]` to `from[i + 1] - 1`. */
export interface Graph {
  readonly nodes: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly weights: Float64Array;
}

/** A full matrix of weights as a graph. @param weights [nodes, nodes] */
export function fullGraph(weights: Float64Array, nodes: number): Graph {
  return {
    nodes,
    from: Uint32Array.from({ length: nodes + 1 }, (_, i) => i * nodes),
    to: Uint32Array.from({ length: nodes * nodes }, (_, i) => i % nodes),
    weights
  };
}

/**
 * Each point joined to its nearest ones, and to those it is nearest of, all with the weight 1. Every pair is looked at.
 * @param neighbours fewer where there are fewer points
 */
export async function neighbourGraph(points: Points, neighbours: number, context: WorkContext): Promise<Graph> {
  const most = Math.min(neighbours, points.rows - 1);
  const links = Array.from({ length: points.rows }, () => new Set<number>());
  for (let i = 0; i < points.rows; i++) {
    if (i % 64 === 0) {
      await pause(context);
      context.onProgress(i / points.rows);
    }
    for (const j of nearest(points, i, most)) {
      links[i]!.add(j);
      links[j]!.add(i);
    }
  }
  const from = new Uint32Array(points.rows + 1);
  links.forEach((set, i) => (from[i + 1] = from[i]! + set.size));
  const to = new Uint32Array(from[points.rows]!);
  links.forEach((set, i) =>
    to.set(
      [...set].sort((a, b) => a - b),
      from[i]
    )
  );
  return { nodes: points.rows, from, to, weights: new Float64Array(to.length).fill(1) };
}

/** The nearest points to one, itself left out; of equals the earlier. */
function nearest(points: Points, i: number, most: number): number[] {
  const best: number[] = [];
  const far: number[] = [];
  for (let j = 0; j < points.rows; j++) {
    if (j === i) continue;
    const distance = squaredDistance(points, i, j);
    if (best.length === most && distance >= far[most - 1]!) continue;
    let at = best.length;
    while (at > 0 && far[at - 1]! > distance) at--;
    best.splice(at, 0, j);
    far.splice(at, 0, distance);
    if (best.length > most) {
      best.pop();
      far.pop();
    }
  }
  return best;
}
