import type { FindNearest, OpenNearest, Points } from '../../core/nearest.ts';
import { NearestList } from './nearest-list.ts';

/** Columns from which on boxes leave out too little to be worth looking at. */
const MOST_TREE_COLUMNS = 12;
const LEAF = 16;

/** Finds nearest points by a tree of boxes where the columns are few, else by looking at every point. */
export const openNearest: OpenNearest = (points, count) =>
  points.cols <= MOST_TREE_COLUMNS && points.rows > 4 * LEAF ? throughTree(points, count) : throughAll(points, count);

function throughAll(points: Points, count: number): FindNearest {
  return (queries) => {
    const total = queries.length / points.cols;
    const list = new NearestList(total, count);
    for (let q = 0; q < total; q++) {
      list.begin(q);
      let { limit } = list;
      for (let row = 0; row < points.rows; row++) {
        const far = distanceTo(points, row, queries, q * points.cols, limit);
        // points come in order, so one as far as the last has no place
        if (far >= limit && limit < Infinity) continue;
        list.offer(row, far);
        ({ limit } = list);
      }
    }
    return list;
  };
}

/**
 * How far `point` is from a query: differences added in the order of the columns. Rounding never makes a sum of larger differences smaller, which is
 * what lets a search leave out what can't be near.
 * @param limit beyond this the rest is left out: the answer is then some number above it
 */
function distanceTo({ data, cols, metric }: Points, point: number, queries: Float64Array, at: number, limit: number): number {
  return metric === 'euclidean'
    ? squaresTo(data, point * cols, cols, queries, at, limit)
    : differencesTo(data, point * cols, cols, queries, at, limit);
}

function squaresTo(data: Float64Array, from: number, cols: number, queries: Float64Array, at: number, limit: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const off = queries[at + j]! - data[from + j]!;
    sum += off * off;
    if ((j & 7) === 7 && sum > limit) return sum;
  }
  return sum;
}

function differencesTo(data: Float64Array, from: number, cols: number, queries: Float64Array, at: number, limit: number): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    sum += Math.abs(queries[at + j]! - data[from + j]!);
    if ((j & 7) === 7 && sum > limit) return sum;
  }
  return sum;
}

/** Nodes side by side: the children of node i are 2 i + 1 and 2 i + 2. */
interface Tree {
  /** Row numbers, those of a node together. */
  readonly order: Int32Array;
  readonly depth: number;
  /** [nodes, cols] */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * A k-d tree whose nodes halve their points at the median of the widest side of their box. A box farther away than the last of the list is left out,
 * one equally far is not: it may hold an earlier row.
 * Source: Friedman, Bentley & Finkel (1977), "An algorithm for finding best matches in logarithmic expected time".
 */
function throughTree(points: Points, count: number): FindNearest {
  const tree = plant(points);
  return (queries) => {
    const total = queries.length / points.cols;
    const list = new NearestList(total, count);
    for (let q = 0; q < total; q++) {
      list.begin(q);
      visit(points, tree, queries, q * points.cols, list, { node: 0, from: 0, to: points.rows, level: 0 });
    }
    return list;
  };
}

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
  if (place.level === tree.depth) {
    for (let i = place.from; i < place.to; i++) {
      const row = tree.order[i]!;
      list.offer(row, distanceTo(points, row, queries, at, list.limit));
    }
    return;
  }
  const [left, right] = halves(place);
  const [toLeft, toRight] = [boxDistance(points, tree, left.node, queries, at), boxDistance(points, tree, right.node, queries, at)];
  const [near, far] = toLeft <= toRight ? [left, right] : [right, left];
  if (Math.min(toLeft, toRight) <= list.limit) visit(points, tree, queries, at, list, near);
  if (Math.max(toLeft, toRight) <= list.limit) visit(points, tree, queries, at, list, far);
}

/** The least distance of a point in the box, added up as distances are. */
function boxDistance({ cols, metric }: Points, { low, high }: Tree, node: number, queries: Float64Array, at: number): number {
  let sum = 0;
  const from = node * cols;
  for (let j = 0; j < cols; j++) {
    const x = queries[at + j]!;
    const off = x < low[from + j]! ? low[from + j]! - x : x > high[from + j]! ? x - high[from + j]! : 0;
    sum += metric === 'euclidean' ? off * off : off;
  }
  return sum;
}

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
