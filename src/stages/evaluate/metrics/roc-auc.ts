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
    if (outcome.positive === null) return fewRowsInterval(rocAuc, outcome, level);
    return delongInterval(rankClass(outcome, outcome.positive), level);
  },
  /** All pairs in the right order: independent trials without a failure. */
  boundAtPerfect: (outcome, value, level) => (value === 1 ? pairInterval(outcome, value, level) : null),
  remark: absentClasses
};

/** Of rows too few to resample, the interval of an area by independent pairs; null where there are enough. */
export function fewRowsInterval({ prepare }: Pick<ProbabilityMetric, 'prepare'>, outcome: ClassOutcome, level: number): Interval | null {
  if (outcome.actual.length >= FEW_ROWS) return null;
  return pairInterval(outcome, prepare(outcome)(new Float64Array(outcome.actual.length).fill(1)), level);
}

/** The rarer side of each class gives that many pairs with no row in common, which count as independent trials. The rarest class decides. */
export function pairInterval(outcome: ClassOutcome, area: number, level: number): Interval {
  const rankings = rankedClasses(outcome).map((code) => rankClass(outcome, code));
  const fewest = Math.min(...rankings.map(({ positives, negatives }) => Math.min(positives, negatives)));
  return { ...clopperPearson(area * fewest, fewest, level), method: `Clopper-Pearson on ${fewest} independent pairs` };
}
