import type { Pacer } from '../../core/pacer.ts';
import { isMissing, textAt, type Column, type NumberColumn, type TimeColumn } from '../../core/table.ts';

/** The rows of group g are `order[starts[g] .. starts[g + 1]]`. */
export interface Groups {
  readonly count: number;
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

export const isNumeric = (column: Column): column is NumberColumn | TimeColumn => column.kind === 'number' || column.kind === 'time';

/** Groups between two pauses. */
const GROUPS_AT_ONCE = 4096;

async function eachGroup(groups: Groups, pace: Pacer, of: (group: number, rows: Int32Array) => void): Promise<void> {
  for (let start = 0; start < groups.count; start += GROUPS_AT_ONCE) {
    const end = Math.min(groups.count, start + GROUPS_AT_ONCE);
    for (let group = start; group < end; group++) of(group, groups.order.subarray(groups.starts[group]!, groups.starts[group + 1]!));
    await pace((groups.starts[end]! - groups.starts[start]!) * 10);
  }
}

const summaries: Readonly<Record<'sum' | 'mean' | 'median' | 'min' | 'max', (values: Float64Array) => number>> = {
  sum: exactSum,
  mean: (values) => exactSum(values) / values.length,
  median,
  min: (values) => values.reduce((least, value) => Math.min(least, value), Infinity),
  max: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity)
};

/** One number a group; NaN where a group has no value. */
export async function aggregateNumbers(
  values: Float64Array,
  groups: Groups,
  how: keyof typeof summaries,
  pace: Pacer
): Promise<Float64Array> {
  const out = new Float64Array(groups.count).fill(NaN);
  let room = new Float64Array(64);
  await eachGroup(groups, pace, (group, rows) => {
    if (room.length < rows.length) room = new Float64Array(rows.length * 2);
    let count = 0;
    for (const row of rows) if (!Number.isNaN(values[row])) room[count++] = values[row]!;
    if (count > 0) out[group] = summaries[how](room.subarray(0, count));
  });
  return out;
}

/** Neumaier's sum: small numbers beside large ones are not lost. */
function exactSum(values: Float64Array): number {
  let [sum, lost] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
}

/** The middle value, or the mean of the two in the middle. Sorts what it is given. */
function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : values[middle - 1]! / 2 + values[middle]! / 2;
}

/** How many values a group has, or how many different ones. */
export async function countValues(column: Column, groups: Groups, how: 'count' | 'distinct', pace: Pacer): Promise<Float64Array> {
  const out = new Float64Array(groups.count);
  const valueAt = identityOf(column);
  await eachGroup(groups, pace, (group, rows) => {
    if (how === 'count') for (const row of rows) out[group]! += Number(!isMissing(column, row));
    else {
      const seen = new Set<unknown>();
      for (const row of rows) if (!isMissing(column, row)) seen.add(valueAt(row));
      out[group] = seen.size;
    }
  });
  return out;
}

function identityOf(column: Column): (row: number) => unknown {
  switch (column.kind) {
    case 'number':
    case 'time':
      return (row) => column.values[row];
    case 'category':
      return (row) => column.codes[row];
    case 'text':
      return (row) => textAt(column, row);
    case 'image':
      return (row) => row;
  }
}

/** The row with the first or last value of each group that is there; -1 where there is none. */
export function firstRows(column: Column, { count, starts, order }: Groups, how: 'first' | 'last'): Int32Array {
  const out = new Int32Array(count).fill(-1);
  for (let group = 0; group < count; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    for (let i = 0; i < to - from && out[group] === -1; i++) {
      const row = order[how === 'first' ? from + i : to - 1 - i]!;
      if (!isMissing(column, row)) out[group] = row;
    }
  }
  return out;
}
