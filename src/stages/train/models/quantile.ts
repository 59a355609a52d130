import { brief, counted } from '../../../core/words.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { noErrors } from '../../../core/inference.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { NumberTarget } from '../../../core/target.ts';
import { fitQuantile, type QuantileFit } from '../../../kernels/linear/quantile.ts';
import { fitSmoothQuantile } from '../../../kernels/linear/smooth-quantile.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';
import { curveKeeper } from '../linear/minimise-scores.ts';
import { scaledAnswers } from '../linear/scaled-answers.ts';
import { inOriginalUnits, scaledColumns } from '../linear/scaled-columns.ts';
import { fitInterceptParam } from '../shared-params.ts';

const about = {
  id: 'quantile',
  label: 'Quantile regression',
  doc: 'A weighted sum of the features below which a chosen share of the answers lies: the median, or what nine of ten stay under. Not moved by outliers; misses curves and interactions.',
  family: 'linear',
  tasks: ['regression'],
  takes: 'encoded'
} as const;

const params = {
  quantile: {
    type: 'float',
    default: 0.5,
    min: 0.001,
    max: 0.999,
    search: false,
    doc: 'Share of the answers that is to lie below the prediction; 0.5 is the median.'
  },
  alpha: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-6, 1],
    doc: 'Strength of the penalty on absolute coefficients, which can set them to 0; 0 is none.'
  },
  maxIter: { type: 'int', default: 200, min: 1, max: 10_000, scale: 'log', search: false, doc: 'Most steps of the search.' },
  tol: {
    type: 'float',
    default: 1e-9,
    min: 1e-12,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'How far from the least loss the search may end, as a share of it.'
  },
  fitIntercept: fitInterceptParam
} as const;

/**
 * Minimises the mean pinball loss plus alpha |w|_1, the intercept free of it: the objective of scikit-learn's QuantileRegressor, to a proven share of its
 * least value.
 */
export const quantile = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { fitIntercept, alpha, maxIter, tol } = settings;
    const columns = await scaledColumns(data, { fitIntercept, outputs: 1 }, context);
    const { kernel, scales } = columns;
    const { y, weights, centre, scale } = scaledAnswers(data.target as NumberTarget, data.weights, fitIntercept);
    const l1 = scales.map((width) => alpha / width);
    const { curve, onStep } = curveKeeper(context, maxIter);
    const problem = { kernel, y, weights, quantile: settings.quantile, l1, fitIntercept };
    const found = await drive(
      kernel.hasSquares ? fitQuantile(problem, { maxIter, tol, onStep }) : fitSmoothQuantile(problem, { maxIter, tol: ROUGH, onStep }),
      context
    );
    const inUnits = inOriginalUnits(
      found.at.map((value) => value * scale),
      columns
    );
    const { coefficients } = inUnits;
    const intercept = inUnits.intercepts[0]! + centre;
    if (!coefficients.every(Number.isFinite) || !Number.isFinite(intercept)) throw featureOverflow('A coefficient');
    context.onProgress(1);
    const features = data.features.columns.map((column) => column.name);
    const state = { features, coefficients, intercept, inference: noErrors(alpha > 0 ? 'penalty' : 'method') };
    return { state, curve, notes: notesOf(found), backend: 'cpu' };
  }
});

/** Slope at which a search over a rounded loss ends. */
const ROUGH = 1e-4;
/** A gap worth telling. */
const WIDE = 1e-6;

/** Of the search over a rounded loss it is known beforehand that it does not come to the very end. */
const notesOf = ({ gap, steps, converged = false }: QuantileFit & { readonly converged?: boolean }): Note[] =>
  gap <= WIDE
    ? []
    : [
        converged
          ? note(
              'nearly-least',
              `With so many features the loss is rounded off where it bends; it is at most ${brief(100 * gap)} % above the least there is.`
            )
          : note(
              'not-converged',
              `After ${counted(steps, 'step')} the loss may still be above the least there is; raise maxIter, or leave out features that are copies of others.`
            )
      ];
