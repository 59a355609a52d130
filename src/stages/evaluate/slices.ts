import type { Outcome } from '../../core/outcome.ts';
import type { Table } from '../../core/table.ts';
import { correct } from '../../kernels/correct-p-values.ts';
import { conditionsOf } from './conditions.ts';
import { sliceJudge } from './judge-rows.ts';
import { deeper } from './slice-beam.ts';
import type { WeakSlice } from './slice-type.ts';

export interface SliceSearch {
  /** Worst first, at most `most`, none of them part of another. */
  readonly slices: readonly WeakSlice[];
  /** Single conditions tried, and left out because there were too many. */
  readonly tried: number;
  readonly skipped: number;
  /** Groups by two or three conditions that the p-values allow for. */
  readonly combined: number;
  /** Whether all groups by two conditions were looked at, or, there being too many, only those that the worst by one are part of. */
  readonly everyPair: boolean;
}

export interface SliceOptions {
  readonly minRows?: number;
  readonly mostConditions?: number;
  readonly most?: number;
}

/**
 * Looks at each category level and each quarter of each number column for more errors than elsewhere, at all pairs of them, and from the worst on at three
 * conditions at once (`slice-beam.ts`): Fisher's exact test for classes, Welch's t on the sizes of the errors for numbers, one-sided. Single conditions are
 * Holm-corrected; where there are several columns, they take half of the 5 in 100, and what is deeper the other half.
 * @param table the columns to look at, row for row beside the outcome
 */
export function weakSlices(outcome: Outcome, table: Table, options: SliceOptions = {}): SliceSearch {
  const { minRows = 20, mostConditions = 200, most = 3 } = options;
  const errors = rowErrors(outcome);
  const all = conditionsOf(table).filter(({ count }) => count >= minRows && errors.length - count >= minRows);
  const tried = all.slice(0, mostConditions);
  const judge = sliceJudge(errors, outcome.kind);
  const found = tried.map((condition) => judge.of(condition));
  const { slices: deep, family, everyPair } = deeper(tried, found, { minRows, judge });
  const share = family > 0 ? 2 : 1;
  const corrected = correct(
    found.map((slice) => slice.pValue),
    'holm'
  );
  const single = found.map((slice, i) => ({ ...slice, pValue: Math.min(1, corrected[i]! * share) }));
  const slices = [...single, ...deep]
    .filter((slice) => slice.error > slice.rest)
    .sort((a, b) => a.pValue - b.pValue || b.error - b.rest - (a.error - a.rest));
  return { slices: apart(slices, most), tried: tried.length, skipped: all.length - tried.length, combined: family, everyPair };
}

/** The first ones of which none is part of another: what follows from one that was told says nothing new. */
function apart(slices: readonly WeakSlice[], most: number): WeakSlice[] {
  const told: WeakSlice[] = [];
  const isWithin = (a: WeakSlice, b: WeakSlice) => b.parts.every((part) => a.parts.includes(part));
  for (const slice of slices) {
    if (told.length === most) break;
    if (!told.some((other) => isWithin(other, slice) || isWithin(slice, other))) told.push(slice);
  }
  return told;
}

/** Of each row 1 for a wrong answer, or the size of the error. */
export function rowErrors(outcome: Outcome): Float64Array {
  if (outcome.kind === 'numbers') return outcome.actual.map((value, row) => Math.abs(value - outcome.predicted[row]!));
  return Float64Array.from(outcome.actual, (code, row) => (code === outcome.predicted[row] ? 0 : 1));
}
