import { actualTotal, type Confusion, hits } from '../confusion.ts';
import type { ConfusionMetric } from '../metric-type.ts';

export const balancedAccuracy: ConfusionMetric = {
  from: 'confusion',
  id: 'balanced_accuracy',
  label: 'Balanced accuracy',
  doc: 'The mean over the classes of the share found, so that a rare class counts as much as a common one.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [0, 1],
  fixedWhenConstant: true,
  score: meanRecall,
  chance: (outcome) => 1 / new Set(outcome.actual).size
};

/** Classes without an actual row are left out, as scikit-learn does. */
function meanRecall(confusion: Confusion): number {
  let total = 0;
  let classes = 0;
  for (let k = 0; k < confusion.classes; k++) {
    const actual = actualTotal(confusion, k);
    if (actual === 0) continue;
    total += hits(confusion, k) / actual;
    classes++;
  }
  return total / classes;
}
