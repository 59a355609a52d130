import type { ParamsOf } from '../../../core/params.ts';
import { NUMBER_LOSS_NAMES } from './losses.ts';
import { classWeightParam, warmStartParam } from '../shared-params.ts';

export const boostingParams = {
  maxIter: {
    type: 'int',
    default: 100,
    min: 1,
    max: 10_000,
    scale: 'log',
    search: [50, 500],
    doc: 'Most rounds; each adds one tree (with several classes one per class).'
  },
  learningRate: {
    type: 'float',
    default: 0.1,
    min: 1e-4,
    max: 1,
    scale: 'log',
    search: [0.01, 0.3],
    doc: 'How much of each correction is taken over.'
  },
  maxLeafNodes: { type: 'int', default: 31, min: 2, max: 4096, scale: 'log', search: [4, 128], doc: 'Most leaves of a tree.' },
  maxDepth: { type: 'int', default: 0, min: 0, max: 64, search: false, doc: 'Most questions from root to leaf; 0 is no limit.' },
  minSamplesLeaf: {
    type: 'int',
    default: 20,
    min: 1,
    max: 100_000,
    scale: 'log',
    search: [5, 200],
    doc: 'Fewest training rows in a leaf.'
  },
  maxFeatures: {
    type: 'float',
    default: 1,
    min: 0.01,
    max: 1,
    search: [0.3, 1],
    doc: 'Share of the features a node may ask, drawn anew for each.'
  },
  l1Regularization: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: false,
    doc: 'Taken from the pull of a leaf: small ones become 0.'
  },
  l2Regularization: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-3, 100],
    doc: 'Pull of the leaf values towards 0.'
  },
  maxBins: { type: 'int', default: 255, min: 2, max: 255, search: false, doc: 'Most bins a feature is cut into.' },
  earlyStopping: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'on', 'off'],
    search: false,
    doc: 'Stop when rows held out of the fit get no better; auto: from 10,001 rows on.'
  },
  validationFraction: {
    type: 'float',
    default: 0.1,
    min: 0.01,
    max: 0.5,
    search: false,
    doc: 'Share of the training rows held out for early stopping.'
  },
  nIterNoChange: {
    type: 'int',
    default: 10,
    min: 1,
    max: 1000,
    scale: 'log',
    search: false,
    doc: 'Rounds without progress after which training stops early.'
  },
  tol: {
    type: 'float',
    default: 1e-7,
    min: 0,
    max: 1,
    scale: 'log',
    search: false,
    doc: 'Smallest gain in held-out loss that counts as progress.'
  },
  loss: {
    task: 'regression',
    type: 'choice',
    default: 'squared_error',
    options: NUMBER_LOSS_NAMES,
    search: false,
    doc: 'What a miss costs, for a target of numbers: its square aims at the mean, its size at the median; poisson, gamma and tweedie are for counts and amounts. lambdamart orders the rows of a group by grades from 0 up; cox orders by risk, for times to an event, negative where it had not happened yet.'
  },
  quantile: {
    task: 'regression',
    type: 'float',
    default: 0.9,
    min: 0.001,
    max: 0.999,
    search: false,
    doc: 'With the loss quantile: which is aimed at. With huber: the share of the rows whose misses count as squares.'
  },
  tweediePower: {
    task: 'regression',
    type: 'float',
    default: 1.5,
    min: 1.001,
    max: 1.999,
    search: false,
    doc: 'With the loss tweedie: the variance grows with this power of the mean.'
  },
  classWeight: { ...classWeightParam, search: false },
  growPolicy: {
    type: 'choice',
    default: 'leaf-wise',
    options: ['leaf-wise', 'depth-wise'],
    search: false,
    doc: 'Which leaf is divided next: the one that gains most, or the one nearest to the root.'
  },
  subsample: { type: 'float', default: 1, min: 0.01, max: 1, search: false, doc: 'Share of the rows that each round learns from.' },
  colsampleByTree: { type: 'float', default: 1, min: 0.01, max: 1, search: false, doc: 'Share of the features that each tree may ask.' },
  sampling: {
    type: 'choice',
    default: 'uniform',
    options: ['uniform', 'goss'],
    search: false,
    doc: 'goss: keeps the rows with the largest gradients and thins out the others; then subsample is of no account.'
  },
  topRate: { type: 'float', default: 0.2, min: 0.01, max: 0.9, search: false, doc: 'With goss: share of the rows that are all kept.' },
  otherRate: { type: 'float', default: 0.1, min: 0.01, max: 0.9, search: false, doc: 'With goss: share of the rows drawn of the others.' },
  booster: {
    type: 'choice',
    default: 'plain',
    options: ['plain', 'dart'],
    search: false,
    doc: 'dart: each round leaves out some of those before; slower, and no round is cut off in the end.'
  },
  dropRate: {
    type: 'float',
    default: 0.1,
    min: 0.001,
    max: 0.9,
    search: false,
    doc: 'With dart: share of the rounds that one leaves out.'
  },
  monotone: {
    type: 'text',
    default: '',
    doc: 'Features the answer may only rise or fall with: age +, price -.'
  },
  interaction: {
    type: 'text',
    default: '',
    doc: 'Sets of features that may meet in a branch: age, income; height, weight.'
  },
  maxCatToOnehot: {
    type: 'int',
    default: 4,
    min: 0,
    max: 254,
    search: false,
    doc: 'Categories with at most so many levels are asked for one level at a time.'
  },
  warmStart: warmStartParam
} as const;

export type BoostingParams = ParamsOf<typeof boostingParams>;
