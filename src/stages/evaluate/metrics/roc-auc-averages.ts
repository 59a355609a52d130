import { gatherOutcome, type ClassOutcome } from '../../../core/outcome.ts';
import type { ProbabilityMetric } from '../metric-type.ts';
import { fewRowsInterval, pairInterval } from './roc-auc.ts';
import { absentClasses, averageOf, rankClass, rankedClasses, rocAreaUnder, type Ranking } from '../ranking.ts';

const shared = {
  from: 'probabilities',
  tasks: ['classification'],
  higherIsBetter: true,
  range: [0, 1],
  fixedWhenConstant: true,
  isExtra: true,
  chance: () => 0.5,
  /** All pairs in the right order: independent trials without a failure. */
  boundAtPerfect: (outcome: ClassOutcome, value: number, level: number) => (value === 1 ? pairInterval(outcome, value, level) : null)
} as const;

/** Of more classes the pairs are too many to be drawn a thousand times. */
const MOST_CLASSES = 20;

/**
 * One against one, as scikit-learn 1.2 defines it: of each two classes, among their rows alone, the mean of the areas by the probability of either; every
 * pair counts alike, however rare its classes. Weights of rows count within a pair.
 * Source: Hand & Till (2001), "A simple generalisation of the area under the ROC curve for multiple class classification problems".
 */
export const rocAucPairs: ProbabilityMetric = {
  ...shared,
  id: 'roc_auc_ovo',
  label: 'Area under the ROC curve, one against one',
  doc: 'The chance that of two rows of different classes each is ranked rightly against the other, the mean over all pairs of classes.',
  prepare(outcome) {
    const rankings = pairsOf(outcome).flatMap(([a, b]) => [rankPair(outcome, a, b), rankPair(outcome, b, a)]);
    return averageOf(rankings.map((ranking) => (weights) => rocAreaUnder(ranking, weights)));
  },
  interval: (outcome, level) => fewRowsInterval(rocAucPairs, outcome, level),
  remark: (outcome) =>
    outcome.labels.length > MOST_CLASSES ? `Of more than ${MOST_CLASSES} classes pairs are not judged.` : absentClasses(outcome)
};

/** Each class against the rest, weighted by how common it is, as scikit-learn 1.2 defines it. */
export const rocAucWeighted: ProbabilityMetric = {
  ...shared,
  id: 'roc_auc_weighted',
  label: 'Area under the ROC curve, weighted',
  doc: 'The area of each class against the rest, averaged over the classes by how common they are.',
  prepare(outcome) {
    const codes = rankedClasses(outcome);
    const rankings = codes.map((code) => rankClass(outcome, code));
    return (weights) => {
      const masses = new Float64Array(outcome.labels.length);
      outcome.actual.forEach((code, row) => (masses[code]! += weights[row]!));
      let [total, mass] = [0, 0];
      rankings.forEach((ranking, i) => {
        total += masses[codes[i]!]! * rocAreaUnder(ranking, weights);
        mass += masses[codes[i]!]!;
      });
      return total / mass;
    };
  },
  interval: (outcome, level) => fewRowsInterval(rocAucWeighted, outcome, level),
  remark: absentClasses
};

function pairsOf({ actual, labels }: ClassOutcome): (readonly [number, number])[] {
  if (labels.length > MOST_CLASSES) return [];
  const present = [...new Set(actual)].sort((a, b) => a - b);
  return present.flatMap((a, i) => present.slice(i + 1).map((b) => [a, b] as const));
}

/** Rows of the first against those of the second, by the probability of the first; row numbers are those of the outcome. */
function rankPair(outcome: ClassOutcome, code: number, other: number): Ranking {
  const rows = [...outcome.actual.keys()].filter((row) => outcome.actual[row] === code || outcome.actual[row] === other);
  const ranking = rankClass(gatherOutcome(outcome, rows), code);
  return { ...ranking, rows: ranking.rows.map((place) => rows[place]!) };
}
