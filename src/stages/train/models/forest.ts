import { defineModel } from '../../../core/model.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitForest } from '../forest/fit-forest.ts';
import { forestParams, limitsOf } from '../forest/limits.ts';
import { classWeightParam, warmStartParam } from '../shared-params.ts';

const about = {
  id: 'forest',
  label: 'Random forest',
  doc: 'Averages many decision trees, each grown on rows drawn with replacement. Takes missing values and categories as they are; strong without tuning; large.',
  family: 'trees',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: { rank: 3, portfolio: [{ minSamplesLeaf: 5 }, { nEstimators: 300, minSamplesLeaf: 2 }] }
} as const;

/** The random forest with the parameters and defaults of scikit-learn's RandomForest; features are cut into at most 255 bins. */
export const forest = defineModel({
  ...about,
  params: {
    ...forestParams,
    classWeight: { ...classWeightParam, search: false },
    warmStart: warmStartParam
  },
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    return fitForest(data, settings, (features, classes) => limitsOf(settings, features, classes), context);
  }
});
