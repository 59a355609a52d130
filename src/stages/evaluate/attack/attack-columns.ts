import type { ColumnType } from '../../../core/schema.ts';
import { type Column, findColumn, isMissing, type Table } from '../../../core/table.ts';
import type { UsualValues } from '../stress/usual-values.ts';

/** A column that may be changed. */
export interface AttackColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** How far it may go at a budget of 1: its spread in training times what the person allows. Of categories 0: any level will do. */
  readonly unit: number;
  readonly usual: UsualValues;
  /** Where a model of trees asks about it, ascending, in the column's own unit. */
  readonly cuts: Float64Array;
}

/** Values tried on either side of a value at a time. */
const MOST_TRIES = 12;

/** Where a value may go: never further out than training rows went, unless it is there already. */
export function boundsOf({ unit, usual }: AttackColumn, value: number, budget: number): [low: number, high: number] {
  return [Math.max(value - unit * budget, Math.min(value, usual.least)), Math.min(value + unit * budget, Math.max(value, usual.most))];
}

/**
 * Values to try in place of one: both ends, half of the way, and one from every stretch between the cuts of a model of trees, evenly chosen where there are
 * many. Whole numbers stay whole.
 */
export function numbersToTry(column: AttackColumn, value: number, budget: number): number[] {
  const [low, high] = boundsOf(column, value, budget);
  if (!(high > low)) return [];
  const ends = column.type === 'integer' ? [Math.ceil(low), Math.floor(high)] : [low, high];
  const halves = [(low + value) / 2, (value + high) / 2];
  const all = [...ends, ...halves, ...thinned(betweenCuts(column.cuts, low, high), MOST_TRIES)];
  const whole = column.type === 'integer' ? all.map(Math.round) : all;
  return [...new Set(whole)].filter((x) => x !== value && x >= low && x <= high);
}

/** A value of each stretch that the cuts make of what lies between two ends. */
function betweenCuts(cuts: Float64Array, low: number, high: number): number[] {
  const inside = cuts.filter((cut) => cut >= low && cut < high);
  return [...inside].map((cut, i) => (cut + Math.min(high, inside[i + 1] ?? high)) / 2);
}

const thinned = (values: readonly number[], most: number): readonly number[] =>
  values.length <= most ? values : Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]!);

/** What a row may be given in a column: numbers, or codes among `labels`. None where there is nothing to change. */
export function triesOf(column: AttackColumn, own: Column, row: number, budget: number): readonly number[] {
  if (isMissing(own, row)) return [];
  if (own.kind === 'number') return numbersToTry(column, own.values[row]!, budget);
  if (own.kind !== 'category') return [];
  return [...own.labels.keys()].filter((code) => code !== own.codes[row] && column.usual.labels.includes(own.labels[code]!));
}

/** The table with a column's values set row by row; NaN leaves a row as it is. */
export function withValues(column: Column, values: Float64Array): Column {
  if (column.kind === 'number')
    return { ...column, values: column.values.map((own, row) => (Number.isNaN(values[row]) ? own : values[row]!)) };
  if (column.kind === 'category')
    return { ...column, codes: column.codes.map((own, row) => (Number.isNaN(values[row]) ? own : values[row]!)) };
  return column;
}

/** A value as a row has it: a number, or the code of a level. */
export function valueAt(column: Column, row: number): number {
  if (column.kind === 'number') return column.values[row]!;
  return column.kind === 'category' ? column.codes[row]! : NaN;
}

/** Columns whose labels hold every level that is known, so that a code says the same in every trial. */
export function withKnownLevels(table: Table, columns: readonly AttackColumn[]): Table {
  const known = new Map(columns.map(({ name, usual }) => [name, usual.labels]));
  return {
    rows: table.rows,
    columns: table.columns.map((column) =>
      column.kind === 'category' ? { ...column, labels: [...new Set([...column.labels, ...(known.get(column.name) ?? [])])] } : column
    )
  };
}

export const columnOf = (table: Table, { name }: AttackColumn): Column => findColumn(table, name)!;
