import { type ClassOutcome, gatherOutcome } from '../../../core/outcome.ts';
import { setScores } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';

const LEVEL = 0.95;

/** From so many rows of a class on it has a cut-off of its own; with fewer the promise is for all classes together. */
const FEWEST_OF_CLASS = 40;

/** Fewest rows that can promise 95 in 100: the largest of 19 scores is passed by one new one in 20. */
export const FEWEST_FOR_SETS = 19;

/** Few classes need no penalty: their sets can't grow large. */
const FEW_CLASSES = 5;
const PENALTY = 0.02;

/** One in five of the rows says from which rank on a class is penalised, the others where scores are cut off: what is chosen has no say in what is promised. */
const TUNING = 5;

/**
 * Cut-offs of sets of classes that hold the right one in 95 of 100 rows, class by class where there are rows enough, so that the rare class is not the
 * one that is left out. The rows are left out of folds while the model that answers has learned from all: near its level for learners that a fifth of
 * the rows do not upset, and measured on rows that played no part.
 * Sources: Vovk (2012), "Conditional validity of inductive conformal predictors", for cut-offs by class; see `setScores`.
 * @param outcome of rows the model had not learned from, its probabilities as they will be told
 * @returns null with too few rows
 */
export function fitSets(outcome: ClassOutcome): Limits['sets'] {
  const { weights } = outcome;
  const rows = [...outcome.actual.keys()].filter((row) => !weights || weights[row]! > 0);
  const k = outcome.labels.length;
  const isTuned = k > FEW_CLASSES && rows.length >= TUNING * FEWEST_OF_CLASS;
  const rule = isTuned ? { penalty: PENALTY, free: usualRank(gatherOutcome(outcome, rows.filter((_, i) => i % TUNING === 0))) } : { penalty: 0, free: 0 }; // prettier-ignore
  const kept = isTuned ? rows.filter((_, i) => i % TUNING !== 0) : rows;
  if (kept.length < FEWEST_FOR_SETS) return null;
  const scores = Float64Array.from(
    kept,
    (row) => setScores(outcome.probabilities.subarray(row * k, row * k + k), rule)[outcome.actual[row]!]!
  );
  const pooled = cutoffOf(scores);
  const cutoffs = Float64Array.from(outcome.labels, (_, code) => {
    const own = scores.filter((_score, i) => outcome.actual[kept[i]!] === code);
    return own.length >= FEWEST_OF_CLASS ? cutoffOf(own) : pooled;
  });
  const method = `${isTuned ? 'regularised adaptive' : 'adaptive'} prediction sets, cut off by class, on rows left out of folds`;
  return { method, cutoffs, ...rule, n: kept.length };
}

/** The ceil((n + 1) 0.95)-th smallest score. */
function cutoffOf(scores: Float64Array): number {
  const sorted = scores.slice().sort();
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * LEVEL - 1e-9)) - 1]!;
}

/** The rank that the right class has or is above in 95 of 100 rows. */
function usualRank({ actual, probabilities, labels }: ClassOutcome): number {
  const k = labels.length;
  const ranks = Float64Array.from(actual, (code, row) => {
    const own = probabilities.subarray(row * k, row * k + k);
    return 1 + own.filter((share) => share > own[code]!).length;
  });
  return cutoffOf(ranks);
}
