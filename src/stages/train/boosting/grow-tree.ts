import { addRows, collect, subtract } from '../../../kernels/boosting/histogram.ts';
import { leftTable, partition } from '../../../kernels/boosting/partition.ts';
import {
  LEAST_HESSIAN,
  MIN_HESSIAN,
  noSplit,
  scanCategories,
  scanNumbers,
  type BestSplit,
  type SplitLimits
} from '../../../kernels/boosting/split-scan.ts';
import type { BinnedTree } from '../../../kernels/boosting/traverse.ts';
import type { Work } from '../../../kernels/work.ts';
import type { BinnedTable } from './bin-table.ts';

export interface TreeLimits extends SplitLimits {
  readonly maxLeafNodes: number;
  /** 0 = no limit. */
  readonly maxDepth: number;
  readonly learningRate: number;
}

/** A tree with what the scorer and explanations need besides the bins. */
export interface GrownTree extends BinnedTree {
  readonly splits: readonly (BestSplit | null)[];
  /** Training rows that reached each node. */
  readonly cover: Float64Array;
}

/** Rooms that every tree of a fit shares. */
export interface GrowingRoom {
  /** Training rows, put in the order of the leaves while a tree grows. */
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
  /** Of a stretch of a leaf's rows. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  /** Histograms nobody uses any more. */
  readonly idle: Float64Array[];
}

interface Node {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly gradient: number;
  readonly hessian: number;
  histogram: Float64Array | null;
  split: BestSplit | null;
  left: number;
  right: number;
}

/** Rows whose derivatives are laid side by side at a time: they stay in the processor's cache while the features go over them. */
const STRETCH = 16_384;

export function makeRoom(rows: Uint32Array): GrowingRoom {
  return {
    rows: rows.slice(),
    spare: new Uint32Array(rows.length),
    gradients: new Float64Array(Math.min(rows.length, STRETCH)),
    hessians: new Float64Array(Math.min(rows.length, STRETCH)),
    idle: []
  };
}

/**
 * Grows one tree, the leaf with the highest gain first, and adds its values to the raw scores of the training rows.
 * Source: Ke et al. (2017), "LightGBM", section 2; limits and order as in scikit-learn's HistGradientBoosting.
 */
export function* growTree(
  table: BinnedTable,
  derivatives: { readonly gradients: Float64Array; readonly hessians: Float64Array },
  raw: Float64Array,
  limits: TreeLimits,
  room: GrowingRoom
): Work<GrownTree> {
  const grower: Grower = { table, ...derivatives, limits, room, nodes: [] };
  const root = addNode(grower, 0, room.rows.length, 0, sumOver(derivatives.gradients, room.rows), sumOver(derivatives.hessians, room.rows));
  const open: Node[] = [];
  if (canSplit(root, limits)) {
    root.histogram = yield* histogramOf(grower, root);
    yield* findSplit(grower, root, open);
  }
  for (let leaves = 1; leaves < limits.maxLeafNodes; leaves++) {
    const node = takeBest(open);
    if (!node) break;
    yield* divide(grower, node, open, leaves + 1 < limits.maxLeafNodes);
  }
  for (const node of open) release(grower, node);
  return settle(grower, raw);
}

interface Grower {
  readonly table: BinnedTable;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly limits: TreeLimits;
  readonly room: GrowingRoom;
  readonly nodes: Node[];
}

function sumOver(values: Float64Array, rows: Uint32Array): number {
  let sum = 0;
  for (const row of rows) sum += values[row]!;
  return sum;
}

function addNode({ nodes }: Grower, from: number, to: number, depth: number, gradient: number, hessian: number): Node {
  const node: Node = { id: nodes.length, from, to, depth, gradient, hessian, histogram: null, split: null, left: -1, right: -1 };
  nodes.push(node);
  return node;
}

const canSplit = ({ from, to, depth, hessian }: Node, { minSamplesLeaf, maxDepth }: TreeLimits) =>
  to - from >= 2 * minSamplesLeaf && hessian >= MIN_HESSIAN && (maxDepth === 0 || depth < maxDepth);

function* histogramOf({ table, gradients, hessians, room }: Grower, node: Node): Work<Float64Array> {
  const histogram = room.idle.pop()?.fill(0) ?? new Float64Array(table.histogramLength);
  for (let from = node.from; from < node.to; from += STRETCH) {
    const part = { from, to: Math.min(node.to, from + STRETCH) };
    collect(gradients, room.rows, part.from, part.to, room.gradients);
    collect(hessians, room.rows, part.from, part.to, room.hessians);
    for (let j = 0; j < table.bins.length; j++)
      addRows(table.bins[j]!, room.rows, part, room.gradients, room.hessians, histogram, table.offsets[j]!);
    yield 2 * (part.to - part.from) * table.bins.length;
  }
  return histogram;
}

/** Finds the best split of a node that has its histogram, and queues it when there is one. */
function* findSplit({ table, limits }: Grower, node: Node, open: Node[]): Work<void> {
  const best = noSplit();
  const totals = { gradient: node.gradient, hessian: node.hessian, rows: node.to - node.from };
  for (let j = 0; j < table.features.length; j++) {
    const { bins, hasMissing, levels } = table.features[j]!;
    const scan = levels ? scanCategories : scanNumbers;
    scan(node.histogram!, table.offsets[j]!, bins, hasMissing, j, totals, limits, best);
    yield 4 * bins;
  }
  if (best.gain <= 0) return;
  node.split = best;
  open.push(node);
}

/** The open node with the highest gain, the older one when two have the same. */
function takeBest(open: Node[]): Node | undefined {
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    const [challenger, champion] = [open[i]!, open[best]!];
    if (challenger.split!.gain > champion.split!.gain || (challenger.split!.gain === champion.split!.gain && challenger.id < champion.id))
      best = i;
  }
  const [node] = open.splice(best, 1);
  return node;
}

/** Splits a node; its children look for splits of their own while another leaf is allowed. */
function* divide(grower: Grower, node: Node, open: Node[], goesOn: boolean): Work<void> {
  const { table, room, limits } = grower;
  const split = node.split!;
  const goesLeft = leftTable(split, table.features[split.feature]!.bins);
  const middle = partition(table.bins[split.feature]!, goesLeft, room.rows, node.from, node.to, room.spare);
  yield 4 * (node.to - node.from);
  const left = addNode(grower, node.from, middle, node.depth + 1, split.gradientLeft, split.hessianLeft);
  const right = addNode(grower, middle, node.to, node.depth + 1, node.gradient - split.gradientLeft, node.hessian - split.hessianLeft);
  node.left = left.id;
  node.right = right.id;
  const wanted = [left, right].filter((child) => goesOn && canSplit(child, limits));
  if (wanted.length > 0) yield* shareHistogram(grower, node, left, right);
  for (const child of wanted) yield* findSplit(grower, child, open);
  for (const done of [node, left, right]) if (!open.includes(done)) release(grower, done);
}

/** Counts the smaller child and takes it from the parent to have the larger one. */
function* shareHistogram(grower: Grower, node: Node, left: Node, right: Node): Work<void> {
  const [smaller, larger] = left.to - left.from <= right.to - right.from ? [left, right] : [right, left];
  smaller.histogram = yield* histogramOf(grower, smaller);
  larger.histogram = node.histogram;
  node.histogram = null;
  subtract(larger.histogram!, smaller.histogram);
}

function release({ room }: Grower, node: Node): void {
  if (node.histogram) room.idle.push(node.histogram);
  node.histogram = null;
}

function settle({ nodes, table, limits, room }: Grower, raw: Float64Array): GrownTree {
  const isLeaf = (node: Node) => node.left < 0;
  const value = Float64Array.from(
    nodes,
    (node) => (-limits.learningRate * node.gradient) / Math.max(node.hessian + limits.l2, LEAST_HESSIAN)
  );
  for (const node of nodes) {
    if (!isLeaf(node)) continue;
    for (let i = node.from; i < node.to; i++) raw[room.rows[i]!]! += value[node.id]!;
  }
  return {
    feature: Int32Array.from(nodes, (node) => (isLeaf(node) ? -1 : node.split!.feature)),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value,
    goesLeft: nodes.map((node) => (isLeaf(node) ? null : leftTable(node.split!, table.features[node.split!.feature]!.bins))),
    splits: nodes.map((node) => (isLeaf(node) ? null : node.split)),
    cover: Float64Array.from(nodes, (node) => node.to - node.from)
  };
}
