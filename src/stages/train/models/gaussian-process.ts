import { covarianceUnusable } from '../../../core/errors/training.ts';
import { toMatrix } from '../../../core/matrix.ts';
import { defineModel, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import { shuffled } from '../../../core/rng.ts';
import { allRows } from '../../../core/table.ts';
import type { NumberTarget } from '../../../core/target.ts';
import { counted } from '../../../core/words.ts';
import { solveProcess, type Covariance, type ProcessData } from '../../../kernels/gaussian-process/marginal-likelihood.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';
import { learnCovariance } from '../gaussian-process/learn-covariance.ts';
import { standardTarget } from '../standard-target.ts';

const about = {
  id: 'gaussian-process',
  label: 'Gaussian process',
  doc: 'A smooth curve through the rows, as smooth and as noisy as makes them likeliest. Strong on some hundred rows of scaled numbers; its work grows with the cube of the rows; keeps them as they are.',
  family: 'kernel',
  tasks: ['regression'],
  takes: 'encoded',
  mostRows: 2000
} as const;

const params = {
  optimizer: {
    type: 'choice',
    default: 'lbfgs',
    options: ['lbfgs', 'none'],
    search: false,
    doc: 'lbfgs: variance, lengths and noise are learned, starting from those given; none: they are taken as given.'
  },
  lengths: {
    type: 'choice',
    default: 'one',
    options: ['one', 'each'],
    doc: 'one: the same length for all columns; each: a length for each column, long where it says little.'
  },
  lengthScale: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e5,
    search: false,
    doc: 'How far rows may be apart and still say something of each other; 0 is the root of the number of columns.'
  },
  constantValue: {
    type: 'float',
    default: 1,
    min: 1e-5,
    max: 1e5,
    scale: 'log',
    search: false,
    doc: 'Variance of the curve, in variances of the target.'
  },
  noiseLevel: {
    type: 'float',
    default: 0.1,
    min: 1e-5,
    max: 1e5,
    scale: 'log',
    search: false,
    doc: 'Variance of the noise on top of the curve, in variances of the target.'
  },
  nRestarts: {
    type: 'int',
    default: 0,
    min: 0,
    max: 100,
    search: false,
    doc: 'How many more places the search starts from.'
  },
  maxIter: { type: 'int', default: 100, min: 1, max: 100_000, scale: 'log', search: false, doc: 'Most steps of each search.' },
  tol: {
    type: 'float',
    default: 1e-4,
    min: 1e-14,
    max: 0.1,
    scale: 'log',
    search: false,
    doc: 'Slope of the loss at which the search ends.'
  }
} as const;

type ProcessParams = ParamsOf<typeof params>;

/** Variance, lengths and noise are three numbers and more: so many rows tell them. */
const SEARCH_ROWS = 500;

/**
 * scikit-learn's GaussianProcessRegressor with the kernel ConstantKernel * RBF + WhiteKernel and normalize_y: the mean of the process, given the rows.
 */
export const gaussianProcess = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { centre, unit, values } = standardTarget(data.target as NumberTarget, data.weights);
    const process = { ...toMatrix(data.features), answers: values, weights: data.weights };
    const { covariance, notes } = await covarianceFor(data, process, settings, context);
    const solved = await drive(solveProcess(process, covariance), context);
    if (!solved || !solved.solution.every(Number.isFinite)) throw covarianceUnusable();
    context.onProgress(1);
    const state = {
      features: data.features.columns.map(({ name }) => name),
      rows: process.data,
      lengths: covariance.lengths,
      say: solved.solution.map((one) => one * covariance.variance * unit),
      centre
    };
    return { state, curve: [], notes, backend: 'cpu' };
  }
});

async function covarianceFor({ features }: TrainingData, process: ProcessData, settings: ProcessParams, context: FitContext) {
  const { constantValue, noiseLevel, lengthScale, optimizer } = settings;
  const lengths = new Float64Array(process.cols).fill(lengthScale || Math.sqrt(process.cols));
  const start: Covariance = { variance: constantValue, noise: noiseLevel, lengths };
  const kept = note('rows-kept', `The model keeps its ${counted(features.rows, 'training row')} as they are after the recipe: who has it can read them.`); // prettier-ignore
  if (optimizer === 'none') return { covariance: start, notes: [kept] };
  const sample = sampleOf(process, context);
  const { covariance, converged } = await drive(learnCovariance(sample, start, { ...settings, rng: context.rng }), context);
  const notes: Note[] = [kept, note('covariance', sayCovariance(covariance, sample.rows, process.rows))];
  if (!converged) notes.push(note('not-converged', 'The search for variance, lengths and noise had not ended; raise maxIter or scale the features.')); // prettier-ignore
  return { covariance, notes };
}

function sampleOf(process: ProcessData, { rng }: FitContext): ProcessData {
  if (process.rows <= SEARCH_ROWS) return process;
  const { cols, data, answers, weights } = process;
  const rows = shuffled(allRows(process.rows), rng).slice(0, SEARCH_ROWS).sort();
  return {
    rows: rows.length,
    cols,
    data: Float64Array.from({ length: rows.length * cols }, (_, at) => data[rows[Math.floor(at / cols)]! * cols + (at % cols)]!),
    answers: Float64Array.from(rows, (row) => answers[row]!),
    weights: weights && Float64Array.from(rows, (row) => weights[row]!)
  };
}

function sayCovariance({ variance, noise, lengths }: Covariance, rows: number, all: number): string {
  const span = [...new Set([Math.min(...lengths), Math.max(...lengths)])].map((length) => length.toPrecision(3)).join(' to ');
  const from = rows < all ? `, learned from ${rows} of the rows drawn by chance` : '';
  return `Variance of the curve ${variance.toPrecision(3)}, of the noise ${noise.toPrecision(3)} (in variances of the target), length ${span}${from}.`;
}
