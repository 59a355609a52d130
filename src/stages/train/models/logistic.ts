import { counted } from '../../../core/words.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { defineModel, type CurvePoint, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import type { NumberColumn } from '../../../core/table.ts';
import type { ClassTarget } from '../../../core/target.ts';
import { logLoss, scoresOf, type LogLossProblem } from '../../../kernels/linear/log-loss.ts';
import { fista, lbfgs, type Minimum } from '../../../kernels/linear/minimise.ts';
import type { Work } from '../../../kernels/work.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses, rowWeights } from '../classes.ts';
import { drive } from '../drive.ts';
import { weightedMean } from '../weighted.ts';

const about = {
  id: 'logistic',
  label: 'Logistic regression',
  doc: 'Turns a weighted sum of the features into class probabilities, with an elastic-net penalty. Fast, well calibrated, easy to read; misses curves and interactions.',
  family: 'linear',
  tasks: ['classification'],
  takes: 'encoded'
} as const;

const params = {
  C: {
    type: 'float',
    default: 1,
    min: 1e-8,
    max: 1e8,
    scale: 'log',
    search: [1e-4, 1e4],
    doc: 'How much the data count against the penalty; smaller is simpler.'
  },
  l1Ratio: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1,
    doc: 'Share of the penalty that can set coefficients to 0: 0 is ridge, 1 is lasso.'
  },
  maxIter: { type: 'int', default: 1000, min: 1, max: 1_000_000, scale: 'log', search: false, doc: 'Most steps of the search.' },
  tol: {
    type: 'float',
    default: 1e-6,
    min: 1e-14,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'Slope of the mean loss at which the search ends.'
  },
  fitIntercept: { type: 'bool', default: true, search: false, doc: 'Whether the sum may start from another value than 0.' },
  classWeight: {
    type: 'choice',
    default: 'none',
    options: ['none', 'balanced'],
    doc: 'balanced: every class counts the same in total, however rare.'
  }
} as const;

type LogisticParams = ParamsOf<typeof params>;

/**
 * Minimises C times the sum of the log losses plus l1Ratio |w|_1 + (1 - l1Ratio) |w|^2 / 2, intercepts free of it: the objective of
 * scikit-learn's LogisticRegression. The search runs on centred and scaled copies of the features, the penalty scaled back, so it ends at the
 * same minimum sooner. Two classes have one score function, more have one each (softmax).
 */
export const logistic = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const target = data.target as ClassTarget;
    const { codes, present } = presentClasses(target);
    const design = await drive(standardise(data, settings.fitIntercept), context);
    const weights = rowWeights(codes, present.length, data.weights, settings.classWeight);
    const { minimum, curve } = await search(design, codes, present.length, weights, settings, context);
    const model = inOriginalUnits(minimum.at, design, scoresOf(present.length));
    if (!model.coefficients.every(Number.isFinite) || !model.intercepts.every(Number.isFinite)) throw featureOverflow('A coefficient');
    context.onProgress(1);
    const state = { features: data.features.columns.map((column) => column.name), outputs: target.labels.length, present, ...model };
    const message = `The coefficients were still moving after ${counted(minimum.steps, 'step')}; raise maxIter or scale the features.`;
    return { state, curve, notes: minimum.converged ? [] : [note('not-converged', message)], backend: 'cpu' };
  }
});

interface Design {
  /** Row-major [rows, used.length]. */
  readonly x: Float64Array;
  readonly rows: number;
  /** Columns that vary: places among all features. */
  readonly used: readonly number[];
  readonly features: number;
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

function* standardise({ features, weights }: TrainingData, fitIntercept: boolean): Work<Design> {
  const all: Scaled[] = [];
  for (const column of features.columns) {
    all.push(scaleOf((column as NumberColumn).values, weights, fitIntercept));
    yield 20 * features.rows;
  }
  const used = all.map((_, j) => j).filter((j) => all[j]!.scale > 0);
  const x = new Float64Array(features.rows * used.length);
  for (const [k, j] of used.entries()) {
    const { values, centre, scale } = all[j]!;
    for (let i = 0; i < features.rows; i++) x[i * used.length + k] = (values[i]! - centre) / scale;
    yield 10 * features.rows;
  }
  return {
    x,
    rows: features.rows,
    used,
    features: all.length,
    centres: Float64Array.from(used, (j) => all[j]!.centre),
    scales: Float64Array.from(used, (j) => all[j]!.scale)
  };
}

interface Scaled {
  readonly values: Float64Array;
  readonly centre: number;
  /** Root of the mean square around the centre; 0 = says nothing. */
  readonly scale: number;
}

function scaleOf(values: Float64Array, weights: Float64Array | null, fitIntercept: boolean): Scaled {
  const still = fitIntercept ? values[0] : 0;
  if (values.every((value) => value === still)) return { values, centre: 0, scale: 0 };
  const centre = fitIntercept ? weightedMean(values, weights) : 0;
  return {
    values,
    centre,
    scale: Math.sqrt(
      weightedMean(
        values.map((value) => (value - centre) ** 2),
        weights
      )
    )
  };
}

async function search(
  design: Design,
  codes: Int32Array,
  classes: number,
  weights: Float64Array,
  settings: LogisticParams,
  context: FitContext
) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { C, l1Ratio, fitIntercept, maxIter, tol } = settings;
  const cols = design.used.length;
  const scores = scoresOf(classes);
  const l2 = design.scales.map((scale) => (1 - l1Ratio) / (2 * C * total * scale * scale));
  const problem: LogLossProblem = { ...design, cols, codes, classes, weights: weights.map((weight) => weight / total), fitIntercept, l2 };
  const curve: CurvePoint[] = [];
  const onStep = (step: number, train: number) => {
    const point = { step, train, validation: null };
    curve.push(point);
    context.onCurve(point);
    context.onProgress(Math.min(step / maxIter, 0.99));
  };
  const smooth = (at: Float64Array, slope: Float64Array) => logLoss(problem, at, slope);
  const start = new Float64Array(scores * (cols + 1));
  const limits = { maxIter, tol, onStep };
  if (l1Ratio === 0) return { minimum: await drive(lbfgs(smooth, start, limits), context), curve };
  const l1 = Float64Array.from(start, (_, i) => (i % (cols + 1) === cols ? 0 : l1Ratio / (C * total * design.scales[i % (cols + 1)]!)));
  const minimum: Minimum = await drive(fista(smooth, l1, start, limits), context);
  return { minimum, curve };
}

/** @returns coefficients [scores, features] and intercepts [scores] for features as they come */
function inOriginalUnits(at: Float64Array, { used, features, centres, scales }: Design, scores: number) {
  const coefficients = new Float64Array(scores * features);
  const intercepts = new Float64Array(scores);
  for (let k = 0; k < scores; k++) {
    const start = k * (used.length + 1);
    intercepts[k] = at[start + used.length]!;
    used.forEach((j, place) => {
      const coefficient = at[start + place]! / scales[place]!;
      coefficients[k * features + j] = coefficient;
      intercepts[k]! -= coefficient * centres[place]!;
    });
  }
  return { coefficients, intercepts };
}
