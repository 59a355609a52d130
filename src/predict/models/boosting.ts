import type { Plain } from '../../core/plain.ts';
import type { SummedTrees, TreeNodes, TreeSum } from '../../core/summed-trees.ts';
import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { expectState, isClasses, isFiniteArray } from './feature-columns.ts';
import { isTreeFeature, readerOf, type TreeFeature } from './tree-features.ts';

/** Written by src/stages/train/boosting/pack-trees.ts. */
interface BoostedState extends TreeNodes {
  readonly [key: string]: Plain;
  readonly outputs: number;
  readonly present: Int32Array;
  readonly link: 'identity' | 'log' | 'logistic' | 'softmax';
  readonly start: Float64Array;
  readonly features: readonly TreeFeature[];
}

/** Rows laid side by side at a time, so few that they and a tree stay in the processor's nearest cache while all trees go by. */
const BATCH = 64;
/** Rows below which going down the trees takes less than an aid that takes many rows at a time. */
const FEW = 12;

/** Sums the leaves of all trees, tree by tree: a row gets the same bits alone and in a batch. */
export const boostingScorer = defineScorer<BoostedState>({
  id: 'boosting',
  holds: 'cut-points',
  // a split of missing from present sends every number to one side: its threshold is infinite
  mayBeNonFinite: ['threshold'],
  aidedBy: 'openTrees',
  compile(state, aids) {
    check(state);
    const { outputs, present, link, start, features } = state;
    const readers = features.map(readerOf);
    const trees = { ...state, outputs: start.length };
    const plain: TreeSum = { batch: BATCH, add: walkerOf(trees) };
    const fast = aids?.openTrees?.(trees) ?? plain;
    return (table) => {
      const reads = readers.map((read) => read(table));
      const { batch, add } = table.rows < FEW ? plain : fast;
      const wide = Math.min(table.rows, batch);
      const values = new Float64Array(wide * features.length);
      const raw = new Float64Array(wide * start.length);
      const own = new Float64Array(start.length);
      const out = new Float64Array(table.rows * outputs);
      for (let from = 0; from < table.rows; from += wide) {
        const rows = Math.min(table.rows - from, wide);
        reads.forEach((read, j) => read(from, from + rows, values, j * rows, 1));
        for (let at = 0; at < raw.length; at += start.length) raw.set(start, at);
        add(values.subarray(0, rows * features.length), rows, raw.subarray(0, rows * start.length));
        for (let i = 0; i < rows; i++) {
          for (let k = 0; k < own.length; k++) own[k] = raw[i * own.length + k]!;
          if (link === 'identity') out[from + i] = own[0]!;
          else if (link === 'log') out[from + i] = Math.exp(own[0]!);
          else writeShares(own, present, out, (from + i) * outputs);
        }
      }
      return out;
    };
  }
});

/** Adds all trees to the raw scores of rows, each row's in the order of the trees. */
function walkerOf(trees: SummedTrees): TreeSum['add'] {
  const { outputs, treeStarts, feature, threshold, left, right, missingLeft, value, categoryStart, categoryBits } = trees;
  const walk = (root: number, values: Float64Array, row: number, rows: number) => {
    let node = root;
    for (let j = feature[node]!; j >= 0; j = feature[node]!) {
      const x = values[row + j * rows]!;
      const words = categoryStart[node]!;
      let goesLeft: boolean;
      if (x !== x) goesLeft = missingLeft[node] === 1;
      else if (words < 0) goesLeft = x <= threshold[node]!;
      else goesLeft = ((categoryBits[words + (x >>> 5)]! >>> (x & 31)) & 1) === 1;
      node = goesLeft ? left[node]! : right[node]!;
    }
    return value[node]!;
  };
  return (values, rows, raw) => {
    for (let t = 0; t < treeStarts.length; t++) {
      const root = treeStarts[t]!;
      for (let i = 0, to = t % outputs; i < rows; i++, to += outputs) raw[to]! += walk(root, values, i, rows);
    }
  };
}

function check(state: BoostedState): void {
  const { outputs, present, link, start, features, treeStarts } = state;
  const expect = (what: string, holds: boolean) => expectState('boosting', what, holds);
  expect('start', isFiniteArray(start) && start.length > 0);
  expect('features', Array.isArray(features) && features.every(isTreeFeature));
  const isNumber = link === 'identity' || link === 'log';
  if (isNumber) expect('outputs', outputs === 1 && start.length === 1);
  else expect('classes', isClasses(present, outputs) && present.length >= 2 && start.length === (link === 'logistic' ? 1 : present.length));
  expect('link', isNumber || (link === 'logistic' && present.length === 2) || link === 'softmax');
  expect('nodes', isNodes(state));
  expect('trees', treeStarts instanceof Int32Array && treeStarts.length % start.length === 0);
  expect(
    'roots',
    treeStarts.every((root) => root >= 0 && root < state.feature.length)
  );
}

/** Children stand behind their parents, so that no walk can go round in circles. */
function isNodes({ features, feature, threshold, left, right, missingLeft, value, categoryStart, categoryBits }: BoostedState): boolean {
  const size = feature.length;
  const sameSize = [threshold, left, right, missingLeft, value, categoryStart].every((array) => array.length === size);
  if (!sameSize || !isFiniteArray(value)) return false;
  for (let node = 0; node < size; node++) {
    if (feature[node]! < 0) continue;
    const isInside = (child: number) => child > node && child < size;
    if (feature[node]! >= features.length || !isInside(left[node]!) || !isInside(right[node]!) || Number.isNaN(threshold[node]))
      return false;
    const isCategory = features[feature[node]!]!.levels !== null;
    if (isCategory !== categoryStart[node]! >= 0 || categoryStart[node]! + 8 > categoryBits.length + (isCategory ? 0 : 9)) return false;
  }
  return true;
}
