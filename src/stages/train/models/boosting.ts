import { listsMissing } from '../../../core/errors/boosting.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { holdOut, type HeldOut } from '../../../core/hold-out.ts';
import { defineModel, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import { allRows } from '../../../core/table.ts';
import type { BinnedFeature } from '../boosting/bin-table.ts';
import { openTreeKernel } from '../../../kernels/trees/open-tree-kernel.ts';
import { boost, roomFor, type Boosted } from '../boosting/boost.ts';
import { checkpointsOf } from '../boosting/checkpoint.ts';
import { readConstraints } from '../boosting/constraints.ts';
import { importanceOf } from '../boosting/importance.ts';
import { checkLossTarget, orderOfLoss, type BoostTarget } from '../boosting/losses.ts';
import { packTrees } from '../boosting/pack-trees.ts';
import { boostingParams, type BoostingParams } from '../boosting/params.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses, rowWeights } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';

const about = {
  id: 'boosting',
  label: 'Gradient boosting',
  doc: 'Adds small decision trees, each correcting the sum so far. Takes missing values and categories as they are; strong on tables; does not extrapolate.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: {
    rank: 2,
    portfolio: [
      { learningRate: 0.05, maxIter: 200, maxLeafNodes: 15 },
      { learningRate: 0.05, maxIter: 300, maxLeafNodes: 6, minSamplesLeaf: 10 },
      { learningRate: 0.05, maxIter: 150, maxFeatures: 0.5, l2Regularization: 5 }
    ]
  }
} as const;

/** Training rows above which early stopping is on by itself; scikit-learn's number. */
const AUTO_STOPPING_ROWS = 10_000;

/** Histogram gradient boosting with the losses and parameters of scikit-learn's HistGradientBoosting, and what LightGBM and XGBoost have beside these. */
export const boosting = defineModel({
  ...about,
  params: boostingParams,
  orders: ({ loss }) => orderOfLoss(loss),
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { target, outputs, present, weights } = learnable(data, settings);
    const constraints = readConstraints(settings.monotone, settings.interaction, data.features, present.length <= 2);
    const parts = divideRows(data, settings, context);
    const room = roomFor(data.features, target, weights, parts);
    const kernel = await openTreeKernel(room, context.threads ?? null);
    const work = boost(data.features, target, room, kernel, roundsOf(settings, context), constraints, context.rng);
    const boosted = await drive(work, context).finally(() => kernel.close());
    const { trees, features, loss } = boosted;
    if (!trees.every((tree) => tree.value.every(Number.isFinite)) || !loss.start.every(Number.isFinite))
      throw featureOverflow('A leaf value');
    context.onProgress(1);
    const state = {
      ...{ outputs, present, link: loss.link, start: loss.start },
      features: features.map(describe),
      importance: importanceOf(trees, features.length),
      ...packTrees(trees, features)
    };
    return { state, curve: boosted.curve, notes: notesOf(boosted, parts, settings), backend: 'cpu' };
  }
});

interface Learnable {
  readonly target: BoostTarget;
  readonly outputs: number;
  readonly present: Int32Array;
  readonly weights: Float64Array | null;
}

function learnable({ target, weights, kinship }: TrainingData, { loss, classWeight }: BoostingParams): Learnable {
  if (target.kind === 'numbers') {
    checkLossTarget(target, loss);
    const lists = kinship?.kind === 'groups' ? kinship.of : null;
    if (orderOfLoss(loss) === 'relevance' && !lists) throw listsMissing(loss);
    return { target: { kind: 'numbers', values: target.values, loss, lists }, outputs: 1, present: new Int32Array(0), weights };
  }
  const { codes, present } = presentClasses(target);
  const classes = present.length;
  const counts = classWeight === 'none' ? weights : rowWeights(codes, classes, weights, classWeight);
  return { target: { kind: 'classes', codes, classes }, outputs: target.labels.length, present, weights: counts };
}

/** With dart no round can be cut off, so rows are held out only to be watched, when asked for. */
function divideRows(data: TrainingData, { earlyStopping, validationFraction, booster }: BoostingParams, { rng }: FitContext): HeldOut {
  const stops = earlyStopping === 'on' || (earlyStopping === 'auto' && booster === 'plain' && data.features.rows > AUTO_STOPPING_ROWS);
  const rows = allRows(data.features.rows);
  return stops ? holdOut(rows, data.target, validationFraction, rng, data) : { train: rows, held: new Uint32Array(0), said: '' };
}

const roundsOf = (settings: BoostingParams, context: FitContext) => ({
  ...settings,
  l1: settings.l1Regularization,
  l2: settings.l2Regularization,
  checkpoints: checkpointsOf(context),
  onRound(point: Parameters<FitContext['onCurve']>[0]) {
    context.onCurve(point);
    context.onProgress(point.step / settings.maxIter, `Round ${point.step} of at most ${settings.maxIter}`);
  }
});

/** What the scorer needs to place a value: `levels` and the bin of each for a category feature, null for a number. */
const describe = ({ name, levels, binOfLevel }: BinnedFeature) => ({ name, levels, binOfLevel });

function notesOf(
  { trees, stoppedEarly, curve, loss, features }: Boosted,
  { held, said }: HeldOut,
  { maxIter, earlyStopping, booster }: BoostingParams
): Note[] {
  const rounds = trees.length / loss.start.length;
  const joined = features.filter(({ levels, bins }) => levels !== null && levels.length > bins).map(({ name }) => name);
  return [
    ...(held.length > 0 && booster === 'plain'
      ? [note('early-stopping', stopMessage(rounds, curve.length, said, stoppedEarly, maxIter))]
      : []),
    ...(held.length === 0 && earlyStopping === 'on'
      ? [note('no-early-stopping', 'No rows could be held out, so all rounds were made.')]
      : []),
    ...(trees.every((tree) => tree.feature[0] === -1)
      ? [
          note(
            'no-split-found',
            'No tree found a split worth making, so every row gets the same answer. Lower minSamplesLeaf for few rows.'
          )
        ]
      : []),
    ...(joined.length > 0 ? [note('levels-joined', `Too many levels: the rare ones of ${joined.join(', ')} were joined into one.`)] : [])
  ];
}

const stopMessage = (kept: number, made: number, said: string, stoppedEarly: boolean, maxIter: number) =>
  `Held out of the trees: ${said}; the loss on them was lowest after round ${kept}, which was kept of ${made}${stoppedEarly ? '' : ` (the limit is ${maxIter}: more might help)`}.`;
