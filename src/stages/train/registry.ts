import { createRegistry } from '../../core/registry.ts';
import { baseline } from './models/baseline.ts';
import { boosting } from './models/boosting.ts';
import { explainableBoosting } from './models/explainable-boosting.ts';
import { extraTrees } from './models/extra-trees.ts';
import { forest } from './models/forest.ts';
import { gam } from './models/gam.ts';
import { gaussianProcess } from './models/gaussian-process.ts';
import { glm } from './models/glm.ts';
import { huber } from './models/huber.ts';
import { linear } from './models/linear.ts';
import { linearSvm } from './models/linear-svm.ts';
import { logistic } from './models/logistic.ts';
import { naiveBayes } from './models/naive-bayes.ts';
import { neighbours } from './models/neighbours.ts';
import { quantile } from './models/quantile.ts';
import { quantileForest } from './models/quantile-forest.ts';
import { svm } from './models/svm.ts';
import { tree } from './models/tree.ts';

/** Every kind of model that learns without a network. Adding one is a file in models/, its scorer in src/predict/models, and a line in each registry. */
export const classicalModels = createRegistry('model', [
  baseline,
  linear,
  logistic,
  boosting,
  explainableBoosting,
  tree,
  forest,
  extraTrees,
  quantileForest,
  gam,
  glm,
  huber,
  quantile,
  neighbours,
  naiveBayes,
  linearSvm,
  svm,
  gaussianProcess
]);
