import { createRegistry } from '../core/registry.ts';
import type { ModelScorer } from './model-scorer.ts';
import { baselineScorer } from './models/baseline.ts';
import { boostingScorer } from './models/boosting.ts';
import { ensembleScorer } from './models/ensemble.ts';
import { explainableBoostingScorer } from './models/explainable-boosting.ts';
import { gamScorer } from './models/gam.ts';
import { glmScorer } from './models/glm.ts';
import { huberScorer } from './models/huber.ts';
import { gaussianProcessScorer } from './models/gaussian-process.ts';
import { linearScorer } from './models/linear.ts';
import { linearSvmScorer } from './models/linear-svm.ts';
import { logisticScorer } from './models/logistic.ts';
import { quantileScorer } from './models/quantile.ts';
import { extraTreesScorer } from './models/extra-trees.ts';
import { forestScorer } from './models/forest.ts';
import { quantileForestScorer } from './models/quantile-forest.ts';
import { treeScorer } from './models/tree.ts';
import { naiveBayesScorer } from './models/naive-bayes.ts';
import { neighboursScorer } from './models/neighbours.ts';
import { svmScorer } from './models/svm.ts';
import { gaussianMixtureScorer } from './models/gaussian-mixture.ts';
import { kMeansScorer } from './models/k-means.ts';
import { miniBatchKMeansScorer } from './models/mini-batch-k-means.ts';
import { extendedIsolationForestScorer } from './models/extended-isolation-forest.ts';
import { isolationForestScorer } from './models/isolation-forest.ts';
import { mahalanobisScorer } from './models/mahalanobis.ts';
import { autoencoderScorer } from './models/autoencoder.ts';
import { oneClassSvmScorer } from './models/one-class-svm.ts';
import { cnn } from './models/cnn.ts';
import { mlp } from './models/mlp.ts';

/** Every kind of model that can score. Adding one is a file in models/ and a line here. */
export const modelScorers = createRegistry<ModelScorer>('model scorer', [
  baselineScorer,
  linearScorer,
  logisticScorer,
  gamScorer,
  glmScorer,
  huberScorer,
  quantileScorer,
  boostingScorer,
  ensembleScorer,
  explainableBoostingScorer,
  treeScorer,
  forestScorer,
  extraTreesScorer,
  quantileForestScorer,
  naiveBayesScorer,
  neighboursScorer,
  linearSvmScorer,
  svmScorer,
  gaussianProcessScorer,
  kMeansScorer,
  miniBatchKMeansScorer,
  gaussianMixtureScorer,
  isolationForestScorer,
  extendedIsolationForestScorer,
  mahalanobisScorer,
  oneClassSvmScorer,
  autoencoderScorer,
  mlp,
  cnn
]);
