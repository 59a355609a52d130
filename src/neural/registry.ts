import { createRegistry } from '../core/registry.ts';
import { cnn } from './models/cnn.ts';
import { mlp } from './models/mlp.ts';

/** Every network that can be trained. Adding one is a file in models/, its scorer in src/predict/models, and a line in each registry. */
export const networkModels = createRegistry('network', [mlp, cnn]);
