import { featureOverflow, tooManyFeatures } from '../../../core/errors/training.ts';
import { defineModel, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import { listed } from '../../../core/words.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';
import { blockOf } from '../gam/blocks.ts';
import { fitSmooth, type SmoothFit, type SmoothTask } from '../gam/fit-smooth.ts';
import { packSmooth } from '../gam/pack-smooth.ts';
import { standardTarget } from '../standard-target.ts';

const about = {
  id: 'gam',
  label: 'Additive model (GAM)',
  doc: 'Adds up one smooth curve a feature, each as smooth as the data call for, with an interval around it. Easy to read, steady on few rows; finds no interactions. Takes missing values and categories as they are.',
  family: 'additive',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  mostRows: 200_000,
  auto: { rank: 5 }
} as const;

const params = {
  nSplines: {
    type: 'int',
    default: 10,
    min: 4,
    max: 40,
    search: [5, 20],
    doc: 'Most splines a curve is made of: how much detail it could have. With many features there are fewer.'
  },
  alpha: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e9,
    scale: 'log',
    search: false,
    doc: 'Strength of the penalty on bending, the same for every curve; 0: each curve gets the one its data call for (REML).'
  },
  maxIter: { type: 'int', default: 100, min: 1, max: 10_000, scale: 'log', search: false, doc: 'Most steps of the search.' },
  tol: {
    type: 'float',
    default: 1e-6,
    min: 1e-14,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'The search ends when no coefficient moves by more than this share.'
  }
} as const;

type GamParams = ParamsOf<typeof params>;

/**
 * Coefficients of a score beyond which its equations take too long; and features, each of which has one at least. Nor are there more than rows, which could not tell them
 * apart: the penalty would say everything, after a long search.
 */
const MOST_COLUMNS = 600;

/**
 * A generalised additive model with penalised cubic B-splines: normal for numbers, binomial for two classes, one class against the rest for more.
 * Source: Wood (2017), "Generalized additive models", 2nd ed.; see fit-smooth.ts.
 */
export const gam = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { columns } = data.features;
    if (columns.length > MOST_COLUMNS) throw tooManyFeatures(about.label, columns.length, MOST_COLUMNS);
    const splines = Math.min(settings.nSplines, Math.floor(Math.min(MOST_COLUMNS, data.features.rows) / columns.length));
    const blocks = columns.map((column) => blockOf(column, data.weights, splines));
    const { tasks, outputs, present, scale } = tasksOf(data);
    const fits: SmoothFit[] = [];
    for (const [k, task] of tasks.entries()) {
      fits.push(await drive(fitSmooth({ ...task, blocks }, settings), context));
      context.onProgress((k + 1) / (tasks.length + 1));
    }
    if (!fits.every(({ coefficients }) => coefficients.every(Number.isFinite))) throw featureOverflow('A coefficient');
    context.onProgress(1);
    const link = data.target.kind === 'numbers' ? 'identity' : 'logistic';
    const state = { outputs, present, link, ...packSmooth(blocks, fits, rowWeights(data), scale) };
    return { state, curve: [], notes: notesOf(fits, blocks, splines, settings), backend: 'cpu' };
  }
});

const rowWeights = ({ weights, features }: TrainingData): Float64Array => weights ?? new Float64Array(features.rows).fill(1);

/** What each score is fitted to. Numbers are fitted in standard deviations from their mean. */
function tasksOf(data: TrainingData) {
  const { target } = data;
  const weights = rowWeights(data);
  if (target.kind === 'numbers') {
    const { values, centre, unit } = standardTarget(target, data.weights);
    const task: Omit<SmoothTask, 'blocks'> = { y: values, weights, family: 'normal' };
    return { tasks: [task], outputs: 1, present: new Int32Array(0), scale: { centre, unit } };
  }
  const { codes, present } = presentClasses(target);
  const classes = present.length === 2 ? [1] : [...present.keys()];
  const tasks = classes.map((place): Omit<SmoothTask, 'blocks'> => ({
    y: Float64Array.from(codes, (code) => (code === place ? 1 : 0)),
    weights,
    family: 'binomial'
  }));
  return { tasks, outputs: target.labels.length, present, scale: { centre: 0, unit: 1 } };
}

function notesOf(fits: readonly SmoothFit[], blocks: SmoothTask['blocks'], splines: number, { nSplines, maxIter }: GamParams): Note[] {
  const straight = blocks
    .filter(({ kind }, j) => kind === 'curve' && fits.every(({ freedom }) => freedom[j]! < 1.05))
    .map(({ name }) => name);
  return [
    ...(splines < nSplines
      ? [
          note(
            'fewer-splines',
            splines < 4
              ? 'There are so many features for these rows that each has a straight line instead of a curve.'
              : `There are so many features for these rows that each curve has ${splines} splines instead of ${nSplines}.`
          )
        ]
      : []),
    ...(straight.length > 0 ? [note('straight', `The data call for no more than a straight line in ${listed(straight)}.`)] : []),
    ...(fits.every(({ converged }) => converged)
      ? []
      : [note('not-converged', `The curves were still moving after ${maxIter} steps; raise maxIter.`)])
  ];
}
