import { createRegistry } from '../../core/registry.ts';
import { baseline } from './models/baseline.ts';
import { boosting } from './models/boosting.ts';
import { extraTrees } from './models/extra-trees.ts';
import { forest } from './models/forest.ts';
import { linear } from './models/linear.ts';
import { logistic } from './models/logistic.ts';
import { tree } from './models/tree.ts';

/** Every kind of model that learns without a network. Adding one is a file in models/, its scorer in src/predict/models, and a line in each registry. */
export const classicalModels = createRegistry('model', [baseline, linear, logistic, boosting, tree, forest, extraTrees]);
