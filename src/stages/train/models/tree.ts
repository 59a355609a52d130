import { defineModel } from '../../../core/model.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitTree } from '../forest/fit-tree.ts';
import { limitsOf, maxFeaturesShareParam, treeParams } from '../forest/limits.ts';
import { classWeightParam } from '../shared-params.ts';

const about = {
  id: 'tree',
  label: 'Decision tree',
  doc: 'Asks one question after the other until a leaf answers. Takes missing values and categories as they are; every answer can be read; steps, not slopes.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed'
} as const;

/**
 * The tree of CART with the parameters of scikit-learn's DecisionTree, cut into at most 255 bins a feature. Defaults differ where a tree grown out could not be
 * read: it has at most 32 leaves of five rows or more, and
 * none of them is certain. Source of that: Cestnik (1990), "Estimating probabilities", m-estimate.
 */
export const tree = defineModel({
  ...about,
  params: {
    maxLeafNodes: {
      type: 'int',
      default: 32,
      min: 0,
      max: 100_000,
      scale: 'log',
      search: [4, 256],
      doc: 'Most leaves, the splits that gain most being made first; 0 is no limit.'
    },
    minSamplesLeaf: {
      type: 'int',
      default: 5,
      min: 1,
      max: 100_000,
      scale: 'log',
      search: [1, 100],
      doc: 'Fewest training rows in a leaf.'
    },
    ccpAlpha: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1e12,
      search: false,
      doc: 'What a leaf costs in pruning: splits that save less impurity for each leaf are undone.'
    },
    leafPrior: {
      task: 'classification',
      type: 'float',
      default: 1,
      min: 0,
      max: 1000,
      search: false,
      doc: 'How many rows the shares of all rows count for in each leaf, so that few rows that agree do not make it certain; 0: the shares of its rows as they are.'
    },
    ...treeParams,
    maxFeatures: {
      type: 'choice',
      default: 'all',
      options: ['all', 'sqrt', 'log2', 'share'],
      search: false,
      doc: 'How many features, drawn at random, each node looks at.'
    },
    maxFeaturesShare: maxFeaturesShareParam,
    classWeight: { ...classWeightParam, search: false }
  },
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    return fitTree(data, settings, (features, classes) => limitsOf(settings, features, classes), context);
  }
});
