import { brief, counted, grouped } from '../../../core/words.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { noErrors } from '../../../core/inference.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { NumberTarget } from '../../../core/target.ts';
import { fitHuber } from '../../../kernels/linear/huber.ts';
import type { Minimum } from '../../../kernels/linear/minimise.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';
import { curveKeeper } from '../linear/minimise-scores.ts';
import { inOriginalUnits, scaledColumns } from '../linear/scaled-columns.ts';
import { residualsOf } from '../linear/residuals-of.ts';
import { scaledAnswers } from '../linear/scaled-answers.ts';
import { descentParams, fitInterceptParam } from '../shared-params.ts';

const about = {
  id: 'huber',
  label: 'Huber regression',
  doc: 'A weighted sum of the features that rows far off pull at by their direction and not by their distance. For targets with outliers; misses curves and interactions.',
  family: 'linear',
  tasks: ['regression'],
  takes: 'encoded'
} as const;

const params = {
  epsilon: {
    type: 'float',
    default: 1.35,
    min: 1,
    max: 100,
    search: [1.05, 3],
    doc: 'How many widths of the residuals away a row counts as far off; smaller is more robust.'
  },
  alpha: {
    type: 'float',
    default: 1e-4,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-6, 10],
    doc: 'Strength of the penalty on squared coefficients, against the sum over rows; 0 is none.'
  },
  ...descentParams,
  fitIntercept: fitInterceptParam
} as const;

/**
 * Minimises over coefficients and a width s of the residuals the sum of s + s H(residual / s), H the loss of Huber, plus alpha |w|^2, the intercept free of
 * it: the objective of scikit-learn's HuberRegressor.
 */
export const huber = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { epsilon, alpha, fitIntercept, maxIter, tol } = settings;
    const columns = await scaledColumns(data, { fitIntercept, outputs: 1 }, context);
    const { kernel, scales } = columns;
    const { y, weights, centre, scale, total } = scaledAnswers(data.target as NumberTarget, data.weights, fitIntercept);
    const l2 = scales.map((width) => (alpha * scale) / (total * width * width));
    const { curve, onStep } = curveKeeper(context, maxIter);
    const minimum = await drive(fitHuber({ kernel, y, weights, epsilon, l2, fitIntercept }, { maxIter, tol, onStep }), context);
    const found = inOriginalUnits(
      minimum.at.map((value) => value * scale),
      columns
    );
    const { coefficients } = found;
    const intercept = found.intercepts[0]! + centre;
    if (!coefficients.every(Number.isFinite) || !Number.isFinite(intercept)) throw featureOverflow('A coefficient');
    context.onProgress(1);
    const features = data.features.columns.map((column) => column.name);
    const state = { features, coefficients, intercept, inference: noErrors(alpha > 0 ? 'penalty' : 'method') };
    const border = epsilon * minimum.width * scale;
    return {
      state,
      curve,
      notes: notesOf(minimum, farOff(residualsOf(data, coefficients, intercept), border), data.features.rows),
      backend: 'cpu'
    };
  }
});

interface Outside {
  readonly border: number;
  readonly rows: number;
}

function farOff(residuals: Float64Array, border: number): Outside {
  return { border, rows: residuals.filter((value) => Math.abs(value) > border).length };
}

function notesOf({ converged, steps }: Minimum, { border, rows }: Outside, all: number): Note[] {
  return [
    note(
      'rows-far-off',
      `${counted(rows, 'row')} of ${grouped(all)} ended up more than ${brief(border)} away from the sum and counted as far off.`
    ),
    ...(converged ? [] : [note('not-converged', `The coefficients were still moving after ${counted(steps, 'step')}; raise maxIter.`)])
  ];
}
