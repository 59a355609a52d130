import { createRegistry } from '../../core/registry.ts';
import { baseline } from './models/baseline.ts';
import { boosting } from './models/boosting.ts';
import { glm } from './models/glm.ts';
import { huber } from './models/huber.ts';
import { linear } from './models/linear.ts';
import { logistic } from './models/logistic.ts';
import { quantile } from './models/quantile.ts';

/** Every kind of model that learns without a network. Adding one is a file in models/, its scorer in src/predict/models, and a line in each registry. */
export const classicalModels = createRegistry('model', [baseline, linear, logistic, boosting, glm, huber, quantile]);
