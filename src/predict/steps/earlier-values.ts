import { columnNotFound } from '../../core/errors/tables.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { findColumn, type Column, type NumberColumn, type Table } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, asNumbers, asTime, placesOf } from './replace-columns.ts';

/** What is told of the known values before a row, latest first: the one `back` places back, or a figure of the latest `window` of them. */
export interface EarlierFigures {
  readonly lags: readonly number[];
  /** 0 = none. */
  readonly window: number;
  readonly statistic: 'mean' | 'min' | 'max' | 'sum' | 'deviation';
}

/**
 * The last known values of training, of each column of the step: those of group g stand at `starts[i][g]` to `starts[i][g + 1] - 1`, earliest first, with
 * their times. Without a column of groups all rows are one.
 */
export interface EarlierValuesState extends PlainRecord, EarlierFigures {
  readonly time: string;
  readonly by: string | null;
  readonly groups: readonly string[];
  readonly starts: readonly Int32Array[];
  readonly times: readonly Float64Array[];
  readonly values: readonly Float64Array[];
  readonly names: readonly (readonly string[])[];
}

/**
 * What a column was before: of a row that is scored, the last values of training that lie before its time. Rows scored together do not see each other, so
 * that a row is answered alike alone and among others; what there is no value for is missing.
 */
export const earlierValues = defineApplier<EarlierValuesState>({
  id: 'earlier-values',
  apply(table, columns, state) {
    const at = asTime('Earlier values', columnNamed(table, state.time)).values;
    const groups = groupsOfRows(table, state);
    const added = columns.flatMap((name, i) => {
      asNumbers('Earlier values', columnNamed(table, name));
      const out = state.names[i]!.map((own): NumberColumn => ({
        kind: 'number',
        name: own,
        values: new Float64Array(table.rows).fill(NaN)
      }));
      for (let row = 0; row < table.rows; row++) {
        const group = groups[row]!;
        if (group < 0 || Number.isNaN(at[row]!)) continue;
        const from = state.starts[i]![group]!;
        const end = firstNotBefore(state.times[i]!, from, state.starts[i]![group + 1]!, at[row]!);
        figuresOf(state.values[i]!, from, end, state).forEach((value, k) => (out[k]!.values[row] = value));
      }
      return out;
    });
    return { rows: table.rows, columns: [...table.columns, ...added] };
  }
});

/** The figures of the values from `from` to `end - 1`, earliest first; NaN where there are too few. */
export function figuresOf(values: ArrayLike<number>, from: number, end: number, { lags, window, statistic }: EarlierFigures): number[] {
  const lagged = lags.map((back) => (end - back >= from ? values[end - back]! : NaN));
  if (window === 0) return lagged;
  return [...lagged, end - window >= from ? summary(values, end - window, end, statistic) : NaN];
}

function summary(values: ArrayLike<number>, from: number, end: number, statistic: EarlierFigures['statistic']): number {
  let [sum, low, high] = [0, Infinity, -Infinity];
  for (let i = from; i < end; i++) {
    sum += values[i]!;
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const mean = sum / (end - from);
  if (statistic !== 'deviation') return { mean, min: low, max: high, sum }[statistic];
  let squares = 0;
  for (let i = from; i < end; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / (end - from));
}

/** The place of the first time that is not before `ms`, by halving. */
function firstNotBefore(times: Float64Array, from: number, end: number, ms: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of each row the place of its group; below 0 where it has none that training knew. */
const groupsOfRows = (table: Table, { by, groups }: EarlierValuesState): Int32Array =>
  by === null ? new Int32Array(table.rows) : placesOf(asCategory('Earlier values', columnNamed(table, by)), groups);

function columnNamed(table: Table, name: string): Column {
  const known = table.columns.map((column) => column.name);
  const column = findColumn(table, name);
  if (!column) throw columnNotFound(name, known);
  return column;
}
