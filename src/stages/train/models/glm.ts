import { brief, counted } from '../../../core/words.ts';
import { featureOverflow, targetOutsideDistribution } from '../../../core/errors/training.ts';
import { noErrors, type Inference } from '../../../core/inference.ts';
import { defineModel, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import type { NumberTarget } from '../../../core/target.ts';
import { BLOCK } from '../../../kernels/linear/linear-kernel.ts';
import type { Minimum } from '../../../kernels/linear/minimise.ts';
import { curvatureAt, type RowLoss } from '../../../kernels/linear/objective.ts';
import { devianceLoss, squaredLoss } from '../../../kernels/linear/row-losses.ts';
import type { Work } from '../../../kernels/work.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';
import { curveKeeper, minimiseScores } from '../linear/minimise-scores.ts';
import { inOriginalUnits, scaledColumns, type ScaledColumns } from '../linear/scaled-columns.ts';
import { spreadThatFits, type SpreadName } from '../linear/spread-that-fits.ts';
import { waldErrors, whyRowsForbid } from '../linear/wald-errors.ts';
import { weightedMean } from '../weighted.ts';
import { descentParams, fitInterceptParam } from '../shared-params.ts';

const about = {
  id: 'glm',
  label: 'Generalised linear model',
  doc: 'For counts, amounts and durations: the logarithm of the expected value is a weighted sum of the features, so effects multiply. Fast, steady, easy to read; misses curves and interactions.',
  family: 'linear',
  tasks: ['regression'],
  takes: 'encoded'
} as const;

const params = {
  distribution: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'poisson', 'gamma', 'tweedie', 'normal'],
    search: false,
    doc: 'How answers spread around what is expected. auto: poisson for counts; of other numbers tweedie where some are 0, gamma where they are lopsided and above 0; normal (effects add up) for the rest, such as numbers of which some are negative or that all lie near one level.'
  },
  power: {
    type: 'float',
    default: 1.5,
    min: 1,
    max: 3,
    search: [1.1, 1.9],
    doc: 'Of tweedie: the variance is the mean to this power. Between 1 and 2 for amounts of which some are 0; 3 is inverse Gaussian.'
  },
  alpha: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-6, 10],
    doc: 'Strength of the penalty on squared coefficients; 0 is none.'
  },
  ...descentParams,
  fitIntercept: fitInterceptParam
} as const;

type GlmParams = ParamsOf<typeof params>;

/**
 * Minimises half the mean deviance plus alpha |w|^2 / 2, the intercept free of it: the objective of scikit-learn's TweedieRegressor, whose power is 0 for
 * normal, 1 for Poisson and 2 for gamma. The link is the logarithm, for normal the identity.
 * Departs from it for rows far off: see `highestFor`.
 */
export const glm = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const ready = readyForTraining(given, about);
    const spread = spreadOf(ready.target as NumberTarget, settings);
    const { data, level } = spread.name === 'normal' && settings.fitIntercept ? aroundMean(ready) : { data: ready, level: 0 };
    const columns = await scaledColumns(data, { ...settings, outputs: 1 }, context);
    const task = taskOf(data, spread, columns, settings);
    const { curve, onStep } = curveKeeper(context, settings.maxIter);
    const limits = { maxIter: settings.maxIter, tol: Math.max(settings.tol * unevenness(data), ROUNDING) };
    const minimum = await drive(minimiseScores(task.objective, task.start, limits, onStep), context);
    const { coefficients, intercepts } = inOriginalUnits(minimum.at, columns);
    const intercept = intercepts[0]! + level;
    if (!coefficients.every(Number.isFinite) || !Number.isFinite(intercept)) throw featureOverflow('A coefficient');
    const { inference, dispersion } = await drive(errorsAt(minimum, data, spread, columns, settings), context);
    context.onProgress(1);
    const features = data.features.columns.map((column) => column.name);
    const highest = await drive(highestFor(columns, minimum.at), context);
    const state = { features, coefficients, intercept, link: linkOf(spread), highest, inference };
    return { state, curve, notes: notesOf(spread, settings, minimum, dispersion), backend: 'cpu' };
  }
});

/** Effects that add up are searched for around the mean: far from 0 what they change would be lost in the squares. */
function aroundMean(data: TrainingData): { data: TrainingData; level: number } {
  const target = data.target as NumberTarget;
  const level = weightedMean(target.values, data.weights);
  return { data: { ...data, target: { ...target, values: target.values.map((value) => value - level) } }, level };
}

/** Slopes below this are rounding. */
const ROUNDING = 1e-14;

/**
 * How far answers lie from their mean, as a share of it, 1 at most: slopes are as small as that where all answers lie far from 0, and the search has to go on until
 * they are small beside it.
 */
function unevenness({ target, weights }: TrainingData): number {
  const { values } = target as NumberTarget;
  const mean = weightedMean(values, weights);
  const distances = values.map((value) => Math.abs(value - mean));
  return Math.min(1, weightedMean(distances, weights) / Math.abs(mean || 1));
}

interface Spread {
  readonly name: SpreadName;
  /** The variance goes with the mean to this power. */
  readonly power: number;
}

const linkOf = ({ name }: Spread) => (name === 'normal' ? 'identity' : 'log');

/** @throws LatheError `target-outside-distribution` */
function spreadOf({ name, values }: NumberTarget, { distribution, power }: GlmParams): Spread {
  const chosen = distribution === 'auto' ? spreadThatFits(values) : distribution;
  const spread = { name: chosen, power: { normal: 0, poisson: 1, gamma: 2, tweedie: power }[chosen] };
  const isStrict = spread.power >= 2;
  const outside = spread.name === 'normal' ? 0 : values.filter((value) => (isStrict ? value <= 0 : value < 0)).length;
  if (outside > 0) throw targetOutsideDistribution(name, said(spread), isStrict ? 'above 0' : '0 or more', outside);
  return spread;
}

const said = ({ name, power }: Spread) =>
  ({ poisson: 'Poisson', gamma: 'gamma', normal: 'normal', tweedie: `Tweedie (power ${power})` })[name];

/** What e may be raised to at most, so that it is a number. */
const LARGEST = 700;

/**
 * The largest sum that is believed: e to it is 3 to 7 times the largest expected answer of the training rows. A row far off in one feature would
 * otherwise get an answer of any size. A whole number, so that it does not tell the sum of a single row.
 */
function* highestFor({ kernel }: ScaledColumns, at: Float64Array): Work<number> {
  let most = -Infinity;
  kernel.point.set(at);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    for (const score of kernel.block(0).subarray(0, to - from)) most = Math.max(most, score);
    yield (to - from) * (kernel.cols / 4 + 8);
  }
  return Math.min(Math.ceil(most) + 1, LARGEST);
}

/** The objective is divided by a size of the answers, so that `tol` means the same in every unit. */
function taskOf(data: TrainingData, { name, power }: Spread, { kernel, scales }: ScaledColumns, { alpha, fitIntercept }: GlmParams) {
  const { values } = data.target as NumberTarget;
  const mean = weightedMean(values, data.weights);
  const size =
    name === 'normal'
      ? weightedMean(
          values.map((value) => Math.abs(value - mean)),
          data.weights
        )
      : mean ** (2 - power);
  const total = data.weights ? data.weights.reduce((sum, weight) => sum + weight, 0) : values.length;
  const weights = new Float64Array(values.length).map((_, i) => (data.weights ? data.weights[i]! : 1) / (total * size));
  const loss = name === 'normal' ? squaredLoss(values, weights) : devianceLoss(values, power, weights);
  const l2 = scales.map((scale) => alpha / (2 * size * scale * scale));
  const start = new Float64Array(kernel.cols + 1);
  if (fitIntercept) start[kernel.cols] = name === 'normal' ? mean : Math.log(mean);
  return { objective: { kernel, loss, l2, fitIntercept }, start };
}

/**
 * Errors from the expected information, with Pearson's estimate of the dispersion; that of Poisson is 1.
 * Source: McCullagh & Nelder, Generalized Linear Models, 2nd ed., sections 2.5 and 9.2.
 * @returns the dispersion too, where there are enough rows to tell
 */
function* errorsAt(
  minimum: Minimum,
  data: TrainingData,
  spread: Spread,
  columns: ScaledColumns,
  { alpha, fitIntercept }: GlmParams
): Work<{ inference: Inference; dispersion: number }> {
  const { kernel } = columns;
  const why = alpha > 0 ? 'penalty' : (whyRowsForbid(data) ?? (minimum.converged ? null : 'search'));
  if (why || !kernel.hasSquares) return { inference: noErrors(why ?? 'many-features'), dispersion: NaN };
  const { values } = data.target as NumberTarget;
  let pearson = 0;
  const expected: RowLoss = ([scores], from, to, curvatures) => {
    for (let i = from; i < to; i++) {
      const score = scores![i - from]!;
      const mean = spread.name === 'normal' ? score : Math.exp(score);
      pearson += (values[i]! - mean) ** 2 / mean ** spread.power;
      curvatures![i - from] = spread.name === 'normal' ? 1 : mean ** (2 - spread.power);
    }
    return 0;
  };
  const l2 = new Float64Array(kernel.cols);
  const information = yield* curvatureAt({ kernel, loss: expected, l2, fitIntercept, every: 1 }, minimum.at);
  let dispersion = NaN;
  const inference = waldErrors(information, columns, fitIntercept, (free) => {
    dispersion = pearson / (kernel.rows - free);
    return spread.name === 'poisson' ? 1 : dispersion;
  });
  return { inference, dispersion };
}

/** Times the variance of a Poisson distribution from which its errors are far too small. */
const WIDE = 1.5;

function notesOf(spread: Spread, { distribution }: GlmParams, { steps, converged }: Minimum, dispersion: number): Note[] {
  const isWide = spread.name === 'poisson' && dispersion > WIDE;
  return [
    ...(distribution === 'auto'
      ? [note('distribution-chosen', `The answers were taken to be ${said(spread)}, by the values there are in training.`)]
      : []),
    ...(converged ? [] : [note('not-converged', `The coefficients were still moving after ${counted(steps, 'step')}; raise maxIter.`)]),
    ...(isWide
      ? [
          note(
            'overdispersion',
            `The counts spread ${brief(dispersion)} times as wide as Poisson says: its standard errors are too small by a factor of ${brief(Math.sqrt(dispersion))}.`
          )
        ]
      : [])
  ];
}
