import type { AdditiveFeature, AdditiveTerm } from '../../../core/additive-terms.ts';
import { featureOverflow } from '../../../core/errors/training.ts';
import { defineModel, type FitContext, type TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import { readEdits, sayEdit, type ShapeEdit } from '../../../core/shape-edit.ts';
import { counted, listed, quoted } from '../../../core/words.ts';
import { lossFor, type AdditiveTarget } from '../additive/additive-loss.ts';
import { binFeatures, type FeatureBins } from '../additive/bin-features.ts';
import { editTerms } from '../additive/edit-terms.ts';
import { fitBags, type Bagged } from '../additive/fit-bags.ts';
import { packTerms } from '../additive/pack-terms.ts';
import { readyForTraining } from '../check-trainable.ts';
import { presentClasses } from '../classes.ts';
import { drive } from '../../../kernels/drive.ts';

const about = {
  id: 'explainable-boosting',
  label: 'Explainable boosting',
  doc: 'Adds up one curve a feature and a few tables of pairs, each learned in small steps: about as strong as boosting on many tables, and every part can be seen and changed by hand. Takes missing values and categories as they are.',
  family: 'additive',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: { rank: 6 }
} as const;

const params = {
  interactions: {
    type: 'int',
    default: 10,
    min: 0,
    max: 100,
    search: [0, 20],
    doc: 'Most pairs of features that get a table of their own; none with more than two classes.'
  },
  outerBags: {
    type: 'int',
    default: 5,
    min: 1,
    max: 100,
    search: false,
    doc: 'Draws of the rows the curves are the mean of; how far the draws differ tells how sure a curve is.'
  },
  learningRate: {
    type: 'float',
    default: 0.3,
    min: 1e-4,
    max: 1,
    scale: 'log',
    search: [0.05, 0.5],
    doc: 'How much of each step is taken.'
  },
  maxIter: {
    type: 'int',
    default: 200,
    min: 1,
    max: 50_000,
    scale: 'log',
    search: false,
    doc: 'Most rounds; each gives every feature a step.'
  },
  maxLeafNodes: {
    type: 'int',
    default: 0,
    min: 0,
    max: 16,
    search: [2, 5],
    doc: 'Most pieces a step cuts a feature into; 0: 2 with fewer than 5,000 training rows, else 3.'
  },
  minSamplesLeaf: {
    type: 'int',
    default: 10,
    min: 1,
    max: 100_000,
    scale: 'log',
    search: [2, 50],
    doc: 'Fewest training rows in a piece of a step.'
  },
  maxBins: { type: 'int', default: 128, min: 2, max: 255, search: [32, 255], doc: 'Most bins a feature is cut into.' },
  l2Regularization: { type: 'float', default: 0, min: 0, max: 1e6, scale: 'log', search: [1e-3, 100], doc: 'Pull of the steps towards 0.' },
  earlyStopping: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'off'],
    search: false,
    doc: 'Each draw stops when the rows left out of it get no better; off: all rounds are made.'
  },
  validationFraction: {
    type: 'float',
    default: 0.15,
    min: 0.01,
    max: 0.5,
    search: false,
    doc: 'Share of the training rows that each draw leaves out.'
  },
  nIterNoChange: {
    type: 'int',
    default: 8,
    min: 1,
    max: 1000,
    scale: 'log',
    search: false,
    doc: 'Rounds without progress after which a draw stops.'
  },
  tol: {
    type: 'float',
    default: 1e-5,
    min: 0,
    max: 1,
    scale: 'log',
    search: false,
    doc: 'Smallest gain in held-out loss that counts as progress.'
  },
  edits: {
    type: 'text',
    default: '',
    doc: 'What was changed of the curves by hand, as a list; made on the page of a run, and kept here so that a run says it.'
  }
} as const;

type EbmParams = ParamsOf<typeof params>;

/**
 * An additive model of tables: cyclic gradient boosting of one feature at a time, the mean over several draws of the rows, then pairs by FAST on what is left, purified.
 * Sources: Lou, Caruana, Gehrke & Hooker (2013), "Accurate intelligible models with pairwise interactions"; Nori et al. (2019), "InterpretML".
 */
export const explainableBoosting = defineModel({
  ...about,
  params,
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const edits = readEdits(settings.edits);
    const { target, outputs, present } = targetOf(data);
    const loss = lossFor(target);
    const features = await drive(binFeatures(data.features, data.weights, settings.maxBins, context.rng), context);
    const task = {
      data,
      target,
      loss,
      features,
      settings: limitsOf(settings, data.features.rows),
      rng: context.rng,
      onRound: reporter(settings, context)
    };
    const bagged = await drive(fitBags(task), context);
    const packed = packTerms(bagged, features, loss.outputs, data.kinship?.kind === 'order');
    const terms = editTerms(packed.terms, packed.features, edits, loss.outputs);
    if (!terms.every(({ values }) => values.every(Number.isFinite)) || !packed.start.every(Number.isFinite))
      throw featureOverflow('A step of a curve');
    context.onProgress(1);
    const state = { outputs, present, link: loss.link, start: packed.start, features: packed.features, terms };
    const curve = bagged.fits[0]!.curve;
    return { state, curve, notes: notesOf(bagged, features, terms, packed.features, edits, settings), backend: 'cpu' };
  }
});

function targetOf({ target }: TrainingData): { target: AdditiveTarget; outputs: number; present: Int32Array } {
  if (target.kind === 'numbers') return { target: { kind: 'numbers', values: target.values }, outputs: 1, present: new Int32Array(0) };
  const { codes, present } = presentClasses(target);
  return { target: { kind: 'classes', codes, classes: present.length }, outputs: target.labels.length, present };
}

/** Rows from which on a step may have a third piece: of fewer it would learn noise. */
const MANY_ROWS = 5000;

const limitsOf = (settings: EbmParams, rows: number) => ({
  ...settings,
  maxLeafNodes: settings.maxLeafNodes === 0 ? (rows < MANY_ROWS ? 2 : 3) : Math.max(2, settings.maxLeafNodes),
  l2: settings.l2Regularization
});

/** Single features of all bags first, then their pairs. The curve shown is that of the first bag. */
function reporter({ outerBags, maxIter, interactions }: EbmParams, { onCurve, onProgress }: FitContext) {
  const parts = outerBags * (interactions > 0 ? 2 : 1);
  return (part: number, point: Parameters<FitContext['onCurve']>[0]) => {
    if (part === 0) onCurve(point);
    onProgress(Math.min(0.99, (part + point.step / maxIter) / parts), `Draw ${(part % outerBags) + 1} of ${outerBags}`);
  };
}

function notesOf(
  { fits, bags }: Bagged,
  bins: readonly FeatureBins[],
  terms: readonly AdditiveTerm[],
  features: readonly AdditiveFeature[],
  edits: readonly ShapeEdit[],
  { maxIter, earlyStopping }: EbmParams
): Note[] {
  const pairs = terms.filter((term) => term.features.length === 2);
  const joined = bins.filter(({ levels, bins: count }) => levels !== null && levels.length > count).map(({ name }) => name);
  const rounds = fits.map((fit) => fit.rounds);
  const isWatched = earlyStopping !== 'off' && bags.some(({ held }) => held.length > 0);
  const nameOf = (at: number) => quoted(features[at]!.name);
  return [
    ...(isWatched
      ? [
          note(
            'early-stopping',
            `${counted(bags.length, 'draw')} of the rows, each stopped by the rows left out of it (${bags[0]!.said}) after ${Math.min(...rounds)} to ${Math.max(...rounds)} of at most ${maxIter} rounds.`
          )
        ]
      : []),
    ...(pairs.length > 0
      ? [
          note(
            'pairs-found',
            `Pairs with a table of their own: ${listed(
              pairs.map(({ features: [a, b] }) => `${nameOf(a!)} with ${nameOf(b!)}`),
              10
            )}.`
          )
        ]
      : []),
    ...(joined.length > 0 ? [note('levels-joined', `Too many levels: the rare ones of ${joined.join(', ')} were joined into one.`)] : []),
    ...edits.map((edit) => note('edited-by-hand', sayEdit(edit)))
  ];
}
