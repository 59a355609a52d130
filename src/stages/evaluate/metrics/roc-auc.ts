import { clopperPearson, type Interval } from '../../../kernels/intervals.ts';
import type { ClassOutcome } from '../../../core/outcome.ts';
import { delongInterval } from '../delong.ts';
import type { ProbabilityMetric } from '../metric-type.ts';
import { absentClasses, averageOf, rankClass, rankedClasses, rocAreaUnder } from '../ranking.ts';

export const rocAuc: ProbabilityMetric = {
  from: 'probabilities',
  id: 'roc_auc',
  label: 'Area under the ROC curve',
  doc: 'The chance that a row of the class gets a higher score than a row that is not; with more than two classes, the mean of each against the rest.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [0, 1],
  prepare(outcome) {
    const rankings = rankedClasses(outcome).map((code) => rankClass(outcome, code));
    return averageOf(rankings.map((ranking) => (weights) => rocAreaUnder(ranking, weights)));
  },
  chance: () => 0.5,
  interval(outcome, level) {
    if (outcome.positive === null) return null;
    return delongInterval(rankClass(outcome, outcome.positive), level);
  },
  boundAtPerfect: pairBound,
  remark: absentClasses
};

/**
 * The rarer side of each class gives that many pairs with no row in common, all in the right order: so many independent trials without a
 * failure. The rarest class decides.
 */
function pairBound(outcome: ClassOutcome, value: number, level: number): Interval | null {
  if (value !== 1) return null;
  const pairs = rankedClasses(outcome).map((code) => {
    const { positives, negatives } = rankClass(outcome, code);
    return Math.min(positives, negatives);
  });
  const fewest = Math.min(...pairs);
  return { low: clopperPearson(fewest, fewest, level).low, high: 1, method: `Clopper-Pearson on ${fewest} independent pairs` };
}
