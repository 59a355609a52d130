import { quoted } from '../../core/words.ts';
import type { Outcome } from '../../core/outcome.ts';
import { sayerOf } from '../../core/say-value.ts';
import { mean, quantileSorted, variance } from '../../core/stats.ts';
import type { Column, NumberColumn, Table, TimeColumn } from '../../core/table.ts';
import { tQuantile, tSf } from '../../kernels/distributions.ts';
import { wilson } from '../../kernels/intervals.ts';
import { correct } from '../../kernels/correct-p-values.ts';
import { fisherAbove } from '../../kernels/two-groups.ts';

/** Rows with one thing in common on which the model errs more than on the rest. */
export interface WeakSlice {
  readonly column: string;
  /** In words: `sex is female`, `age from 30 to 42`, `age is missing`. */
  readonly condition: string;
  readonly rows: number;
  /** Share of wrong answers, or mean size of the error, with its 95 % interval. */
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** The same over all other rows. */
  readonly rest: number;
  /** Chance of a slice this bad when it is no worse than the rest, corrected for all conditions tried. */
  readonly pValue: number;
}

export interface SliceSearch {
  /** Worst first, at most `most`. */
  readonly slices: readonly WeakSlice[];
  /** Conditions tried, and left out because there were too many. */
  readonly tried: number;
  readonly skipped: number;
}

export interface SliceOptions {
  readonly minRows?: number;
  readonly mostConditions?: number;
  readonly most?: number;
}

/** Some rows, and what they have in common. */
export interface Condition {
  readonly column: string;
  readonly text: string;
  readonly rows: Uint8Array;
  readonly count: number;
}

/**
 * Looks at each category level and each quarter of each number column for more errors than elsewhere: Fisher's exact test for classes, Welch's t
 * on the sizes of the errors for numbers, one-sided, Holm-corrected.
 * @param table the columns to look at, row for row beside the outcome
 */
export function weakSlices(outcome: Outcome, table: Table, options: SliceOptions = {}): SliceSearch {
  const { minRows = 20, mostConditions = 200, most = 3 } = options;
  const errors = rowErrors(outcome);
  const all = table.columns.flatMap(conditionsOf).filter(({ count }) => count >= minRows && errors.length - count >= minRows);
  const tried = all.slice(0, mostConditions);
  const found = tried.map((condition) => judgeCondition(condition, errors, outcome.kind));
  const corrected = correct(
    found.map((slice) => slice.pValue),
    'holm'
  );
  const slices = found
    .map((slice, i) => ({ ...slice, pValue: corrected[i]! }))
    .filter((slice) => slice.error > slice.rest)
    .sort((a, b) => a.pValue - b.pValue || b.error - b.rest - (a.error - a.rest))
    .slice(0, most);
  return { slices, tried: tried.length, skipped: all.length - tried.length };
}

/** How much more the model errs where a condition holds, one-sided; not corrected for anything. */
export const judgeCondition = (condition: Condition, errors: Float64Array, kind: Outcome['kind']): WeakSlice =>
  kind === 'classes' ? judgeShares(condition, errors) : judgeMeans(condition, errors);

/** The rows that a condition of `weakSlices` speaks of, 1 each; undefined for one there is not. */
export const rowsWhere = (table: Table, condition: string): Uint8Array | undefined =>
  table.columns.flatMap(conditionsOf).find(({ text }) => text === condition)?.rows;

/** Of each row 1 for a wrong answer, or the size of the error. */
export function rowErrors(outcome: Outcome): Float64Array {
  if (outcome.kind === 'numbers') return outcome.actual.map((value, row) => Math.abs(value - outcome.predicted[row]!));
  return Float64Array.from(outcome.actual, (code, row) => (code === outcome.predicted[row] ? 0 : 1));
}

function conditionsOf(column: Column): Condition[] {
  if (column.kind === 'category') return levelConditions(column.name, column.codes, column.labels);
  if (column.kind === 'number' || column.kind === 'time') return quarterConditions(column);
  return [];
}

function levelConditions(name: string, codes: Int32Array, labels: readonly string[]): Condition[] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => {
      const text = code === -1 ? `${quoted(name)} is missing` : `${quoted(name)} is ${quoted(labels[code]!)}`;
      return { column: name, text, count, rows: Uint8Array.from(codes, (own) => (own === code ? 1 : 0)) };
    });
}

function quarterConditions(column: NumberColumn | TimeColumn): Condition[] {
  const { name, values } = column;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => quantileSorted(sorted, share)))];
  const say = sayerOf(column, (value) => String(Number(value.toPrecision(4))));
  const quarters = edges.slice(1).map((high, i) => {
    const low = edges[i]!;
    const isIn = (value: number) => (i === 0 ? value >= low : value > low) && value <= high;
    return toCondition(name, `${quoted(name)} ${i === 0 ? 'from' : 'above'} ${say(low)} to ${say(high)}`, values, isIn);
  });
  return [...quarters, toCondition(name, `${quoted(name)} is missing`, values, Number.isNaN)];
}

function toCondition(column: string, text: string, values: Float64Array, isIn: (value: number) => boolean): Condition {
  const rows = Uint8Array.from(values, (value) => (isIn(value) ? 1 : 0));
  return { column, text, rows, count: rows.reduce((total, one) => total + one, 0) };
}

function judgeShares({ column, text, rows, count }: Condition, errors: Float64Array): WeakSlice {
  let [wrong, allWrong] = [0, 0];
  errors.forEach((error, row) => {
    allWrong += error;
    wrong += rows[row] ? error : 0;
  });
  const { low, high } = wilson(wrong, count);
  const rest = (allWrong - wrong) / (errors.length - count);
  return {
    column,
    condition: text,
    rows: count,
    error: wrong / count,
    low,
    high,
    rest,
    pValue: fisherAbove(wrong, count, allWrong, errors.length)
  };
}

function judgeMeans({ column, text, rows, count }: Condition, errors: Float64Array): WeakSlice {
  const inside = errors.filter((_, row) => rows[row]);
  const outside = errors.filter((_, row) => !rows[row]);
  const [error, rest] = [mean(inside), mean(outside)];
  const [own, other] = [variance(inside) / inside.length, variance(outside) / outside.length];
  const degrees = (own + other) ** 2 / (own ** 2 / (inside.length - 1) + other ** 2 / (outside.length - 1));
  const pValue = own + other > 0 ? tSf((error - rest) / Math.sqrt(own + other), degrees) : error > rest ? 0 : 1;
  const half = tQuantile(0.975, inside.length - 1) * Math.sqrt(own);
  return { column, condition: text, rows: count, error, low: Math.max(0, error - half), high: error + half, rest, pValue };
}
