import { drive } from '../../../kernels/drive.ts';
import { growIsolationForest } from '../../../kernels/isolation-forest.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';
import { treesAsked } from '../trees-asked.ts';

/** Source: Liu, Ting & Zhou (2008), "Isolation forest". */
export const isolationForest = defineAnomalyModel({
  id: 'isolation-forest',
  label: 'Isolation forest',
  doc: 'Cuts columns at random places until a row is alone: strange rows are alone soon. Fast, takes many columns and any scale.',
  family: 'trees',
  task: 'anomaly',
  judgeRows: 1000,
  params: {
    contamination,
    ...treesAsked
  },
  async fit(matrix, names, { nEstimators, maxSamples }, context) {
    const growth = growIsolationForest(matrix, context.rng, nEstimators, maxSamples);
    const { roots, feature, threshold, left, path, sample } = await drive(growth, context);
    return { state: { names, roots, feature, threshold, left, path, sample }, scores: null, notes: [] };
  }
});
