import { pause } from '../../../core/context.ts';
import { growIsolationForest } from '../../../kernels/isolation-forest.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';

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
    nEstimators: { type: 'int', default: 100, min: 1, max: 5000, doc: 'How many trees.' },
    maxSamples: { type: 'int', default: 256, min: 2, max: 100_000, doc: 'Rows each tree is grown on.' }
  },
  async fit(matrix, names, { nEstimators, maxSamples }, context) {
    await pause(context);
    const { roots, feature, threshold, left, path, sample } = growIsolationForest(matrix, context.rng, nEstimators, maxSamples);
    return { state: { names, roots, feature, threshold, left, path, sample }, scores: null, notes: [] };
  }
});
