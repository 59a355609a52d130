import { featureOverflow } from '../../../core/errors/training.ts';
import { defineModel, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import type { CategoryColumn, NumberColumn } from '../../../core/table.ts';
import type { ClassTarget } from '../../../core/target.ts';
import { quoted } from '../../../core/words.ts';
import type { Work } from '../../../kernels/work.ts';
import { classRows, type ClassRows } from '../bayes/class-rows.ts';
import { bernoulliColumn, classSums, levelChances, shareWeights } from '../bayes/counts.ts';
import { gaussianColumn } from '../bayes/gaussian.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';

const about = {
  id: 'naive-bayes',
  label: 'Naive Bayes',
  doc: 'Adds up what each column says of each class, as if the columns knew nothing of each other. Takes gaps and categories; trains in one look at the data; its probabilities are too sure.',
  family: 'bayes',
  tasks: ['classification'],
  takes: 'mixed'
} as const;

const params = {
  distribution: {
    type: 'choice',
    default: 'gaussian',
    options: ['gaussian', 'bernoulli', 'multinomial', 'complement'],
    doc: 'What number columns are taken for. gaussian: normal in each class; bernoulli: above binarize or not; multinomial and complement: counts.'
  },
  varSmoothing: {
    type: 'float',
    default: 1e-9,
    min: 0,
    max: 1,
    scale: 'log',
    search: [1e-12, 0.1],
    doc: 'Share of a column’s variance that is added to its variance in each class (gaussian).'
  },
  alpha: {
    type: 'float',
    default: 1,
    min: 1e-10,
    max: 1e6,
    scale: 'log',
    search: [1e-3, 100],
    doc: 'Rows of each kind that count as seen beforehand: of categories, bernoulli, multinomial and complement.'
  },
  binarize: {
    type: 'float',
    default: 0,
    min: -1e12,
    max: 1e12,
    search: false,
    doc: 'The number above which a value counts as there (bernoulli).'
  },
  fitPrior: {
    type: 'bool',
    default: true,
    search: false,
    doc: 'Whether frequent classes start ahead; complement never lets them.'
  }
} as const;

type BayesParams = ParamsOf<typeof params>;

/**
 * Naive Bayes over columns of both kinds: categories as scikit-learn's CategoricalNB, numbers as its GaussianNB, BernoulliNB, MultinomialNB or
 * ComplementNB, their log probabilities added. What is missing is left out, in training and in use.
 */
export const naiveBayes = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const { state, notes } = await drive(learn(data, classRows(data), settings), context);
    if (![state.first, state.second].every((values) => values.every(Number.isFinite))) throw featureOverflow('A sum over a class');
    context.onProgress(1);
    return { state, curve: [], notes: [...notes, ...aboutLonely(data.target as ClassTarget)], backend: 'cpu' };
  }
});

function* learn({ features, target }: TrainingData, rows: ClassRows, settings: BayesParams) {
  const ofKind = <C>(kind: string) => features.columns.filter((column) => column.kind === kind) as C[];
  const numbers = yield* learnNumbers(ofKind<NumberColumn>('number'), rows, settings);
  const levelled = [];
  for (const column of ofKind<CategoryColumn>('category')) {
    levelled.push({ name: column.name, ...levelChances(column, rows, settings.alpha) });
    yield 10 * features.rows;
  }
  const total = rows.totals.reduce((sum, one) => sum + one, 0);
  const hasPrior = settings.fitPrior && settings.distribution !== 'complement';
  const prior = rows.totals.map((one) => (hasPrior ? Math.log(one / total) : 0));
  const { notes, ...learned } = numbers;
  const outputs = target.kind === 'classes' ? target.labels.length : 1;
  return { state: { outputs, present: rows.present, prior, binarize: settings.binarize, ...learned, features: levelled }, notes };
}

/** The mean of one row is that row. */
function aboutLonely({ codes, labels }: ClassTarget): Note[] {
  const counts = new Float64Array(labels.length);
  for (const code of codes) counts[code]!++;
  const lonely = labels.filter((_, code) => counts[code] === 1);
  if (lonely.length === 0) return [];
  return [note('class-of-one-row', `${lonely.map(quoted).join(', ')}: one training row each, whose numbers can be read from the model.`)];
}

interface Learned {
  readonly distribution: 'gaussian' | 'bernoulli' | 'weighted';
  readonly numbers: readonly string[];
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly notes: readonly Note[];
}

/** What one column says: `first` and `second` of the state, of each class. */
interface Told {
  readonly name: string;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function* learnNumbers(columns: readonly NumberColumn[], rows: ClassRows, settings: BayesParams): Work<Learned> {
  const { distribution } = settings;
  if (distribution === 'multinomial' || distribution === 'complement')
    return yield* learnShares(columns, rows, settings.alpha, distribution);
  const told: Told[] = [];
  for (const column of columns) {
    const one = distribution === 'gaussian' ? tellGaussian(column, rows, settings) : tellBernoulli(column, rows, settings);
    if (one) told.push(one);
    yield 10 * (rows.present.length + 1) * rows.codes.length;
  }
  const left = columns.filter(({ name }) => !told.some((one) => one.name === name)).map(({ name }) => name);
  const message = `Columns with one value only say nothing and were left out: ${left.join(', ')}.`;
  return {
    distribution,
    numbers: told.map(({ name }) => name),
    first: byClass(told.map(({ first }) => first)),
    second: byClass(told.map(({ second }) => second)),
    notes: left.length > 0 ? [note('columns-silent', message)] : []
  };
}

function tellGaussian(column: NumberColumn, rows: ClassRows, { varSmoothing }: BayesParams): Told | null {
  const found = gaussianColumn(column, rows, Math.max(varSmoothing, Number.EPSILON));
  return found && { name: column.name, first: found.means, second: found.variances };
}

function tellBernoulli(column: NumberColumn, rows: ClassRows, { binarize, alpha }: BayesParams): Told {
  const { above, below } = bernoulliColumn(column, rows, binarize, alpha);
  return { name: column.name, first: above, second: below };
}

function* learnShares(columns: readonly NumberColumn[], rows: ClassRows, alpha: number, kind: 'multinomial' | 'complement'): Work<Learned> {
  const sums: Float64Array[] = [];
  for (const column of columns) {
    sums.push(classSums(column, rows));
    yield 10 * rows.codes.length;
  }
  return {
    distribution: 'weighted',
    numbers: columns.map(({ name }) => name),
    first: shareWeights(sums, rows.present.length, alpha, kind),
    second: new Float64Array(0),
    notes: []
  };
}

/** From [columns][classes] to row-major [classes, columns]. */
function byClass(columns: readonly Float64Array[]): Float64Array {
  const classes = columns[0]?.length ?? 0;
  return Float64Array.from(
    { length: classes * columns.length },
    (_, at) => columns[at % columns.length]![Math.floor(at / columns.length)]!
  );
}
