import { ensembleUnfit } from '../../core/errors/training.ts';
import type { ModelType } from '../../core/model.ts';

export const ENSEMBLE = 'ensemble';

/** What an ensemble is beside the kinds of models: it is made from finished runs, and refuses to be fitted to rows. */
export const ensembleType: ModelType = {
  id: ENSEMBLE,
  label: 'Ensemble',
  doc: 'Brings the answers of several finished runs together: a weighted mean (blend), or a sum fitted to what they said of rows left out of folds (stack).',
  family: 'additive',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  params: {},
  fit: () => Promise.reject(ensembleUnfit('it is made from finished runs and cannot be fitted to rows'))
};
