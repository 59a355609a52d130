import type { Column, Table } from '../../core/table.ts';
import { freshNames } from './fresh-names.ts';

/** The names of the columns that say where a number or time was missing: of each that has gaps, where it is wanted; else null. */
export function gapNames(table: Table, columns: readonly Column[], isWanted: boolean): (string | null)[] {
  const fresh = freshNames(table);
  const isGappy = (column: Column) => (column.kind === 'number' || column.kind === 'time') && column.values.some(Number.isNaN);
  return columns.map((column) => (isWanted && isGappy(column) ? fresh(`${column.name} is missing`) : null));
}
