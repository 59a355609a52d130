import type { Rng } from '../../../core/rng.ts';
import { scanCategories } from '../../../kernels/trees/scan-categories.ts';
import {
  leftTable,
  MIN_HESSIAN,
  noSplit,
  UNBOUND,
  valueOf,
  type BestSplit,
  type Bounds,
  type SplitLimits,
  type Trend
} from '../../../kernels/trees/split.ts';
import type { FixedPoint } from '../../../kernels/trees/fixed-point.ts';
import type { TreeKernel } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import type { BinnedFeature } from './bin-table.ts';
import { allowedBy, setsWith, type Constraints } from './constraints.ts';
import { drawFeatures } from './sampling.ts';
import type { BinnedTree } from './traverse.ts';

export interface TreeLimits extends SplitLimits {
  readonly maxLeafNodes: number;
  /** 0 = no limit. */
  readonly maxDepth: number;
  readonly learningRate: number;
  /** Which leaf is divided next: the one with the highest gain, or the one nearest to the root. */
  readonly growPolicy: 'leaf-wise' | 'depth-wise';
  /** Share of its features that a node may ask, drawn anew for each. */
  readonly maxFeatures: number;
  /** With at most so many levels each is held against all others, instead of every division of their order. */
  readonly maxCatToOnehot: number;
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
  readonly constraints: Constraints;
}

/** What one tree is grown from. */
export interface TreeTask {
  readonly output: number;
  /** The training rows it learns from; null = all. */
  readonly rows: Uint32Array | null;
  readonly count: number;
  /** For each feature 1 when the tree may ask it; null = all. */
  readonly counted: Uint8Array | null;
  readonly scale: FixedPoint;
  /** The value of a leaf of these rows, where it is not the Newton step. */
  readonly leaf: ((rows: Uint32Array) => number) | null;
  readonly rng: Rng;
}

interface Node {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  /** Sums over its rows, as whole numbers. */
  readonly gradient: number;
  readonly hessian: number;
  readonly bounds: Bounds;
  /** Sets of features it is still in; null = all. */
  readonly sets: readonly Uint8Array[] | null;
  histogram: number | null;
  split: BestSplit | null;
  left: number;
  right: number;
}

interface Grower extends Ground {
  /** Slots of a histogram. */
  readonly slots: number;
  readonly task: TreeTask;
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  readonly nodes: Node[];
}

/**
 * Grows one tree and adds its values to the raw scores of the rows it learned from.
 * Source: Ke et al. (2017), "LightGBM", section 2; limits and order as in scikit-learn's HistGradientBoosting.
 */
export function* growTree(ground: Ground, task: TreeTask): Work<GrownTree> {
  const { kernel, limits } = ground;
  const { gradientScale, hessianScale } = task.scale;
  const slots = ground.features.reduce((sum, { bins }) => sum + bins + 1, 0);
  const grower: Grower = { ...ground, task, slots, gradientUnit: 1 / gradientScale, hessianUnit: 1 / hessianScale, nodes: [] };
  const sums = kernel.begin(task.output, task.rows, task.counted);
  const root = addNode(grower, { from: 0, to: task.count, depth: 0, ...sums, bounds: UNBOUND, sets: ground.constraints.sets });
  yield 4 * task.count;
  const open: Node[] = [];
  if (canSplit(root, grower)) {
    root.histogram = yield* histogramOf(grower, root);
    yield* findSplits(grower, [root], open);
  }
  for (let leaves = 1; leaves < limits.maxLeafNodes; leaves++) {
    const node = takeNext(open, limits);
    if (!node) break;
    yield* divide(grower, node, open, leaves + 1 < limits.maxLeafNodes);
    releaseHopeless(grower, open, limits.maxLeafNodes - leaves - 1);
  }
  for (const node of open) release(grower, node);
  return settle(grower);
}

type NewNode = Pick<Node, 'from' | 'to' | 'depth' | 'gradient' | 'hessian' | 'bounds' | 'sets'>;

function addNode({ nodes }: Grower, made: NewNode): Node {
  const node: Node = { ...made, id: nodes.length, histogram: null, split: null, left: -1, right: -1 };
  nodes.push(node);
  return node;
}

const canSplit = ({ from, to, depth, hessian }: Node, { limits: { minSamplesLeaf, maxDepth }, hessianUnit }: Grower) =>
  to - from >= 2 * minSamplesLeaf && hessian * hessianUnit >= MIN_HESSIAN && (maxDepth === 0 || depth < maxDepth);

function* histogramOf({ kernel, features }: Grower, node: Node): Work<number> {
  const histogram = kernel.take();
  for (let from = node.from; from < node.to; from += kernel.piece) {
    const to = Math.min(node.to, from + kernel.piece);
    kernel.count(histogram, from, to);
    yield 2 * (to - from) * features.length;
  }
  return histogram;
}

/** Finds the best split of nodes that have their histograms, and queues those that have one. */
function* findSplits(grower: Grower, nodes: readonly Node[], open: Node[]): Work<void> {
  const { kernel, features, limits, gradientUnit, hessianUnit } = grower;
  const asked = nodes.map((node) => {
    const totals = { gradient: node.gradient, hessian: node.hessian, rows: node.to - node.from };
    const scan = { totals, limits, gradientUnit, hessianUnit, bounds: node.bounds, allowed: featuresOf(grower, node) };
    return { histogram: node.histogram!, scan, best: noSplit() };
  });
  kernel.scanNumbers(asked);
  for (const [i, { histogram, scan, best }] of asked.entries()) {
    for (let j = 0; j < features.length; j++) {
      const { bins, hasMissing, levels } = features[j]!;
      if (!levels || scan.allowed?.[j] === 0) continue;
      scanCategories(kernel.levels(histogram, j), { bins, hasMissing, feature: j, oneHot: limits.maxCatToOnehot }, scan, best);
    }
    yield 4 * grower.slots;
    if (best.gain <= 0) continue;
    nodes[i]!.split = best;
    open.push(nodes[i]!);
  }
}

/** What a node may ask: what its tree and the sets it is in leave, and of that what is drawn for it. */
function featuresOf({ features, limits, task }: Grower, { sets }: Node): Uint8Array | null {
  const inSets = allowedBy(sets, features.length);
  const both = inSets && task.counted ? inSets.map((is, j) => is & task.counted![j]!) : (inSets ?? task.counted);
  return drawFeatures(features.length, limits.maxFeatures, both, task.rng);
}

/** The open node with the highest gain, or the one nearest to the root; the older one when two are alike. */
function takeNext(open: Node[], { growPolicy }: TreeLimits): Node | undefined {
  const rank = growPolicy === 'depth-wise' ? ({ depth }: Node) => -depth : ({ split }: Node) => split!.gain;
  open.sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  return open.shift();
}

/** Of the open nodes only as many as may still be divided, for whatever else comes up stands before or behind them: the others need no histograms any more. */
function releaseHopeless(grower: Grower, open: Node[], stillDivided: number): void {
  if (open.length <= stillDivided) return;
  const kept: Node[] = [];
  while (kept.length < stillDivided) kept.push(takeNext(open, grower.limits)!);
  for (const node of open.splice(0, open.length, ...kept)) release(grower, node);
}

/** Splits a node; its children look for splits of their own while another leaf is allowed. */
function* divide(grower: Grower, node: Node, open: Node[], goesOn: boolean): Work<void> {
  const { kernel, features } = grower;
  const split = node.split!;
  const goesLeft = leftTable(split, features[split.feature]!.bins);
  const middle = node.from + split.rowsLeft;
  kernel.partition(split.feature, goesLeft, node.from, middle, node.to);
  yield 4 * (node.to - node.from);
  const [left, right] = addChildren(grower, node, middle);
  node.left = left.id;
  node.right = right.id;
  const wanted = [left, right].filter((child) => goesOn && canSplit(child, grower));
  if (wanted.length > 0) yield* shareHistogram(grower, node, left, right);
  if (wanted.length > 0) yield* findSplits(grower, wanted, open);
  for (const done of [node, left, right]) if (!open.includes(done)) release(grower, done);
}

function addChildren(grower: Grower, node: Node, middle: number): [Node, Node] {
  const { feature, gradientLeft, hessianLeft } = node.split!;
  const [gradientRight, hessianRight] = [node.gradient - gradientLeft, node.hessian - hessianLeft];
  const own = { depth: node.depth + 1, sets: setsWith(node.sets, feature) };
  const [below, above] = boundsOfSides(grower, node, grower.constraints.trends[feature]!);
  return [
    addNode(grower, { ...own, from: node.from, to: middle, gradient: gradientLeft, hessian: hessianLeft, bounds: below }),
    addNode(grower, { ...own, from: middle, to: node.to, gradient: gradientRight, hessian: hessianRight, bounds: above })
  ];
}

/** Everything under the left side has to stay on its side of the middle between both: so no later split can turn the trend around. */
function boundsOfSides({ gradientUnit, hessianUnit, limits }: Grower, node: Node, trend: Trend): readonly [Bounds, Bounds] {
  const { bounds, split } = node;
  if (trend === 0) return [bounds, bounds];
  const value = (gradient: number, hessian: number) => valueOf(gradient * gradientUnit, hessian * hessianUnit, limits, bounds);
  const left = value(split!.gradientLeft, split!.hessianLeft);
  const right = value(node.gradient - split!.gradientLeft, node.hessian - split!.hessianLeft);
  const middle = left / 2 + right / 2;
  const [under, over] = [
    { lower: bounds.lower, upper: middle },
    { lower: middle, upper: bounds.upper }
  ];
  return trend > 0 ? [under, over] : [over, under];
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

function settle(grower: Grower): GrownTree {
  const { nodes, features, kernel, task } = grower;
  const isLeaf = (node: Node) => node.left < 0;
  const value = Float64Array.from(nodes, (node) => (isLeaf(node) ? leafValue(grower, node) : 0));
  for (const node of nodes) if (isLeaf(node)) kernel.addValue(task.output, node.from, node.to, value[node.id]!);
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

function leafValue({ kernel, limits, gradientUnit, hessianUnit, task }: Grower, node: Node): number {
  const { lower, upper } = node.bounds;
  const found = task.leaf
    ? Math.min(Math.max(task.leaf(kernel.order().subarray(node.from, node.to)), lower), upper)
    : valueOf(node.gradient * gradientUnit, node.hessian * hessianUnit, limits, node.bounds);
  return limits.learningRate * found;
}
