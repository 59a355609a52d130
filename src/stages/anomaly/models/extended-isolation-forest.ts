import { drive } from '../../../kernels/drive.ts';
import { growExtendedForest } from '../../../kernels/extended-isolation-forest.ts';
import { contamination, defineAnomalyModel } from '../anomaly-model.ts';
import { treesAsked } from '../trees-asked.ts';

/** Source: Hariri, Carrasco Kind & Brunner (2021), "Extended isolation forest". */
export const extendedIsolationForest = defineAnomalyModel({
  id: 'extended-isolation-forest',
  label: 'Extended isolation forest',
  doc: 'Cuts at random places and at random slopes, so that empty space beside and between crowds is not taken for usual. Slower; scales of columns matter.',
  family: 'trees',
  task: 'anomaly',
  judgeRows: 1000,
  params: {
    contamination,
    ...treesAsked,
    extensionLevel: {
      type: 'int',
      default: 9,
      min: 0,
      max: 1000,
      doc: 'A cut slopes along one column more than this, all columns at most; 0 = straight across one column, as an isolation forest cuts.'
    }
  },
  async fit(matrix, names, { nEstimators, maxSamples, extensionLevel }, context) {
    const asked = { trees: nEstimators, mostRows: maxSamples, level: extensionLevel };
    const forest = await drive(growExtendedForest(matrix, context.rng, asked), context);
    return { state: { names, ...forest }, scores: null, notes: [] };
  }
});
