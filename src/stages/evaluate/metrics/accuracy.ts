import { wilson } from '../../../kernels/intervals.ts';
import { classShares } from '../chance.ts';
import { allHits, grandTotal } from '../confusion.ts';
import type { ConfusionMetric } from '../metric-type.ts';

export const accuracy: ConfusionMetric = {
  from: 'confusion',
  id: 'accuracy',
  label: 'Accuracy',
  doc: 'The share of rows classified correctly.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [0, 1],
  score: (confusion) => allHits(confusion) / grandTotal(confusion),
  chance: (outcome) => Math.max(...classShares(outcome)),
  interval: (confusion, level) => wilson(allHits(confusion), grandTotal(confusion), level)
};
