import { pause, type SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import { squaredFar } from './rows.ts';

export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/**
 * The spanning tree of least length under mutual reachability: the distance of two rows, but no less than the core distance of either. Prim's algorithm, n²
 * steps and no matrix.
 * @param core distance within which each row has enough neighbours
 * @returns n - 1 edges, the shortest first
 */
export async function spanningTree(matrix: Matrix, core: Float64Array, context: SeededContext): Promise<Edge[]> {
  const { rows } = matrix;
  const near = new Float64Array(rows).fill(Infinity);
  const from = new Int32Array(rows);
  const isIn = new Uint8Array(rows);
  const edges: Edge[] = [];
  let last = 0;
  isIn[0] = 1;
  for (let step = 1; step < rows; step++) {
    if (step % 64 === 0) await pause(context);
    let next = -1;
    for (let row = 0; row < rows; row++) {
      if (isIn[row]) continue;
      const far = Math.max(Math.sqrt(squaredFar(matrix, last, row)), core[last]!, core[row]!);
      if (far < near[row]!) {
        near[row] = far;
        from[row] = last;
      }
      if (next < 0 || near[row]! < near[next]!) next = row;
    }
    edges.push({ a: from[next]!, b: next, length: near[next]! });
    isIn[next] = 1;
    last = next;
  }
  return edges.sort((x, y) => x.length - y.length);
}
