import type { Matrix } from '../../core/matrix.ts';
import type { Note } from '../../core/note.ts';
import type { ClusterFit } from './cluster-model.ts';
import type { KMeansEnd } from './lloyd.ts';
import { numberBySize } from './number-by-size.ts';

/** What a search for centres ended with, its clusters numbered from the largest down; centres without rows are left out. */
export function centresFit(
  { cols }: Matrix,
  { labels, centres, inertia, iterations }: Pick<KMeansEnd, 'labels' | 'centres' | 'inertia' | 'iterations'>,
  notes: readonly Note[]
): ClusterFit {
  const order = numberBySize(labels, centres.length / cols);
  const ordered = new Float64Array(order.length * cols);
  order.forEach((old, i) => ordered.set(centres.subarray(old * cols, (old + 1) * cols), i * cols));
  return { state: { centres: ordered, cols, inertia, iterations }, labels, clusters: order.length, notes };
}
