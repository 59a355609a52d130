import type { ClusterChoice } from '../../../core/cluster-findings.ts';
import { partOf, type SeededContext } from '../../../core/context.ts';
import type { Matrix } from '../../../core/matrix.ts';
import { note, type Note } from '../../../core/note.ts';
import { PlainKMeansKernel } from '../../../kernels/k-means/plain-k-means-kernel.ts';
import { defineClusterModel, type ClusterFit } from '../cluster-model.ts';
import { lloyd } from '../lloyd.ts';
import { meanVariance } from '../mean-variance.ts';
import { expect, fitMixture, freedomOf, type CovarianceType, type MixtureEnd, type MixtureSettings } from '../mixture.ts';
import { numberBySize } from '../number-by-size.ts';
import { seedCentres } from '../seed-centres.ts';

const MOST = 10;

export const gaussianMixture = defineClusterModel({
  id: 'gaussian-mixture',
  label: 'Gaussian mixture',
  doc: 'Takes rows to come from some normal distributions and says how surely each row belongs to each; clusters may be long, thin and overlap.',
  family: 'distributions',
  task: 'clustering',
  mostRows: 200_000,
  judgeRows: 300,
  params: {
    nComponents: {
      type: 'int',
      default: 0,
      min: 0,
      max: 100,
      search: [1, 12],
      doc: 'How many distributions; 0 = as many, of 1 to 10, as have the lowest BIC.'
    },
    covarianceType: {
      type: 'choice',
      default: 'full',
      options: ['full', 'diag', 'auto'],
      doc: 'Whether columns may go together within a cluster (full), or not (diag); auto takes the lower BIC.'
    },
    maxIter: { type: 'int', default: 100, min: 1, max: 10_000, doc: 'Most steps.', search: false },
    tol: { type: 'float', default: 1e-3, min: 0, max: 1, doc: 'Ends when the mean log-likelihood rises by less.', search: false },
    regCovar: { type: 'float', default: 1e-6, min: 0, max: 1, doc: 'Added to every variance.', search: false }
  },
  async fit(matrix, { nComponents, covarianceType, ...rest }, context) {
    const most = Math.max(1, Math.min(MOST, Math.floor(matrix.rows / (matrix.cols + 1))));
    const counts = nComponents > 0 ? [nComponents] : Array.from({ length: most }, (_, i) => i + 1);
    const types: CovarianceType[] = covarianceType === 'auto' ? ['full', 'diag'] : [covarianceType];
    const tried: Tried[] = [];
    for (const [i, k] of counts.entries()) {
      const part = partOf(context, i / counts.length, (i + 1) / counts.length);
      const start = await startOf(matrix, k, part);
      for (const type of types) tried.push(await tryOne(matrix, start, k, { ...rest, type }, part));
    }
    const best = tried.reduce((least, one) => (one.bic < least.bic ? one : least));
    return fitOf(matrix, best, nComponents > 0 ? null : choiceOf(tried, best), rest.maxIter);
  }
});

interface Tried {
  readonly k: number;
  readonly type: CovarianceType;
  readonly end: MixtureEnd;
  readonly bic: number;
}

/** The clusters of k-means, wholly. */
async function startOf(matrix: Matrix, k: number, context: SeededContext): Promise<Float64Array> {
  const settings = { maxIter: 300, tolerance: 1e-4 * meanVariance(matrix), context };
  const { labels } = await lloyd(matrix, new PlainKMeansKernel(matrix), seedCentres(matrix, k, context.rng), settings);
  const shares = new Float64Array(matrix.rows * k);
  labels.forEach((label, row) => (shares[row * k + label] = 1));
  return shares;
}

/** Source of the criterion: Schwarz (1978), "Estimating the dimension of a model". */
async function tryOne(matrix: Matrix, start: Float64Array, k: number, settings: MixtureSettings, context: SeededContext): Promise<Tried> {
  const end = await fitMixture(matrix, start, k, settings, context);
  const bic = -2 * end.meanLogLikelihood * matrix.rows + freedomOf(k, matrix.cols, settings.type) * Math.log(matrix.rows);
  return { k, type: settings.type, end, bic };
}

function choiceOf(tried: readonly Tried[], best: Tried): ClusterChoice {
  const own = tried.filter(({ type }) => type === best.type);
  const next = own.filter(({ k }) => k !== best.k).sort((a, b) => a.bic - b.bic)[0];
  const beside = next ? `; next comes ${next.k} with ${Math.round(next.bic)}` : '';
  const reason = `Of 1 to ${own.length} distributions, ${best.k} ${best.k === 1 ? 'has' : 'have'} the lowest BIC, ${Math.round(best.bic)}${beside}.`;
  return { by: 'bic', tried: own.map(({ k, bic }) => ({ clusters: k, value: bic })), chosen: best.k, reason };
}

function fitOf(matrix: Matrix, { k, type, end, bic }: Tried, choice: ClusterChoice | null, maxIter: number): ClusterFit {
  const shares = new Float64Array(matrix.rows * k);
  expect(matrix, end, shares, type);
  const labels = new Int32Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) for (let c = 1; c < k; c++) if (shares[i * k + c]! > shares[i * k + labels[i]!]!) labels[i] = c;
  const order = numberBySize(labels, k);
  // Distributions that are the likeliest of no row stay, behind the others: they take a share of the rows' probability.
  const all = [...order, ...Array.from({ length: k }, (_, c) => c).filter((c) => !order.includes(c))];
  const sorted = (values: Float64Array, width: number) => {
    const out = new Float64Array(values.length);
    all.forEach((old, i) => out.set(values.subarray(old * width, (old + 1) * width), i * width));
    return out;
  };
  const width = type === 'diag' ? matrix.cols : matrix.cols * matrix.cols;
  const state = {
    type,
    cols: matrix.cols,
    bic,
    logLikelihood: end.meanLogLikelihood * matrix.rows,
    weights: sorted(end.weights, 1),
    means: sorted(end.means, matrix.cols),
    precisions: sorted(end.precisions, width),
    logDeterminants: sorted(end.logDeterminants, 1)
  };
  const late = note('not-converged', `The likelihood was still rising after ${maxIter} steps: raise maxIter.`);
  return {
    state,
    labels,
    clusters: order.length,
    ...(choice ? { choice } : {}),
    notes: [...(end.converged ? [] : [late]), ...aboutTwoValues(matrix)]
  };
}

/** A column of two values is no normal distribution: each of its values can be a distribution of no width, which the criterion takes for a great gain. */
function aboutTwoValues({ data, rows, cols }: Matrix): Note[] {
  let found = 0;
  for (let j = 0; j < cols; j++) {
    const values = new Set<number>();
    for (let i = 0; i < rows && values.size < 3; i++) values.add(data[i * cols + j]!);
    if (values.size < 3) found++;
  }
  if (found === 0) return [];
  const told = `${found} of ${cols} columns hold no more than two values (categories do, one column a level): normal distributions do not describe them, and too many clusters are likely.`;
  return [note('two-values', told)];
}
