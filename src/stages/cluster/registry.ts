import { createRegistry } from '../../core/registry.ts';
import { agglomerative } from './models/agglomerative.ts';
import { dbscan } from './models/dbscan.ts';
import { gaussianMixture } from './models/gaussian-mixture.ts';
import { hdbscan } from './models/hdbscan.ts';
import { kMeans } from './models/k-means.ts';
import { miniBatchKMeans } from './models/mini-batch-k-means.ts';
import { spectral } from './models/spectral.ts';

/** Every way to find clusters. */
export const clusterModels = createRegistry('model', [kMeans, gaussianMixture, hdbscan, agglomerative, dbscan, spectral, miniBatchKMeans]);
