import type { GrownNodes, GrowthLimits } from './forest-kernel.ts';
import type { Answers, WholeNumbers } from './whole-numbers.ts';

export type Criterion = GrowthLimits['criterion'];

/** A tree with what the rows of its nodes say. */
export interface ReadTree {
  readonly nodes: GrownNodes;
  /** Numbers a node says: the shares of the classes, or the mean. */
  readonly width: number;
  /** [nodes, width] */
  readonly values: Float64Array;
  /** What the rows of each node weigh, as often as they were drawn. */
  readonly weights: Float64Array;
  /** A power of two that differences of values are counted in, so that their squares neither overflow nor vanish; 1 for shares. */
  readonly unit: number;
}

/** Of values in whole numbers; no difference is farther from it than their squares can be told. */
const UNITS = 2 ** 25;

/** Adds up the rows of the leaves, and from there the nodes above: a child stands behind its parent. */
export function readTree(nodes: GrownNodes, { y, classes }: Answers, whole: WholeNumbers): ReadTree {
  const { sums } = whole;
  const tallies = new Float64Array(nodes.size * sums);
  const weights = new Float64Array(nodes.size);
  const width = Math.max(1, classes);
  const values = new Float64Array(nodes.size * width);
  for (let node = nodes.size - 1; node >= 0; node--) {
    if (nodes.feature[node]! < 0) tallyLeaf(nodes, node, whole, tallies, weights);
    else {
      const [left, right] = [node + 1, nodes.right[node]!];
      weights[node] = weights[left]! + weights[right]!;
      for (let k = 0; k < sums; k++) tallies[node * sums + k] = tallies[left * sums + k]! + tallies[right * sums + k]!;
    }
    writeValues(tallies.subarray(node * sums, (node + 1) * sums), weights[node]!, classes, whole, values.subarray(node * width));
  }
  if (classes === 0) for (let node = 0; node < nodes.size; node++) values[node] = pureValue(nodes, node, y) ?? values[node]!;
  return {
    nodes,
    width,
    values,
    weights: weights.map((weight) => weight * whole.weightUnit),
    unit: classes === 0 ? whole.valueUnit * UNITS : 1
  };
}

function tallyLeaf(
  { order, counts, from, to }: GrownNodes,
  node: number,
  whole: WholeNumbers,
  tallies: Float64Array,
  weights: Float64Array
): void {
  const at = node * whole.sums;
  for (let i = from[node]!; i < to[node]!; i++) {
    const row = order[i]!;
    const weight = whole.weights[row]! * counts[row]!;
    weights[node]! += weight;
    if (whole.sums === 1) tallies[at]! += whole.values[row]! * counts[row]!;
    else tallies[at + whole.values[row]!]! += weight;
  }
}

function writeValues(tally: Float64Array, weight: number, classes: number, whole: WholeNumbers, into: Float64Array): void {
  if (classes === 0) into[0] = whole.centre + (tally[0]! * whole.valueUnit) / (weight * whole.weightUnit);
  else if (classes === 2) {
    into[0] = (weight - tally[0]!) / weight;
    into[1] = tally[0]! / weight;
  } else for (let k = 0; k < classes; k++) into[k] = tally[k]! / weight;
}

/** The number that all rows of a leaf have, to the last bit. */
function pureValue({ feature, order, from, to }: GrownNodes, node: number, y: Answers['y']): number | null {
  if (feature[node]! >= 0) return null;
  const first = y[order[from[node]!]!]!;
  for (let i = from[node]! + 1; i < to[node]!; i++) if (y[order[i]!] !== first) return null;
  return first;
}

/** What the split of a node saves of its impurity, in squares of the unit, times its weight. */
export function gainOf({ nodes, width, values, weights, unit }: ReadTree, node: number, criterion: Criterion): number {
  const [left, right] = [node + 1, nodes.right[node]!];
  const [own, leftWeight, rightWeight] = [weights[node]!, weights[left]!, weights[right]!];
  if (criterion === 'entropy') {
    const disorder = (of: number) => weights[of]! * entropyOf(values.subarray(of * width, (of + 1) * width));
    return disorder(node) - disorder(left) - disorder(right);
  }
  let squares = 0;
  for (let k = 0; k < width; k++) squares += ((values[left * width + k]! - values[right * width + k]!) / unit) ** 2;
  return ((leftWeight * rightWeight) / own) * squares;
}

/** In bits. */
export const entropyOf = (shares: Float64Array): number =>
  shares.reduce((sum, share) => sum - (share > 0 ? share * Math.log2(share) : 0), 0);

/** Adds each feature's share in what the splits of a tree gained. Source: Breiman et al. (1984), 5.3.4. */
export function addImportances(tree: ReadTree, criterion: Criterion, into: Float64Array): void {
  const own = new Float64Array(into.length);
  let total = 0;
  for (let node = 0; node < tree.nodes.size; node++) {
    if (tree.nodes.feature[node]! < 0) continue;
    const gain = gainOf(tree, node, criterion);
    own[tree.nodes.feature[node]!]! += gain;
    total += gain;
  }
  if (total > 0) own.forEach((gain, j) => (into[j]! += gain / total));
}
