import { createRegistry } from '../core/registry.ts';
import { ensembleType, ENSEMBLE } from '../stages/ensemble/ensemble-type.ts';
import type { ModelType } from '../core/model.ts';
import { networkModels } from '../neural/registry.ts';
import { classicalModels } from '../stages/train/registry.ts';

/** Every kind of model that can be trained. */
export const modelTypes = createRegistry('model', [...classicalModels.all, ...networkModels.all]);

/** What a run was made by: a kind of model, or an ensemble, which is made from runs and not trained. */
export const typeOfRun = (id: string): ModelType => (id === ENSEMBLE ? ensembleType : modelTypes.get(id));
