import { scanCategories } from '../../../kernels/trees/scan-categories.ts';
import { LEAST_HESSIAN, leftTable, MIN_HESSIAN, noSplit, type BestSplit, type SplitLimits } from '../../../kernels/trees/split.ts';
import type { FixedPoint } from '../../../kernels/trees/fixed-point.ts';
import { STRETCH, type TreeKernel } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import type { BinnedFeature } from './bin-table.ts';
import type { BinnedTree } from './traverse.ts';

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

/** What trees are grown over and by. */
export interface Ground {
  readonly kernel: TreeKernel;
  readonly features: readonly BinnedFeature[];
  readonly limits: TreeLimits;
}

interface Node {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Sums over its rows, as whole numbers. */
  readonly gradient: number;
  readonly hessian: number;
  histogram: number | null;
  split: BestSplit | null;
  left: number;
  right: number;
}

interface Grower extends Ground {
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  readonly nodes: Node[];
}

/**
 * Grows one tree, the leaf with the highest gain first, and adds its values to the raw scores of the training rows.
 * Source: Ke et al. (2017), "LightGBM", section 2; limits and order as in scikit-learn's HistGradientBoosting.
 * @param rows how many rows are learned from
 */
export function* growTree(ground: Ground, output: number, rows: number, scale: FixedPoint): Work<GrownTree> {
  const { kernel, limits } = ground;
  const grower: Grower = { ...ground, gradientUnit: 1 / scale.gradientScale, hessianUnit: 1 / scale.hessianScale, nodes: [] };
  const sums = kernel.begin(output);
  const root = addNode(grower, 0, rows, 0, sums.gradient, sums.hessian);
  yield 4 * rows;
  const open: Node[] = [];
  if (canSplit(root, grower)) {
    root.histogram = yield* histogramOf(grower, root);
    yield* findSplit(grower, root, open);
  }
  for (let leaves = 1; leaves < limits.maxLeafNodes; leaves++) {
    const node = takeBest(open);
    if (!node) break;
    yield* divide(grower, node, open, leaves + 1 < limits.maxLeafNodes);
  }
  for (const node of open) release(grower, node);
  return settle(grower, output);
}

function addNode({ nodes }: Grower, from: number, to: number, depth: number, gradient: number, hessian: number): Node {
  const node: Node = { id: nodes.length, from, to, depth, gradient, hessian, histogram: null, split: null, left: -1, right: -1 };
  nodes.push(node);
  return node;
}

const canSplit = ({ from, to, depth, hessian }: Node, { limits: { minSamplesLeaf, maxDepth }, hessianUnit }: Grower) =>
  to - from >= 2 * minSamplesLeaf && hessian * hessianUnit >= MIN_HESSIAN && (maxDepth === 0 || depth < maxDepth);

function* histogramOf({ kernel, features }: Grower, node: Node): Work<number> {
  const histogram = kernel.take();
  for (let from = node.from; from < node.to; from += STRETCH) {
    const to = Math.min(node.to, from + STRETCH);
    kernel.addRows(histogram, from, to);
    yield 2 * (to - from) * features.length;
  }
  return histogram;
}

/** Finds the best split of a node that has its histogram, and queues it when there is one. */
function* findSplit({ kernel, features, limits, gradientUnit, hessianUnit }: Grower, node: Node, open: Node[]): Work<void> {
  const best = noSplit();
  const totals = { gradient: node.gradient, hessian: node.hessian, rows: node.to - node.from };
  const scan = { totals, limits, gradientUnit, hessianUnit };
  kernel.scanNumbers(node.histogram!, scan, best);
  for (let j = 0; j < features.length; j++) {
    const { bins, hasMissing, levels } = features[j]!;
    if (levels) scanCategories(kernel.levels(node.histogram!, j), bins, hasMissing, j, scan, best);
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
  const { kernel, features } = grower;
  const split = node.split!;
  const goesLeft = leftTable(split, features[split.feature]!.bins);
  const middle = kernel.partition(split.feature, goesLeft, node.from, node.to);
  yield 4 * (node.to - node.from);
  const left = addNode(grower, node.from, middle, node.depth + 1, split.gradientLeft, split.hessianLeft);
  const right = addNode(grower, middle, node.to, node.depth + 1, node.gradient - split.gradientLeft, node.hessian - split.hessianLeft);
  node.left = left.id;
  node.right = right.id;
  const wanted = [left, right].filter((child) => goesOn && canSplit(child, grower));
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
  grower.kernel.subtract(larger.histogram!, smaller.histogram);
}

function release({ kernel }: Grower, node: Node): void {
  if (node.histogram !== null) kernel.give(node.histogram);
  node.histogram = null;
}

function settle({ nodes, features, limits, kernel, gradientUnit, hessianUnit }: Grower, output: number): GrownTree {
  const isLeaf = (node: Node) => node.left < 0;
  const value = Float64Array.from(
    nodes,
    (node) => (-limits.learningRate * node.gradient * gradientUnit) / Math.max(node.hessian * hessianUnit + limits.l2, LEAST_HESSIAN)
  );
  for (const node of nodes) if (isLeaf(node)) kernel.addValue(output, node.from, node.to, value[node.id]!);
  return {
    feature: Int32Array.from(nodes, (node) => (isLeaf(node) ? -1 : node.split!.feature)),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value,
    goesLeft: nodes.map((node) => (isLeaf(node) ? null : leftTable(node.split!, features[node.split!.feature]!.bins))),
    splits: nodes.map((node) => (isLeaf(node) ? null : node.split)),
    cover: Float64Array.from(nodes, (node) => node.to - node.from)
  };
}
