import type { OpenNearest } from '../core/nearest.ts';
import type { PlainRecord } from '../core/plain.ts';
import type { FittedStep } from '../core/recipe.ts';
import type { OpenTrees } from '../core/summed-trees.ts';
import type { Table } from '../core/table.ts';

/** Scores many rows: [rows, outputs], row-major. Class probabilities in the order of the package's labels, or one value a row for regression. */
export type ScoreTable = (features: Table) => Float64Array;

/** Faster ways to do what a scorer can do by itself, with the same bits; an exported file has none. */
export interface ScoringAids {
  readonly openNearest?: OpenNearest;
  readonly openTrees?: OpenTrees;
  /** Opens a member of an ensemble, its own recipe before it: the scorer of a package hands it in. */
  readonly openMember?: (member: {
    readonly id: string;
    readonly recipe: readonly FittedStep[];
    readonly state: PlainRecord;
  }) => ScoreTable;
}

/** The scoring half of a kind of model; the fitting half lives in src/stages/train/models or src/neural under the same id. */
export interface ModelScorer<F extends PlainRecord = PlainRecord> {
  readonly id: string;
  /**
   * What the state lets somebody read about the training rows: nothing of a row; places between two values; sums over many rows; rows as they are
   * (kept neighbours, support vectors).
   */
  readonly holds: 'nothing' | 'cut-points' | 'sums' | 'rows';
  /** Names of the fields of the state that may hold NaN or infinities; anywhere else they make a package `package-damaged`. */
  readonly mayBeNonFinite?: readonly string[];
  /** Which of the aids makes it faster. */
  readonly aidedBy?: 'openNearest' | 'openTrees';
  /** About how many elementary steps a row takes, where it is thousands: long tables are then scored a few rows at a time. */
  stepsPerRow?(state: F): number;
  /**
   * Prepares state once, so that scoring a row is cheap (a boosted model of 100 trees: under 50 microseconds).
   * @throws LatheError `package-damaged` when the state is not what this kind of model writes
   */
  compile(state: F, aids?: ScoringAids): ScoreTable;
  /** Of networks that tell classes apart: how little speaks for any class, a row; null where the state answers numbers. */
  energy?(state: F): ((features: Table) => Float64Array) | null;
  /** Of models that know how answers are spread: the same state, asked for another quantile. @param quantile between 0 and 1 */
  atQuantile?(state: F, quantile: number): F;
}

export function defineScorer<F extends PlainRecord>(scorer: ModelScorer<F>): ModelScorer {
  return scorer as unknown as ModelScorer;
}
