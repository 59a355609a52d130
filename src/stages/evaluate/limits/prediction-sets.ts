import { type ClassOutcome, gatherOutcome } from '../../../core/outcome.ts';
import type { SetKind } from '../../../core/limits-choice.ts';
import { setScores, type SetRule } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { byPlaces, sayGroups, type GroupedLimits } from './group-rows.ts';
import { conformalQuantile } from './level.ts';

/** From so many rows of a class on it has a cut-off of its own; with fewer the promise is for all classes together. */
const FEWEST_OF_CLASS = 40;

/** Fewest rows that can promise 95 in 100: the largest of 19 scores is passed by one new one in 20. */
export const FEWEST_FOR_SETS = 19;

/** Few classes need no penalty: their sets can't grow large. */
const FEW_CLASSES = 5;
const PENALTY = 0.02;

/** One in five of the rows says from which rank on a class is penalised, the others where scores are cut off: what is chosen has no say in what is promised. */
const TUNING = 5;

export interface SetOptions {
  readonly kind: SetKind;
  /** The part of the class at the edge that counts, 0 to below 1, where it is drawn. */
  readonly draw: () => number;
}

const USUAL: SetOptions = { kind: 'adaptive', draw: () => HALF };
const HALF = 0.5;

/**
 * Cut-offs of sets of classes that hold the right one in 95 of 100 rows, class by class where there are rows enough, so that the rare class is not the
 * one that is left out. The rows are left out of folds while the model that answers has learned from all: near its level for learners that a fifth of
 * the rows do not upset, and measured on rows that played no part.
 * Sources: Vovk (2012), "Conditional validity of inductive conformal predictors", for cut-offs by class and by group; see `setScores`.
 * @param outcome of rows the model had not learned from, its probabilities as they will be told
 * @param grouped the groups of these rows, where what is promised is to hold for each of them
 * @returns null with too few rows
 */
export function fitSets(outcome: ClassOutcome, grouped: GroupedLimits | null = null, { kind, draw }: SetOptions = USUAL): Limits['sets'] {
  const { weights } = outcome;
  const rows = [...outcome.actual.keys()].filter((row) => !weights || weights[row]! > 0);
  const k = outcome.labels.length;
  const isTuned = kind !== 'smallest' && k > FEW_CLASSES && rows.length >= TUNING * FEWEST_OF_CLASS;
  const ranks = isTuned ? { penalty: PENALTY, free: usualRank(gatherOutcome(outcome, rows.filter((_, i) => i % TUNING === 0))) } : { penalty: 0, free: 0 }; // prettier-ignore
  const kept = isTuned ? rows.filter((_, i) => i % TUNING !== 0) : rows;
  if (kept.length < FEWEST_FOR_SETS) return null;
  const rule: SetRule = { ...ranks, ...(kind === 'adaptive' ? {} : { rule: kind }) };
  const ownScore = (row: number) =>
    setScores(outcome.probabilities.subarray(row * k, row * k + k), rule, kind === 'drawn' ? draw() : HALF)[outcome.actual[row]!]!;
  const scoreOf = new Map(kept.map((row) => [row, ownScore(row)]));
  const cutoffs = byPlaces(kept, grouped, (own) => cutoffsOf(own, outcome, scoreOf));
  const name = kind === 'smallest' ? 'smallest' : `${isTuned ? 'regularised ' : ''}adaptive`;
  const method = `${name} prediction sets${kind === 'drawn' ? ' with a drawn edge' : ''}, cut off by class${sayGroups(grouped)}, on rows left out of folds`;
  return { method, cutoffs, ...rule, n: kept.length };
}

/** One a class where it has rows enough, else that of all classes together. */
function cutoffsOf(rows: readonly number[], { actual, labels }: ClassOutcome, scoreOf: ReadonlyMap<number, number>): Float64Array {
  const scoresOf = (some: readonly number[]) => Float64Array.from(some, (row) => scoreOf.get(row)!);
  const pooled = conformalQuantile(scoresOf(rows));
  return Float64Array.from(labels, (_, code) => {
    const own = rows.filter((row) => actual[row] === code);
    return own.length >= FEWEST_OF_CLASS ? conformalQuantile(scoresOf(own)) : pooled;
  });
}

/** The rank that the right class has or is above in 95 of 100 rows. */
function usualRank({ actual, probabilities, labels }: ClassOutcome): number {
  const k = labels.length;
  const ranks = Float64Array.from(actual, (code, row) => {
    const own = probabilities.subarray(row * k, row * k + k);
    return 1 + own.filter((share) => share > own[code]!).length;
  });
  return conformalQuantile(ranks);
}
