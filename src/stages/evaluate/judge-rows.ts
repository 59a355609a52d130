import type { Outcome } from '../../core/outcome.ts';
import { mean } from '../../core/stats.ts';
import { tQuantile, tSf } from '../../kernels/distributions.ts';
import { wilson } from '../../kernels/intervals.ts';
import { fisherAbove } from '../../kernels/two-groups.ts';
import type { Condition } from './conditions.ts';
import type { WeakSlice } from './slice-type.ts';

/** Errors of some rows: how many, their sum, and the sum of their squares, each less `centre`. */
export interface ErrorSums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** How a slice is told, without what it is called. */
export type Judged = Pick<WeakSlice, 'error' | 'low' | 'high' | 'rest' | 'pValue'>;

/** What slices of one outcome are judged by. */
export interface SliceJudge {
  readonly errors: Float64Array;
  /** Taken off each error before it is added up, so that little is lost to rounding. */
  readonly centre: number;
  /** Of rows whose sums are known; one-sided, not corrected for anything. */
  ofSums(sums: ErrorSums): Judged;
  of(condition: Condition): WeakSlice;
}

/**
 * How much more a model errs on some rows than on all others: Fisher's exact test for wrong answers, Welch's t for the sizes of errors.
 * @param errors of each row 1 for a wrong answer and 0 else, or the size of the error
 */
export function sliceJudge(errors: Float64Array, kind: Outcome['kind']): SliceJudge {
  const centre = kind === 'classes' ? 0 : mean(errors);
  const all = sumsOf(errors, centre, () => true);
  const ofSums = (sums: ErrorSums) => (kind === 'classes' ? judgeShares(sums, all) : judgeMeans(sums, all, centre));
  return {
    errors,
    centre,
    ofSums,
    of: (condition) => {
      const { columns, text, parts, rows, count } = condition;
      const judged = ofSums(sumsOf(errors, centre, (row) => rows[row] === 1));
      return { columns, condition: text, parts, rows: count, ...judged };
    }
  };
}

function sumsOf(errors: Float64Array, centre: number, isIn: (row: number) => boolean): ErrorSums {
  let [count, sum, squares] = [0, 0, 0];
  for (let row = 0; row < errors.length; row++) {
    if (!isIn(row)) continue;
    const off = errors[row]! - centre;
    count++;
    sum += off;
    squares += off * off;
  }
  return { count, sum, squares };
}

function judgeShares({ count, sum: wrong }: ErrorSums, all: ErrorSums): Judged {
  const { low, high } = wilson(wrong, count);
  const rest = (all.sum - wrong) / (all.count - count);
  return { error: wrong / count, low, high, rest, pValue: fisherAbove(wrong, count, all.sum, all.count) };
}

function judgeMeans(own: ErrorSums, all: ErrorSums, centre: number): Judged {
  const others = { count: all.count - own.count, sum: all.sum - own.sum, squares: all.squares - own.squares };
  const [error, rest] = [centre + own.sum / own.count, centre + others.sum / others.count];
  const [ownSquare, otherSquare] = [squaredError(own), squaredError(others)];
  const both = ownSquare + otherSquare;
  const degrees = both ** 2 / (ownSquare ** 2 / (own.count - 1) + otherSquare ** 2 / (others.count - 1));
  const pValue = both > 0 ? tSf((error - rest) / Math.sqrt(both), degrees) : error > rest ? 0 : 1;
  const half = tQuantile(0.975, own.count - 1) * Math.sqrt(ownSquare);
  return { error, low: Math.max(0, error - half), high: error + half, rest, pValue };
}

/** Of a mean. What rounding alone leaves of equal errors counts as none. */
function squaredError({ count, sum, squares }: ErrorSums): number {
  const spread = squares - sum ** 2 / count;
  return spread > 1e-12 * squares ? spread / (count - 1) / count : 0;
}
