import { featureOverflow } from '../../../core/errors/training.ts';
import type { Fit, FitContext, TrainingData } from '../../../core/model.ts';
import { note } from '../../../core/note.ts';
import { brief, counted } from '../../../core/words.ts';
import type { GrowthLimits } from '../../../kernels/forest/forest-kernel.ts';
import type { Answers } from '../../../kernels/forest/whole-numbers.ts';
import type { Work } from '../../../kernels/work.ts';
import { drive } from '../../../kernels/drive.ts';
import { answersOf } from './answers.ts';
import { cutBack } from './cut-back.ts';
import { growTree, openForest, treeSeed, type Forest } from './grow-forest.ts';
import { describe, groundNotes } from './ground.ts';
import { ForestPacker } from './pack-forest.ts';
import { bestFirst, prune, type PruningPath } from './prune.ts';
import { addImportances, entropyOf, gainOf, type Criterion, type ReadTree } from '../../../kernels/forest/read-tree.ts';

export interface TreeSettings {
  readonly maxLeafNodes: number;
  readonly ccpAlpha: number;
  /** Rows that the shares of the root count for in each leaf, of classes. */
  readonly leafPrior: number;
  readonly classWeight: 'none' | 'balanced';
}

/** Steps of the path of pruning that are kept: those with the fewest leaves. */
const MOST_STEPS = 1000;

/**
 * One decision tree: grown by its limits, cut back to `maxLeafNodes` leaves as if it had been grown best first, then pruned by `ccpAlpha`.
 * Source: Breiman, Friedman, Olshen & Stone (1984), "Classification and regression trees".
 * @param data ready for training
 * @throws LatheError `numbers-too-large`
 */
export async function fitTree(
  data: TrainingData,
  settings: TreeSettings,
  limitsFor: (features: number, classes: number) => GrowthLimits,
  context: FitContext
): Promise<Fit> {
  const asked = answersOf(data, settings.classWeight);
  const limits = limitsFor(data.features.columns.length, asked.classes);
  const forest = await openForest(data.features, asked, limits, context);
  const { tree, path } = await drive(smallTree(forest, settings, limits.criterion, treeSeed(context.rng)), context);
  const packer = new ForestPacker(forest.features, tree.width);
  const said = asked.classes > 0 ? withPrior(tree, settings.leafPrior) : tree;
  packer.add(said);
  const importances = new Float64Array(forest.features.length);
  addImportances(tree, limits.criterion, importances);
  context.onProgress(1);
  const state = {
    outputs: asked.outputs,
    present: asked.present,
    features: forest.features.map(describe),
    importances,
    ...packer.packed(),
    cover: Int32Array.from({ length: tree.nodes.size }, (_, node) => tree.nodes.to[node]! - tree.nodes.from[node]!),
    nodeValues: said.values,
    path: { ...lastOf(path) }
  };
  return { state, curve: [], notes: notesOf(forest, tree, path, settings), backend: 'cpu' };
}

function* smallTree(
  forest: Forest,
  { maxLeafNodes, ccpAlpha }: TreeSettings,
  criterion: Criterion,
  seed: number
): Work<{ tree: ReadTree; path: PruningPath }> {
  const whole = yield* growTree(forest, seed);
  const gains = Float64Array.from({ length: whole.nodes.size }, (_, node) =>
    whole.nodes.feature[node]! < 0 ? 0 : gainOf(whole, node, criterion) / whole.weights[0]!
  );
  const isDivided = bestFirst(whole.nodes, gains, maxLeafNodes);
  const { unit } = whole;
  const path = yield* prune(whole.nodes, gains, impurityOf(whole, forest.answers, criterion), isDivided, ccpAlpha / unit / unit);
  const inUnits = (of: Float64Array) => of.map((value) => value * unit * unit);
  const own = { ...path, ccpAlphas: inUnits(path.ccpAlphas), impurities: inUnits(path.impurities) };
  if (![...own.ccpAlphas, ...own.impurities].every(Number.isFinite)) throw featureOverflow('The squared error of the tree');
  return { tree: cutBack(whole, isDivided), path: own };
}

/** Each node's shares drawn towards the root's, as if so many more rows had answered like all do. */
function withPrior(tree: ReadTree, rows: number): ReadTree {
  const { width, values, weights } = tree;
  const own = (at: number) => weights[Math.floor(at / width)]!;
  return { ...tree, values: values.map((share, at) => (share * own(at) + values[at % width]! * rows) / (own(at) + rows)) };
}

/** Of the root, in squares of the unit. */
function impurityOf({ values, width, unit }: ReadTree, { y, weights }: Answers, criterion: Criterion): number {
  const root = values.subarray(0, width);
  if (criterion === 'entropy') return entropyOf(root);
  if (criterion === 'gini') return 1 - root.reduce((sum, share) => sum + share * share, 0);
  let [squares, total] = [0, 0];
  for (let row = 0; row < y.length; row++) {
    const weight = weights ? weights[row]! : 1;
    squares += weight * ((y[row]! - root[0]!) / unit) ** 2;
    total += weight;
  }
  return squares / total;
}

const lastOf = ({ ccpAlphas, impurities, leaves }: PruningPath): PruningPath => ({
  ccpAlphas: ccpAlphas.slice(-MOST_STEPS),
  impurities: impurities.slice(-MOST_STEPS),
  leaves: leaves.slice(-MOST_STEPS)
});

function notesOf({ features }: Forest, { nodes }: ReadTree, { leaves }: PruningPath, { ccpAlpha }: TreeSettings) {
  const left = (nodes.size + 1) / 2;
  const pruned = note(
    'pruned',
    `Pruned at ${brief(ccpAlpha)} a leaf: ${counted(left, 'leaf', 'leaves')} of ${counted(leaves[0]!, 'leaf', 'leaves')} are left.`
  );
  return [...(ccpAlpha > 0 ? [pruned] : []), ...groundNotes(features, nodes.size > 1)];
}
