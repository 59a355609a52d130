import { clopperPearson, type Interval } from '../../../kernels/intervals.ts';
import type { ClassOutcome } from '../../../core/outcome.ts';
import { positiveShare } from '../chance.ts';
import type { ProbabilityMetric } from '../metric-type.ts';
import { absentClasses, averageOf, averagePrecisionOf, rankClass, rankedClasses } from '../ranking.ts';

export const prAuc: ProbabilityMetric = {
  from: 'probabilities',
  id: 'pr_auc',
  label: 'Average precision',
  doc: 'The area under the precision-recall curve, which looks at the positive class alone; with more than two classes, the mean of each against the rest.',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [0, 1],
  prepare(outcome) {
    const rankings = rankedClasses(outcome).map((code) => rankClass(outcome, code));
    return averageOf(rankings.map((ranking) => (weights) => averagePrecisionOf(ranking, weights)));
  },
  chance: positiveShare,
  boundAtPerfect: positivesBound,
  remark: (outcome) =>
    outcome.positive !== null && !outcome.actual.includes(outcome.positive)
      ? 'No row is positive, so there is no recall.'
      : absentClasses(outcome)
};

/** Average precision is a mean over the positive rows: as many trials as there are positives, none of which failed. */
function positivesBound(outcome: ClassOutcome, value: number, level: number): Interval | null {
  if (value !== 1) return null;
  const fewest = Math.min(...rankedClasses(outcome).map((code) => rankClass(outcome, code).positives));
  return { low: clopperPearson(fewest, fewest, level).low, high: 1, method: `Clopper-Pearson on ${fewest} positive rows` };
}
