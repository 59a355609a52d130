import { createRegistry } from '../../core/registry.ts';
import { autoencoder } from './models/autoencoder.ts';
import { extendedIsolationForest } from './models/extended-isolation-forest.ts';
import { isolationForest } from './models/isolation-forest.ts';
import { localOutlierFactor } from './models/local-outlier-factor.ts';
import { mahalanobis } from './models/mahalanobis.ts';
import { oneClassSvm } from './models/one-class-svm.ts';

/** Every way to find rows unlike the rest. */
export const anomalyModels = createRegistry('model', [
  isolationForest,
  extendedIsolationForest,
  mahalanobis,
  localOutlierFactor,
  oneClassSvm,
  autoencoder
]);
