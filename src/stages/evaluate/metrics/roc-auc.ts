import { clopperPearson, FEW_ROWS, type Interval } from '../../../kernels/intervals.ts';
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
  fixedWhenConstant: true,
  prepare(outcome) {
    const rankings = rankedClasses(outcome).map((code) => rankClass(outcome, code));
    return averageOf(rankings.map((ranking) => (weights) => rocAreaUnder(ranking, weights)));
  },
  chance: () => 0.5,
  interval(outcome, level) {
    if (outcome.positive === null) return outcome.actual.length < FEW_ROWS ? pairInterval(outcome, level) : null;
    return delongInterval(rankClass(outcome, outcome.positive), level);
  },
  /** All pairs in the right order: independent trials without a failure. */
  boundAtPerfect: (outcome, value, level) => (value === 1 ? pairInterval(outcome, level) : null),
  remark: absentClasses
};

/** The rarer side of each class gives that many pairs with no row in common, which count as independent trials. The rarest class decides. */
function pairInterval(outcome: ClassOutcome, level: number): Interval {
  const rankings = rankedClasses(outcome).map((code) => rankClass(outcome, code));
  const fewest = Math.min(...rankings.map(({ positives, negatives }) => Math.min(positives, negatives)));
  const weights = new Float64Array(outcome.actual.length).fill(1);
  const area = averageOf(rankings.map((ranking) => (each) => rocAreaUnder(ranking, each)))(weights);
  return { ...clopperPearson(area * fewest, fewest, level), method: `Clopper-Pearson on ${fewest} independent pairs` };
}
