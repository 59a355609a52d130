import { createRng } from '../../../core/rng.ts';
import { forestTooLarge } from '../../../core/errors/training.ts';
import type { Fit, FitContext, TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import { brief, counted } from '../../../core/words.ts';
import type { GrowthLimits } from '../../../kernels/forest/forest-kernel.ts';
import { drive } from '../../../kernels/drive.ts';
import { answersOf } from './answers.ts';
import { growTree, openForest, treeSeed, type Forest } from './grow-forest.ts';
import { describe, groundNotes } from './ground.ts';
import { OutOfBagSums, type OutOfBag, type OutOfBagSaved } from './out-of-bag.ts';
import { ForestPacker, type SavedForest } from './pack-forest.ts';
import { addImportances, type ReadTree } from '../../../kernels/forest/read-tree.ts';

export interface ForestSettings {
  readonly nEstimators: number;
  readonly bootstrap: boolean;
  /** Share of the rows drawn for each tree. */
  readonly maxSamples: number;
  readonly classWeight: 'none' | 'balanced';
}

/** Fifteen bytes each: 900 MB. */
const MOST_NODES = 60_000_000;

/**
 * Many trees grown apart, each from a seed of its own, on rows drawn with replacement where `bootstrap` is on; the forest says the mean of what they say.
 * Sources: Breiman (2001), "Random forests"; Geurts, Ernst & Wehenkel (2006), "Extremely randomized trees".
 * @param data ready for training
 * @param onTree is shown each tree as it is grown, in the order they are packed
 * @throws LatheError `forest-too-large`
 */
export async function fitForest(
  data: TrainingData,
  settings: ForestSettings,
  limitsFor: (features: number, classes: number) => GrowthLimits,
  context: FitContext,
  onTree: (tree: ReadTree, count: number) => void = () => undefined
): Promise<Fit> {
  const { rows, columns } = data.features;
  const asked = answersOf(data, settings.classWeight);
  const draws = settings.bootstrap ? Math.max(1, Math.round(settings.maxSamples * rows)) : 0;
  const limits = { ...limitsFor(columns.length, asked.classes), draws };
  const forest = await openForest(data.features, asked, limits, context);
  const { features } = forest;
  const width = Math.max(1, asked.classes);
  const grown: Grown = {
    packer: new ForestPacker(features, width, limits.isRandom ? createRng(treeSeed(context.rng)) : null),
    outOfBag: draws > 0 ? new OutOfBagSums(rows, features, width) : null,
    importances: new Float64Array(columns.length),
    onTree
  };
  await growAll(forest, settings.nEstimators, limits, grown, context);
  const gained = grown.importances.reduce((sum, gain) => sum + gain, 0);
  const state = {
    outputs: asked.outputs,
    present: asked.present,
    features: features.map(describe),
    importances: grown.importances.map((gain) => (gained > 0 ? gain / gained : 0)),
    ...grown.packer.packed(),
    cover: null,
    nodeValues: null
  };
  const notes = [
    ...(grown.outOfBag ? [sayOutOfBag(grown.outOfBag.score(asked), data, asked.classes > 0)] : []),
    ...groundNotes(features, gained > 0)
  ];
  return { state, curve: [], notes, backend: 'cpu' };
}

interface Grown {
  readonly packer: ForestPacker;
  readonly outOfBag: OutOfBagSums | null;
  readonly importances: Float64Array;
  readonly onTree: (tree: ReadTree, count: number) => void;
}

async function growAll(forest: Forest, trees: number, { criterion }: GrowthLimits, grown: Grown, context: FitContext): Promise<void> {
  const seeds = Array.from({ length: trees }, () => treeSeed(context.rng));
  const from = resumed(grown, context);
  for (const [t, seed] of seeds.entries()) {
    if (t < from) continue;
    const tree = await drive(growTree(forest, seed), context);
    grown.packer.add(tree);
    if (grown.packer.nodes > MOST_NODES) throw forestTooLarge(grown.packer.nodes, t + 1);
    addImportances(tree, criterion, grown.importances);
    grown.onTree(tree, t + 1);
    if (grown.outOfBag) await drive(grown.outOfBag.add(tree, forest.kernel.keys()), context);
    context.onProgress((t + 1) / trees, `Tree ${t + 1} of ${trees}`);
  }
  const { packer, outOfBag, importances } = grown;
  if (context.onEnd) context.onEnd(trees, { trees, packed: packer.save(), outOfBag: outOfBag?.save() ?? null, importances: importances.slice() } as never); // prettier-ignore
}

/** What the trees of an earlier fit of the same rows and settings left behind. */
interface ForestCheckpoint {
  readonly trees: number;
  readonly packed: SavedForest;
  readonly outOfBag: OutOfBagSaved | null;
  readonly importances: Float64Array;
}

/** @returns how many trees there are already */
function resumed(grown: Grown, { resumeFrom }: FitContext): number {
  const from = resumeFrom as ForestCheckpoint | undefined;
  if (!from) return 0;
  grown.packer.restore(from.packed);
  if (from.outOfBag) grown.outOfBag?.restore(from.outOfBag);
  grown.importances.set(from.importances);
  return from.trees;
}

function sayOutOfBag(found: OutOfBag | null, { kinship }: TrainingData, isClasses: boolean): Note {
  if (!found) return note('no-out-of-bag', 'No row was left out by a tree, so there is no score out of bag.');
  const { score, interval, rows } = found;
  const kin = kinship ? ' It is too good where rows belong together: trees leave out single rows.' : '';
  return note(
    'out-of-bag',
    `Out of bag, ${isClasses ? 'the accuracy' : 'R²'} is ${brief(score)} (95 % from ${brief(interval.low)} to ${brief(interval.high)}, ${interval.method}), on ${counted(rows, 'row')} through the trees that had left them out.${kin}`
  );
}
