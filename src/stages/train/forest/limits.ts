import type { ParamsOf } from '../../../core/params.ts';
import type { GrowthLimits } from '../../../kernels/forest/forest-kernel.ts';

/** What all kinds of trees are told. */
export const treeParams = {
  criterion: {
    task: 'classification',
    type: 'choice',
    default: 'gini',
    options: ['gini', 'entropy'],
    search: false,
    doc: 'What a split of classes should lower most; numbers are always split by squared error.'
  },
  maxDepth: {
    type: 'int',
    default: 0,
    min: 0,
    max: 1000,
    search: false,
    doc: 'Most questions from root to leaf; 0 is no limit.'
  },
  minSamplesSplit: {
    type: 'int',
    default: 2,
    min: 2,
    max: 1_000_000,
    scale: 'log',
    search: false,
    doc: 'Fewest training rows of a node that is divided.'
  }
} as const;

export const minSamplesLeafParam = {
  type: 'int',
  default: 1,
  min: 1,
  max: 100_000,
  scale: 'log',
  search: [1, 50],
  doc: 'Fewest training rows in a leaf.'
} as const;

export const maxFeaturesShareParam = {
  type: 'float',
  default: 0.5,
  min: 0.001,
  max: 1,
  search: [0.1, 1],
  doc: 'Share of the features a node looks at, where maxFeatures is "share".'
} as const;

/** Of forests whose trees cut at the best place. */
export const forestParams = {
  nEstimators: {
    type: 'int',
    default: 100,
    min: 1,
    max: 5000,
    scale: 'log',
    search: false,
    doc: 'How many trees are grown; more are steadier and never worse, and cost time and room.'
  },
  maxFeatures: {
    type: 'choice',
    default: 'auto',
    options: ['auto', 'sqrt', 'log2', 'share', 'all'],
    doc: 'How many features, drawn at random, each node looks at; auto: the square root for classes, all for numbers.'
  },
  maxFeaturesShare: maxFeaturesShareParam,
  minSamplesLeaf: minSamplesLeafParam,
  ...treeParams,
  bootstrap: {
    type: 'bool',
    default: true,
    search: false,
    doc: 'Whether each tree learns from rows drawn with replacement; off: from all of them.'
  },
  maxSamples: {
    type: 'float',
    default: 1,
    min: 0.001,
    max: 1,
    search: false,
    doc: 'Draws for each tree as a share of the rows, with bootstrap.'
  }
} as const;

type Shared = ParamsOf<typeof treeParams> & {
  readonly minSamplesLeaf: number;
  readonly maxFeatures: 'auto' | 'sqrt' | 'log2' | 'share' | 'all';
  readonly maxFeaturesShare: number;
};

/** The limits of one tree on a table of so many features; every row once, and the best cut. */
export function limitsOf(settings: Shared, features: number, classes: number): GrowthLimits {
  const { maxDepth, minSamplesSplit, minSamplesLeaf } = settings;
  return {
    criterion: classes === 0 ? 'squared_error' : settings.criterion,
    isRandom: false,
    maxFeatures: lookedAt(settings, features, classes),
    maxDepth,
    minSamplesSplit,
    minSamplesLeaf,
    draws: 0
  };
}

function lookedAt({ maxFeatures, maxFeaturesShare }: Shared, features: number, classes: number): number {
  const counts = {
    auto: classes > 0 ? Math.sqrt(features) : features,
    sqrt: Math.sqrt(features),
    log2: Math.log2(features),
    share: maxFeaturesShare * features,
    all: features
  };
  return Math.max(1, Math.floor(counts[maxFeatures]));
}
