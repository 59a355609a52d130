import { createRegistry } from '../../core/registry.ts';
import { kMeans } from './models/k-means.ts';

/** Every way to find clusters. */
export const clusterModels = createRegistry('model', [kMeans]);
