import { featureOverflow } from '../../../core/errors/training.ts';
import { holdOut, type HeldOut } from '../../../core/hold-out.ts';
import { defineModel, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import { allRows } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import type { BinnedFeature } from '../boosting/bin-table.ts';
import { openTreeKernel } from '../../../kernels/trees/open-tree-kernel.ts';
import { boost, roomFor, type Boosted, type BoostTarget } from '../boosting/boost.ts';
import { packTrees } from '../boosting/pack-trees.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses } from '../classes.ts';
import { drive } from '../drive.ts';

const about = {
  id: 'boosting',
  label: 'Gradient boosting',
  doc: 'Adds small decision trees, each correcting the sum so far. Takes missing values and categories as they are; strong on tables; does not extrapolate.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed'
} as const;

const params = {
  maxIter: {
    type: 'int',
    default: 100,
    min: 1,
    max: 10_000,
    scale: 'log',
    search: [50, 500],
    doc: 'Most rounds; each adds one tree (with several classes one per class).'
  },
  learningRate: {
    type: 'float',
    default: 0.1,
    min: 1e-4,
    max: 1,
    scale: 'log',
    search: [0.01, 0.3],
    doc: 'How much of each correction is taken over.'
  },
  maxLeafNodes: { type: 'int', default: 31, min: 2, max: 4096, scale: 'log', search: [4, 128], doc: 'Most leaves of a tree.' },
  maxDepth: { type: 'int', default: 0, min: 0, max: 64, search: false, doc: 'Most questions from root to leaf; 0 is no limit.' },
  minSamplesLeaf: {
    type: 'int',
    default: 20,
    min: 1,
    max: 100_000,
    scale: 'log',
    search: [5, 200],
    doc: 'Fewest training rows in a leaf.'
  },
  l2Regularization: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-3, 100],
    doc: 'Pull of the leaf values towards 0.'
  },
  maxBins: { type: 'int', default: 255, min: 2, max: 255, search: false, doc: 'Most bins a feature is cut into.' },
  earlyStopping: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'on', 'off'],
    search: false,
    doc: 'Stop when rows held out of the fit get no better; auto: from 10,001 rows on.'
  },
  validationFraction: {
    type: 'float',
    default: 0.1,
    min: 0.01,
    max: 0.5,
    search: false,
    doc: 'Share of the training rows held out for early stopping.'
  },
  nIterNoChange: {
    type: 'int',
    default: 10,
    min: 1,
    max: 1000,
    scale: 'log',
    search: false,
    doc: 'Rounds without progress after which training stops early.'
  },
  tol: {
    type: 'float',
    default: 1e-7,
    min: 0,
    max: 1,
    scale: 'log',
    search: false,
    doc: 'Smallest gain in held-out loss that counts as progress.'
  }
} as const;

type BoostingParams = ParamsOf<typeof params>;

/** Training rows above which early stopping is on by itself; scikit-learn's number. */
const AUTO_STOPPING_ROWS = 10_000;

/** Histogram gradient boosting with the losses and parameters of scikit-learn's HistGradientBoosting. */
export const boosting = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { target, outputs, present, link } = learnable(data.target);
    const parts = divideRows(data, settings, context);
    const room = roomFor(data.features, target, data.weights, parts);
    const kernel = await openTreeKernel(room);
    const boosted = await drive(boost(data.features, target, room, kernel, roundsOf(settings, context), context.rng), context);
    if (!boosted.trees.every((tree) => tree.value.every(Number.isFinite)) || !boosted.start.every(Number.isFinite))
      throw featureOverflow('A leaf value');
    context.onProgress(1);
    const state = {
      outputs,
      present,
      link,
      start: boosted.start,
      features: boosted.features.map(describe),
      ...packTrees(boosted.trees, boosted.features)
    };
    return { state, curve: boosted.curve, notes: notesOf(boosted, parts, settings), backend: 'cpu' };
  }
});

function learnable(target: Target): {
  target: BoostTarget;
  outputs: number;
  present: Int32Array;
  link: 'identity' | 'logistic' | 'softmax';
} {
  if (target.kind === 'numbers') return { target, outputs: 1, present: new Int32Array(0), link: 'identity' };
  const { codes, present } = presentClasses(target);
  const link = present.length === 2 ? 'logistic' : 'softmax';
  return { target: { kind: 'classes', codes, classes: present.length }, outputs: target.labels.length, present, link };
}

function divideRows(data: TrainingData, { earlyStopping, validationFraction }: BoostingParams, { rng }: FitContext): HeldOut {
  const stops = earlyStopping === 'on' || (earlyStopping === 'auto' && data.features.rows > AUTO_STOPPING_ROWS);
  const rows = allRows(data.features.rows);
  return stops ? holdOut(rows, data.target, validationFraction, rng, data) : { train: rows, held: new Uint32Array(0), said: '' };
}

const roundsOf = (settings: BoostingParams, context: FitContext) => ({
  ...settings,
  l2: settings.l2Regularization,
  onRound(point: Parameters<FitContext['onCurve']>[0]) {
    context.onCurve(point);
    context.onProgress(point.step / settings.maxIter, `Round ${point.step} of at most ${settings.maxIter}`);
  }
});

/** What the scorer needs to place a value: `levels` and the bin of each for a category feature, null for a number. */
const describe = ({ name, levels, binOfLevel }: BinnedFeature) => ({ name, levels, binOfLevel });

function notesOf(
  { trees, stoppedEarly, curve, start, features }: Boosted,
  { held, said }: HeldOut,
  { maxIter, earlyStopping }: BoostingParams
): Note[] {
  const rounds = trees.length / start.length;
  const joined = features.filter(({ levels, bins }) => levels !== null && levels.length > bins).map(({ name }) => name);
  return [
    ...(held.length > 0 ? [note('early-stopping', stopMessage(rounds, curve.length, said, stoppedEarly, maxIter))] : []),
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
