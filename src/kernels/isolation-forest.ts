import { below, type Rng } from '../core/rng.ts';
import type { Matrix } from '../core/matrix.ts';

/** Trees laid out one behind the other; a node is split where `feature` is not -1. */
export interface IsolationForest {
  readonly trees: number;
  /** Rows each tree was grown on. */
  readonly sample: number;
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The left child; the right one stands behind it. */
  readonly left: Int32Array;
  /** Path length at a leaf: its depth, and what its rows would still have taken. */
  readonly path: Float64Array;
}

const EULER = 0.5772156649015329;

/** Mean path length of an unsuccessful search among n rows: what an isolation tree of n rows takes on average. */
export function meanPath(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/**
 * Grows trees that cut a random column at a random place between its ends, on a random sample each, until a row is alone or the mean depth of a
 * whole tree is reached. Source: Liu, Ting & Zhou (2008), "Isolation forest"; parameters are theirs (100 trees of 256 rows).
 * @param matrix without NaN
 */
export function growIsolationForest({ data, rows, cols }: Matrix, rng: Rng, trees = 100, mostRows = 256): IsolationForest {
  const sample = Math.min(mostRows, rows);
  const depth = Math.ceil(Math.log2(Math.max(2, sample)));
  const room = trees * (2 * sample + 1);
  const roots = new Int32Array(trees);
  const feature = new Int32Array(room).fill(-1);
  const threshold = new Float64Array(room);
  const left = new Int32Array(room);
  const path = new Float64Array(room);
  let used = 0;
  for (let tree = 0; tree < trees; tree++) {
    const chosen = draw(rows, sample, rng);
    roots[tree] = used++;
    const open: [node: number, from: number, to: number, depth: number][] = [[roots[tree]!, 0, sample, 0]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [node, from, to, at] = next;
      const cut = at < depth && to - from > 1 ? chooseCut({ data, rows, cols }, chosen.subarray(from, to), rng) : null;
      if (!cut) {
        path[node] = at + meanPath(to - from);
        continue;
      }
      const middle = from + partition({ data, rows, cols }, chosen.subarray(from, to), cut);
      feature[node] = cut.column;
      threshold[node] = cut.at;
      left[node] = used;
      used += 2;
      open.push([left[node], from, middle, at + 1], [left[node] + 1, middle, to, at + 1]);
    }
  }
  const cutAt = <A extends Int32Array | Float64Array>(values: A): A => values.slice(0, used) as A;
  return { trees, sample, roots, feature: cutAt(feature), threshold: cutAt(threshold), left: cutAt(left), path: cutAt(path) };
}

/** So many different rows, by Floyd's method. */
function draw(rows: number, count: number, rng: Rng): Uint32Array {
  const chosen = new Set<number>();
  for (let i = rows - count; i < rows; i++) {
    const row = below(rng, i + 1);
    chosen.add(chosen.has(row) ? i : row);
  }
  return Uint32Array.from(chosen);
}

interface Cut {
  readonly column: number;
  readonly at: number;
}

/** A random column that is not constant among the rows, and a random place in it; null where all are alike. */
function chooseCut({ data, cols }: Matrix, rows: Uint32Array, rng: Rng): Cut | null {
  const first = below(rng, cols);
  for (let step = 0; step < cols; step++) {
    const column = step === 0 ? first : (first + step) % cols;
    let [low, high] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = data[row * cols + column]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) {
      const at = low + rng() * (high - low);
      return { column, at: at < high ? at : low };
    }
  }
  return null;
}

/** Rows at or below the cut first. @returns how many those are */
function partition({ data, cols }: Matrix, rows: Uint32Array, { column, at }: Cut): number {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (data[row * cols + column]! > at) continue;
    rows[i] = rows[count]!;
    rows[count++] = row;
  }
  return count;
}

/** How strange each of some rows is: 2 ^ -(mean path / path of a whole tree), near 1 = strange, 0.5 and below = not. */
export function isolationScores(forest: IsolationForest, { data, rows, cols }: Matrix, from = 0, to = rows): Float64Array {
  const { roots, feature, threshold, left, path, trees, sample } = forest;
  const scores = new Float64Array(to - from);
  const scale = trees * meanPath(sample);
  for (let row = from; row < to; row++) {
    let total = 0;
    const base = row * cols;
    for (let tree = 0; tree < trees; tree++) {
      let node = roots[tree]!;
      for (let at = feature[node]!; at >= 0; at = feature[node]!) node = left[node]! + (data[base + at]! > threshold[node]! ? 1 : 0);
      total += path[node]!;
    }
    scores[row - from] = scale > 0 ? 2 ** (-total / scale) : 0.5;
  }
  return scores;
}
