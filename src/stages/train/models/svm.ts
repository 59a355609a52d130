import { toMatrix, type Matrix } from '../../../core/matrix.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import { counted } from '../../../core/words.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitKernel } from '../svm/kernel-machines.ts';
import { weightedMean } from '../weighted.ts';
import { classWeightParam, epsilonParam } from '../shared-params.ts';

const about = {
  id: 'svm',
  label: 'Support vector machine',
  doc: 'Draws a smooth border around the rows that lie nearest to it, or a smooth curve within a margin. Strong on some thousand rows with scaled features; slow on more; keeps those rows as they are.',
  family: 'kernel',
  tasks: ['classification', 'regression'],
  takes: 'encoded',
  mostRows: 20_000
} as const;

const params = {
  C: {
    type: 'float',
    default: 1,
    min: 1e-8,
    max: 1e8,
    scale: 'log',
    search: [1e-2, 1e3],
    doc: 'How much the data count against smoothness; smaller is smoother.'
  },
  gamma: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e8,
    scale: 'log',
    search: [1e-3, 10],
    doc: 'How fast the say of a row ends with the distance; 0 is one over the columns and the variance of their values.'
  },
  epsilon: epsilonParam,
  classWeight: classWeightParam,
  maxIter: {
    type: 'int',
    default: 10_000_000,
    min: 1,
    max: 1_000_000_000,
    scale: 'log',
    search: false,
    doc: 'Most steps of the search.'
  },
  tol: {
    type: 'float',
    default: 1e-3,
    min: 1e-12,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'The largest violation at which the search ends.'
  }
} as const;

/**
 * The objectives of scikit-learn's SVC and SVR with the kernel exp(-gamma |x - y|^2); numbers are learned in standard deviations from their mean, pairs of classes
 * one against one. Probabilities are Platt's, from rows left out, coupled over the pairs.
 */
export const svm = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const x = toMatrix(data.features);
    const { state, machines } = await fitKernel(data, x, settings.gamma || usualGamma(x, data.weights), settings, context);
    context.onProgress(1);
    const notes = notesOf(state.starts.at(-1)!, data.features.rows, machines.every(({ converged }) => converged)); // prettier-ignore
    return { state: { features: data.features.columns.map(({ name }) => name), ...state }, curve: [], notes, backend: 'cpu' };
  }
});

/** scikit-learn's "scale". */
function usualGamma({ data, rows, cols }: Matrix, weights: Float64Array | null): number {
  const each = weights && Float64Array.from({ length: rows * cols }, (_, at) => weights[Math.floor(at / cols)]!);
  const mean = weightedMean(data, each);
  const variance = weightedMean(
    data.map((value) => (value - mean) ** 2),
    each
  );
  const gamma = 1 / (cols * variance);
  return gamma > 0 && Number.isFinite(gamma) ? gamma : 1;
}

function notesOf(vectors: number, rows: number, converged: boolean): Note[] {
  const kept = `${counted(vectors, 'row')} of ${rows} hold the border and are kept as they are after the recipe: who has the model can read them.`;
  return [
    note('rows-kept', kept),
    ...(converged ? [] : [note('not-converged', 'The search was ended by maxIter; scale the features, raise it or lower C.')])
  ];
}
