import { counted } from '../../../core/words.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { noErrors, type Inference } from '../../../core/inference.ts';
import { defineModel, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import type { ClassTarget } from '../../../core/target.ts';
import { fista, type Minimum } from '../../../kernels/linear/minimise.ts';
import { curvatureAt, valueAt, type Objective } from '../../../kernels/linear/objective.ts';
import { binaryLoss, softmaxLoss } from '../../../kernels/linear/row-losses.ts';
import { partingOf, type Parting } from '../linear/parting-of.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses, rowWeights } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';
import { curveKeeper, minimiseScores } from '../linear/minimise-scores.ts';
import { inOriginalUnits, scaledColumns, type ScaledColumns } from '../linear/scaled-columns.ts';
import { waldErrors, whyRowsForbid } from '../linear/wald-errors.ts';
import { classWeightParam, descentParams, fitInterceptParam } from '../shared-params.ts';

const about = {
  id: 'logistic',
  label: 'Logistic regression',
  doc: 'Turns a weighted sum of the features into class probabilities, with an elastic-net penalty. Fast, well calibrated, easy to read; misses curves and interactions.',
  family: 'linear',
  tasks: ['classification'],
  takes: 'encoded',
  auto: { rank: 1, portfolio: [{ C: 0.1 }, { C: 10 }] }
} as const;

const params = {
  penalty: {
    type: 'choice',
    default: 'elasticnet',
    options: ['elasticnet', 'none'],
    search: false,
    doc: 'none: the likelihood alone decides, C and l1Ratio do nothing, and coefficients come with standard errors.'
  },
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
  ...descentParams,
  fitIntercept: fitInterceptParam,
  classWeight: classWeightParam
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
    const outputs = present.length === 2 ? 1 : present.length;
    const columns = await scaledColumns(data, { ...settings, outputs }, context);
    const weights = rowWeights(codes, present.length, data.weights, settings.classWeight);
    const { minimum, curve } = await search({ columns, codes, weights }, settings, context);
    const model = inOriginalUnits(minimum.at, columns);
    if (!model.coefficients.every(Number.isFinite) || !model.intercepts.every(Number.isFinite)) throw featureOverflow('A coefficient');
    const features = data.features.columns.map((column) => column.name);
    const parting = await drive(partingOf(columns, codes, minimum.at), context);
    const inference = await errorsAt(minimum, { columns, codes, weights }, data, settings, parting, context);
    context.onProgress(1);
    const state = { features, outputs: target.labels.length, present, ...model, inference };
    return { state, curve, notes: notesOf(minimum, parting), backend: 'cpu' };
  }
});

interface Rows {
  readonly columns: ScaledColumns;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
}

async function search({ columns, codes, weights }: Rows, settings: LogisticParams, context: FitContext) {
  const { fitIntercept, maxIter, tol } = settings;
  const { l1Ratio, C } = settings.penalty === 'none' ? { l1Ratio: 0, C: Infinity } : settings;
  const { kernel, scales } = columns;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const loss = kernel.outputs === 1 ? binaryLoss(codes, shares) : softmaxLoss(codes, shares);
  const l2 = scales.map((scale) => (1 - l1Ratio) / (2 * C * total * scale * scale));
  const objective: Objective = { kernel, loss, l2, fitIntercept, every: 1 };
  const start = new Float64Array(kernel.point.length);
  const { curve, onStep } = curveKeeper(context, maxIter);
  if (l1Ratio === 0) return { minimum: await drive(minimiseScores(objective, start, { maxIter, tol }, onStep), context), curve };
  const width = kernel.cols + 1;
  const l1 = Float64Array.from(start, (_, i) => (i % width === kernel.cols ? 0 : l1Ratio / (C * total * scales[i % width]!)));
  const smooth = (at: Float64Array, slope: Float64Array) => valueAt(objective, at, slope);
  return { minimum: await drive(fista(smooth, l1, start, { maxIter, tol, onStep }), context), curve };
}

async function errorsAt(
  { at, converged }: Minimum,
  { columns, codes, weights }: Rows,
  data: TrainingData,
  { penalty, classWeight, fitIntercept }: LogisticParams,
  parting: Parting,
  context: FitContext
): Promise<Inference> {
  const { kernel } = columns;
  if (penalty !== 'none') return noErrors('penalty');
  if (kernel.outputs > 1) return noErrors('classes');
  const why = classWeight === 'none' ? whyRowsForbid(data) : 'weights';
  if (why) return noErrors(why);
  if (parting !== 'none') return noErrors('separation');
  if (!converged) return noErrors('search');
  if (!kernel.hasSquares) return noErrors('many-features');
  const objective = { kernel, loss: binaryLoss(codes, weights), l2: new Float64Array(kernel.cols), fitIntercept, every: 1 };
  return waldErrors(await drive(curvatureAt(objective, at), context), columns, fitIntercept);
}

const SAID: Readonly<Record<Parting, string>> = {
  none: '',
  almost:
    'Some chances are 0 or 1 but for rounding: a feature, or a sum of some, all but tells the class of those rows. Coefficients then say little of their own.',
  whole:
    'A sum of the features tells every training row’s class without error. No likelihood ends there: only the penalty, or the end of the search, holds the coefficients back. Look for a feature that gives the target away.'
};

const notesOf = ({ converged, steps }: Minimum, parting: Parting): Note[] => [
  ...(converged
    ? []
    : [note('not-converged', `The coefficients were still moving after ${counted(steps, 'step')}; raise maxIter or scale the features.`)]),
  ...(parting === 'none' ? [] : [note('classes-separated', SAID[parting])])
];
