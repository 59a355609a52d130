import { createRegistry } from '../core/registry.ts';
import type { ModelScorer } from './model-scorer.ts';

/** Every kind of model that can score. Adding one is a file in models/ and a line here. */
export const modelScorers = createRegistry<ModelScorer>('model scorer', []);
