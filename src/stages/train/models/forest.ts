import { defineModel } from '../../../core/model.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitForest } from '../forest/fit-forest.ts';
import { limitsOf, maxFeaturesShareParam, minSamplesLeafParam, treeParams } from '../forest/limits.ts';
import { classWeightParam } from '../shared-params.ts';

const about = {
  id: 'forest',
  label: 'Random forest',
  doc: 'Averages many decision trees, each grown on rows drawn with replacement. Takes missing values and categories as they are; strong without tuning; large.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: { rank: 3, portfolio: [{ minSamplesLeaf: 5 }] }
} as const;

/** The random forest with the parameters and defaults of scikit-learn's RandomForest; features are cut into at most 255 bins. */
export const forest = defineModel({
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
    },
    classWeight: { ...classWeightParam, search: false }
  },
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    return fitForest(data, settings, (features, classes) => limitsOf(settings, features, classes), context);
  }
});
