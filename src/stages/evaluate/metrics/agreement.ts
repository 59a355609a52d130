import { actualTotal, allHits, type Confusion, grandTotal, predictedTotal } from '../confusion.ts';
import type { ConfusionMetric } from '../metric-type.ts';

/** Sums of weights in another order differ by this share at most: a spread below it is none. */
const ROUNDING = 1e-12;

/** Source: Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient". 0 where a side has one class only. */
export const matthews: ConfusionMetric = {
  from: 'confusion',
  id: 'mcc',
  label: 'Matthews correlation',
  doc: 'The correlation between answers and predictions: 1 is perfect, 0 is no better than chance, whatever the class shares.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [-1, 1],
  fixedWhenConstant: true,
  score: matthewsOf,
  chance: () => 0,
  remark: (confusion) => (oneSided(confusion) ? 'All answers or all predictions are one class, so the correlation counts as 0.' : null)
};

/** Source: Cohen (1960), "A coefficient of agreement for nominal scales". */
export const kappa: ConfusionMetric = {
  from: 'confusion',
  id: 'kappa',
  label: 'Cohen’s kappa',
  doc: 'Agreement beyond what the class shares alone would give: 1 is perfect, 0 is chance.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [-1, 1],
  fixedWhenConstant: true,
  score: kappaOf,
  chance: () => 0
};

function matthewsOf(confusion: Confusion): number {
  const total = grandTotal(confusion);
  if (total === 0) return NaN;
  const { shared, actual, predicted } = products(confusion);
  const [left, right] = [total * total - predicted, total * total - actual];
  const spread = left * right;
  return Math.min(left, right) <= ROUNDING * total * total ? 0 : (allHits(confusion) * total - shared) / Math.sqrt(spread);
}

function kappaOf(confusion: Confusion): number {
  const total = grandTotal(confusion);
  const expected = products(confusion).shared / total;
  return total - expected <= ROUNDING * total ? NaN : 1 - (total - allHits(confusion)) / (total - expected);
}

function products(confusion: Confusion): { shared: number; actual: number; predicted: number } {
  let [shared, actual, predicted] = [0, 0, 0];
  for (let k = 0; k < confusion.classes; k++) {
    const a = actualTotal(confusion, k);
    const p = predictedTotal(confusion, k);
    shared += a * p;
    actual += a * a;
    predicted += p * p;
  }
  return { shared, actual, predicted };
}

function oneSided(confusion: Confusion): boolean {
  const total = grandTotal(confusion);
  const sides = [...confusion.present.keys()].map((k) => [actualTotal(confusion, k), predictedTotal(confusion, k)]).flat();
  return total > 0 && sides.includes(total);
}
