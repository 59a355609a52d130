import { createRegistry } from '../core/registry.ts';
import { networkModels } from '../neural/registry.ts';
import { classicalModels } from '../stages/train/registry.ts';

/** Every kind of model that can be trained. */
export const modelTypes = createRegistry('model', [...classicalModels.all, ...networkModels.all]);
