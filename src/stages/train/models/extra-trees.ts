import { defineModel } from '../../../core/model.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitForest } from '../forest/fit-forest.ts';
import { limitsOf, maxFeaturesShareParam, minSamplesLeafParam, treeParams } from '../forest/limits.ts';
import { classWeightParam, warmStartParam } from '../shared-params.ts';

const about = {
  id: 'extra-trees',
  label: 'Extra trees',
  doc: 'Averages many trees whose cuts are drawn at random, on all rows. Takes missing values and categories as they are; quick and smooth; large.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: { rank: 4, portfolio: [{ minSamplesLeaf: 3 }, { nEstimators: 300, minSamplesLeaf: 2 }] }
} as const;

/**
 * Extremely randomised trees with the parameters and defaults of scikit-learn's ExtraTrees. A cut is drawn evenly between the lowest and the highest value
 * of a node: bins first, then evenly between the values on both sides; levels of a category go to a side each by a coin.
 */
export const extraTrees = defineModel({
  ...about,
  params: {
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
      doc: 'In how many features, drawn at random, a node tries a cut; auto: the square root for classes, all for numbers.'
    },
    maxFeaturesShare: maxFeaturesShareParam,
    minSamplesLeaf: minSamplesLeafParam,
    ...treeParams,
    bootstrap: {
      type: 'bool',
      default: false,
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
    },
    classWeight: { ...classWeightParam, search: false },
    warmStart: warmStartParam
  },
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    return fitForest(data, settings, (features, classes) => ({ ...limitsOf(settings, features, classes), isRandom: true }), context);
  }
});
