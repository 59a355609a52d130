import { below, type Rng } from '../core/rng.ts';
import type { Work } from './work.ts';

/** Trees laid out one behind the other, however their nodes are cut; a node is cut where `left` is above 0. */
export interface IsolationTrees {
  /** Rows each tree was grown on. */
  readonly sample: number;
  readonly roots: Int32Array;
  /** The left child; the right one stands behind it. */
  readonly left: Int32Array;
  /** Path length at a leaf: its depth, and what its rows would still have taken. */
  readonly path: Float64Array;
}

/** How nodes are cut. */
export interface Cutter {
  /** Draws a cut of a node and keeps it. @returns whether a row goes to the right, to be asked before the next draw; null where the rows can't be cut */
  readonly draw: (node: number, rows: Uint32Array) => ((row: number) => boolean) | null;
  /** Elementary steps that a row of a node takes. */
  readonly stepsPerRow: number;
}

const EULER = 0.5772156649015329;

/** Mean path length of an unsuccessful search among n rows: what an isolation tree of n rows takes on average. */
export function meanPath(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/**
 * Grows trees on a random sample each until a row is alone, its rows can't be cut, or the mean depth of a whole tree is reached.
 * Source: Liu, Ting & Zhou (2008), "Isolation forest", algorithm 2.
 */
export function* growIsolationTrees(
  rows: number,
  rng: Rng,
  { trees, mostRows }: { trees: number; mostRows: number },
  cutter: Cutter
): Work<IsolationTrees> {
  const sample = Math.min(mostRows, rows);
  const depth = Math.ceil(Math.log2(Math.max(2, sample)));
  const roots = new Int32Array(trees);
  const [left, path]: [number[], number[]] = [[], []];
  const add = () => (path.push(0), left.push(0) - 1);
  for (let tree = 0; tree < trees; tree++) {
    const chosen = drawSome(rows, sample, rng);
    roots[tree] = add();
    const open: [node: number, from: number, to: number, depth: number][] = [[roots[tree]!, 0, sample, 0]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [node, from, to, at] = next;
      const isRight = at < depth && to - from > 1 ? cutter.draw(node, chosen.subarray(from, to)) : null;
      if (!isRight) {
        path[node] = at + meanPath(to - from);
        continue;
      }
      const middle = from + partition(chosen.subarray(from, to), isRight);
      left[node] = add();
      add();
      yield (to - from) * cutter.stepsPerRow;
      open.push([left[node]!, from, middle, at + 1], [left[node]! + 1, middle, to, at + 1]);
    }
  }
  return { sample, roots, left: Int32Array.from(left), path: Float64Array.from(path) };
}

/** So many different numbers below n, by Floyd's method. */
function drawSome(n: number, count: number, rng: Rng): Uint32Array {
  const chosen = new Set<number>();
  for (let i = n - count; i < n; i++) {
    const one = below(rng, i + 1);
    chosen.add(chosen.has(one) ? i : one);
  }
  return Uint32Array.from(chosen);
}

/** Rows of the left side first. @returns how many those are */
function partition(rows: Uint32Array, isRight: (row: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (isRight(row)) continue;
    rows[i] = rows[count]!;
    rows[count++] = row;
  }
  return count;
}
