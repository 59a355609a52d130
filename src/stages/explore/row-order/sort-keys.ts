import type { CategoryColumn, Column, NumberColumn, Table, TimeColumn } from '../../../core/table.ts';

/** A column that the rows are sorted by, or stand in blocks of. */
export interface SortKey {
  readonly column: CategoryColumn | NumberColumn | TimeColumn;
  /** `sorted` rises (or falls) over the whole table, `stretches` again and again from its beginning, `blocks` has equal values together. */
  readonly kind: 'sorted' | 'stretches' | 'blocks';
}

/** Parts of a calendar and counts of time, by their whole name: they run along with time and explain nothing. */
const CALENDAR =
  /^(year|yr|yyyy|quarter|month|mon|mm|week|weekday|day|day_?of_?(week|month|year)|dd|hour|hr|hh|minute|min|date|time|datetime|timestamp|period|season)$/i;

/** Of the steps that change the value, at most this share may go back: one in 25, as after a stretch of 25 rows. */
const MOST_BACK = 0.04;
const FEWEST_STEPS = 20;
/** So many steps both ways are many stretches, whatever the rest of the column is like. */
const HOPELESS = 10_000;
/** Blocks a level may stand in, on average, and still be a matter of sorting. */
const MOST_BLOCKS = 5;

/** What the order of the rows comes from, as far as a column tells; counters and calendars are no answer. */
export function sortKeys({ columns, rows }: Table): SortKey[] {
  return columns.flatMap((column): SortKey[] => {
    if (column.kind === 'text' || column.kind === 'image' || (column.kind === 'number' && CALENDAR.test(column.name))) return [];
    const kind = column.kind === 'category' ? blocksOf(column, rows) : directionOf(column);
    return kind === null ? [] : [{ column, kind }];
  });
}

/** A column whose every step is the same: a row number, or the ticks of a clock. */
export const isCounter = (column: Column): boolean => {
  if (column.kind !== 'number' || column.values.length < 2) return false;
  const { values } = column;
  const step = values[1]! - values[0]!;
  return step !== 0 && values.every((value, row) => row === 0 || Math.abs(value - values[row - 1]! - step) <= 1e-9 * Math.abs(step));
};

function directionOf(column: NumberColumn | TimeColumn): 'sorted' | 'stretches' | null {
  if (isCounter(column)) return null;
  let [up, down, last] = [0, 0, NaN];
  for (const value of column.values) {
    if (value > last) up++;
    else if (value < last) down++;
    if (!Number.isNaN(value)) last = value;
    if (Math.min(up, down) > HOPELESS) return null;
  }
  const [steps, back] = [up + down, Math.min(up, down)];
  if (steps > 0 && back === 0) return 'sorted';
  return steps >= FEWEST_STEPS && back <= MOST_BACK * steps ? 'stretches' : null;
}

function blocksOf({ codes }: CategoryColumn, rows: number): 'blocks' | null {
  let blocks = 1;
  for (let row = 1; row < rows; row++) if (codes[row] !== codes[row - 1]) blocks++;
  const levels = new Set(codes).size;
  const areFew = blocks <= MOST_BLOCKS * levels && blocks <= rows / 10;
  return levels > 1 && (areFew || (blocks === levels && blocks <= rows / 3)) ? 'blocks' : null;
}
