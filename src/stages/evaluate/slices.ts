import type { Outcome } from '../../core/outcome.ts';
import { mean, variance } from '../../core/stats.ts';
import type { Table } from '../../core/table.ts';
import { tQuantile, tSf } from '../../kernels/distributions.ts';
import { wilson } from '../../kernels/intervals.ts';
import { correct } from '../../kernels/correct-p-values.ts';
import { fisherAbove } from '../../kernels/two-groups.ts';
import { conditionsOf, type Condition } from './conditions.ts';
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
}

export interface SliceOptions {
  readonly minRows?: number;
  readonly mostConditions?: number;
  readonly most?: number;
}

/**
 * Looks at each category level and each quarter of each number column for more errors than elsewhere, and from the worst of them on at two and three
 * conditions at once (`slice-beam.ts`): Fisher's exact test for classes, Welch's t on the sizes of the errors for numbers, one-sided. Single conditions are
 * Holm-corrected; where there are several columns, they take half of the 5 in 100, and what is deeper the other half.
 * @param table the columns to look at, row for row beside the outcome
 */
export function weakSlices(outcome: Outcome, table: Table, options: SliceOptions = {}): SliceSearch {
  const { minRows = 20, mostConditions = 200, most = 3 } = options;
  const errors = rowErrors(outcome);
  const all = conditionsOf(table).filter(({ count }) => count >= minRows && errors.length - count >= minRows);
  const tried = all.slice(0, mostConditions);
  const judge = (condition: Condition) => judgeCondition(condition, errors, outcome.kind);
  const found = tried.map(judge);
  const { slices: deep, family } = deeper(tried, found, { minRows, judge });
  const share = family > 0 ? 2 : 1;
  const corrected = correct(
    found.map((slice) => slice.pValue),
    'holm'
  );
  const single = found.map((slice, i) => ({ ...slice, pValue: Math.min(1, corrected[i]! * share) }));
  const slices = [...single, ...deep]
    .filter((slice) => slice.error > slice.rest)
    .sort((a, b) => a.pValue - b.pValue || b.error - b.rest - (a.error - a.rest));
  return { slices: apart(slices, most), tried: tried.length, skipped: all.length - tried.length, combined: family };
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

/** How much more the model errs where a condition holds, one-sided; not corrected for anything. */
export const judgeCondition = (condition: Condition, errors: Float64Array, kind: Outcome['kind']): WeakSlice =>
  kind === 'classes' ? judgeShares(condition, errors) : judgeMeans(condition, errors);

/** Of each row 1 for a wrong answer, or the size of the error. */
export function rowErrors(outcome: Outcome): Float64Array {
  if (outcome.kind === 'numbers') return outcome.actual.map((value, row) => Math.abs(value - outcome.predicted[row]!));
  return Float64Array.from(outcome.actual, (code, row) => (code === outcome.predicted[row] ? 0 : 1));
}

function judgeShares({ columns, text, parts, rows, count }: Condition, errors: Float64Array): WeakSlice {
  let [wrong, allWrong] = [0, 0];
  for (let row = 0; row < errors.length; row++) {
    allWrong += errors[row]!;
    if (rows[row] === 1) wrong += errors[row]!;
  }
  const { low, high } = wilson(wrong, count);
  const rest = (allWrong - wrong) / (errors.length - count);
  const pValue = fisherAbove(wrong, count, allWrong, errors.length);
  return { columns, condition: text, parts, rows: count, error: wrong / count, low, high, rest, pValue };
}

function judgeMeans({ columns, text, parts, rows, count }: Condition, errors: Float64Array): WeakSlice {
  const inside = errors.filter((_, row) => rows[row]);
  const outside = errors.filter((_, row) => !rows[row]);
  const [error, rest] = [mean(inside), mean(outside)];
  const [own, other] = [variance(inside) / inside.length, variance(outside) / outside.length];
  const degrees = (own + other) ** 2 / (own ** 2 / (inside.length - 1) + other ** 2 / (outside.length - 1));
  const pValue = own + other > 0 ? tSf((error - rest) / Math.sqrt(own + other), degrees) : error > rest ? 0 : 1;
  const half = tQuantile(0.975, inside.length - 1) * Math.sqrt(own);
  return { columns, condition: text, parts, rows: count, error, low: Math.max(0, error - half), high: error + half, rest, pValue };
}
