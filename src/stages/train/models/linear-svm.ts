import { toMatrix } from '../../../core/matrix.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { LinearSolution } from '../../../kernels/svm/dual-descent.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitLinear } from '../svm/linear-machines.ts';
import { classWeightParam, epsilonParam } from '../shared-params.ts';

const about = {
  id: 'linear-svm',
  label: 'Linear support vector machine',
  doc: 'A weighted sum of the features that keeps the classes as far apart as it can, or numbers within a margin. Fast on many rows and columns; wants scaled features; misses curves and interactions.',
  family: 'linear',
  tasks: ['classification', 'regression'],
  takes: 'encoded'
} as const;

const params = {
  C: {
    type: 'float',
    default: 1,
    min: 1e-8,
    max: 1e8,
    scale: 'log',
    search: [1e-4, 1e2],
    doc: 'How much the data count against the penalty; smaller is simpler.'
  },
  loss: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'linear', 'squared'],
    search: false,
    doc: 'linear: rows count by how far they are on the wrong side of the margin; squared: by its square; auto: squared for classes, linear for numbers.'
  },
  epsilon: epsilonParam,
  classWeight: classWeightParam,
  maxIter: { type: 'int', default: 1000, min: 1, max: 1_000_000, scale: 'log', search: false, doc: 'Most sweeps over the rows.' },
  tol: {
    type: 'float',
    default: 1e-3,
    min: 1e-12,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'The search ends when the violations of a sweep are this share of those of the first.'
  }
} as const;

/**
 * The objectives of scikit-learn's LinearSVC and LinearSVR, the intercept being the coefficient of a column of ones and so under the penalty too; numbers
 * are learned in standard deviations from their mean. More than two classes have a score each, against the rest. Probabilities are Platt's, from rows
 * left out.
 */
export const linearSvm = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { state, solutions } = await fitLinear(data, toMatrix(data.features), settings, context);
    context.onProgress(1);
    return {
      state: { features: data.features.columns.map(({ name }) => name), ...state },
      curve: [],
      notes: notesOf(solutions),
      backend: 'cpu'
    };
  }
});

function notesOf(solutions: readonly LinearSolution[]): Note[] {
  const open = solutions.find(({ converged }) => !converged);
  if (!open) return [];
  const message = `The coefficients were still moving after ${open.sweeps} sweeps; scale the features, raise maxIter or lower C.`;
  return [note('not-converged', message)];
}
