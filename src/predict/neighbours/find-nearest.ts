import type { OpenNearest, Points } from '../../core/nearest.ts';
import { NearestList } from './nearest-list.ts';

/** Columns from which on boxes leave out too little to be worth looking at. */
const MOST_TREE_COLUMNS = 12;
const LEAF = 16;

/** Finds nearest points by a tree of boxes where the columns are few, else by looking at every point. */
export const openNearest: OpenNearest = (points, count) => {
  const { rows, cols } = points;
  const isSmall = cols > MOST_TREE_COLUMNS || rows <= 4 * LEAF;
  const tree = isSmall ? null : plant(points);
  return (queries) => {
    const list = new NearestList(queries.length / cols, count);
    for (let at = 0, query = 0; at < queries.length; at += cols, query++) {
      list.begin(query);
      if (tree) visit(points, tree, queries, at, list, { node: 0, from: 0, to: rows, level: 0 });
      else lookAtAll(points, queries, at, list);
    }
    return list;
  };
};

function lookAtAll({ data, rows, cols, metric }: Points, queries: Float64Array, at: number, list: NearestList): void {
  const isEuclidean = metric === 'euclidean';
  let { limit } = list;
  for (let row = 0, from = 0; row < rows; row++, from += cols) {
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      const off = queries[at + j]! - data[from + j]!;
      sum += isEuclidean ? off * off : Math.abs(off);
      if ((j & 7) === 7 && sum > limit) break;
    }
    // points come in order, so one as far as the last has no place
    if (sum >= limit && limit < Infinity) continue;
    list.offer(row, sum);
    ({ limit } = list);
  }
}

/**
 * How far a query is from the box that begins at `from` of `low` and `high`; a point is a box without width. Differences are added in the order of the
 * columns: rounding never makes a sum of larger differences smaller, which is what lets a search leave out what can't be near.
 */
function distanceTo({ cols, metric }: Points, low: Float64Array, high: Float64Array, from: number, queries: Float64Array, at: number) {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const off = Math.max(low[from + j]! - queries[at + j]!, queries[at + j]! - high[from + j]!, 0);
    sum += metric === 'euclidean' ? off * off : off;
  }
  return sum;
}

/** The children of node i are 2 i + 1 and 2 i + 2. */
interface Tree {
  /** Row numbers, those of a node together. */
  readonly order: Int32Array;
  readonly depth: number;
  /** [nodes, cols] */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Rows `from` to `to - 1` of the order, at depth `level`. */
interface Node {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

const halves = ({ node, from, to, level }: Node): readonly [Node, Node] => {
  const middle = (from + to) >>> 1;
  return [
    { node: 2 * node + 1, from, to: middle, level: level + 1 },
    { node: 2 * node + 2, from: middle, to, level: level + 1 }
  ];
};

function visit(points: Points, tree: Tree, queries: Float64Array, at: number, list: NearestList, place: Node): void {
  const { data, cols } = points;
  const { order, depth, low, high } = tree;
  if (place.level === depth) {
    for (let i = place.from; i < place.to; i++) {
      const row = order[i]!;
      list.offer(row, distanceTo(points, data, data, row * cols, queries, at));
    }
    return;
  }
  const sides = halves(place).map((side) => ({ side, far: distanceTo(points, low, high, side.node * cols, queries, at) }));
  if (sides[0]!.far > sides[1]!.far) sides.reverse();
  for (const { side, far } of sides) if (far <= list.limit) visit(points, tree, queries, at, list, side);
}

/**
 * A k-d tree whose nodes halve their points at the median of the widest side of their box. A box farther away than the last of the list is left out,
 * one equally far is not: it may hold an earlier row.
 * Source: Friedman, Bentley & Finkel (1977), "An algorithm for finding best matches in logarithmic expected time".
 */
function plant(points: Points): Tree {
  const { rows, cols } = points;
  const depth = Math.ceil(Math.log2(rows / LEAF));
  const nodes = 2 ** (depth + 1) - 1;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const tree = { order, depth, low: new Float64Array(nodes * cols), high: new Float64Array(nodes * cols) };
  grow(points, tree, { node: 0, from: 0, to: rows, level: 0 });
  return tree;
}

function grow(points: Points, tree: Tree, place: Node): void {
  const widest = measure(points, tree, place);
  if (place.level === tree.depth) return;
  const [left, right] = halves(place);
  halve(points, tree.order, widest, place.from, place.to - 1, right.from);
  grow(points, tree, left);
  grow(points, tree, right);
}

/** Writes the box of a node; @returns the column along which it is widest */
function measure({ data, cols }: Points, { order, low, high }: Tree, { node, from, to }: Node): number {
  let widest = 0;
  for (let j = 0; j < cols; j++) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = from; i < to; i++) {
      const x = data[order[i]! * cols + j]!;
      if (x < least) least = x;
      if (x > most) most = x;
    }
    low[node * cols + j] = least;
    high[node * cols + j] = most;
    if (most - least > high[node * cols + widest]! - low[node * cols + widest]!) widest = j;
  }
  return widest;
}

/** Reorders so that place `middle` holds what sorting would put there, nothing before it is larger and nothing behind it smaller (Hoare's selection). */
function halve({ data, cols }: Points, order: Int32Array, column: number, from: number, to: number, middle: number): void {
  const valueAt = (i: number) => data[order[i]! * cols + column]!;
  for (let [low, high] = [from, to]; low < high;) {
    const pivot = valueAt((low + high) >>> 1);
    let [i, j] = [low, high];
    while (i <= j) {
      while (valueAt(i) < pivot) i++;
      while (valueAt(j) > pivot) j--;
      if (i > j) break;
      [order[i], order[j]] = [order[j]!, order[i]!];
      i++;
      j--;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
