import type { Role } from '../../../core/schema.ts';
import type { FoundDialect } from './dialect.ts';
import type { FinishedColumn } from './finish-column.ts';

/** `id`, `user_id`, `Order ID`, `userId`; not `paid`. */
const idName = /^id$|[_ .-]id$/i;
const idInCamelCase = /[a-z](Id|ID)$/;

/**
 * What each column is for, until the user says otherwise. `id`: called id (`id`, `user_id`, `userId`) with a different value in every row, or a
 * row number without a name in the first column. `time`: the first column of times, when it has a value in every row and they only rise or only
 * fall. All others are features.
 */
export function rolesOf(columns: readonly FinishedColumn[], dialect: Pick<FoundDialect, 'header' | 'first' | 'isFirstUnnamed'>): Role[] {
  const clock = columns.find((column) => column.type === 'time');
  return columns.map((column, j) => {
    if (isUnique(column) && hasIdName(column.name)) return 'id';
    if (j === 0 && isUnnamed(dialect) && (column.order?.countsUp ?? isUnique(column)) && isUnique(column)) return 'id';
    if (column === clock && column.missing === 0 && column.values > 1 && column.order?.isMonotone) return 'time';
    return 'feature';
  });
}

const hasIdName = (name: string) => idName.test(name) || idInCamelCase.test(name);

const isUnnamed = ({ header, first, isFirstUnnamed }: Pick<FoundDialect, 'header' | 'first' | 'isFirstUnnamed'>) =>
  header && (isFirstUnnamed || first[0] === '' || /^Unnamed: 0$/.test(first[0] ?? ''));

/** A different value in every row; where the count of different values is an estimate, only an order without ties is proof. */
export function isUnique(column: Pick<FinishedColumn, 'values' | 'missing' | 'distinct' | 'isDistinctExact' | 'order'>): boolean {
  if (column.values < 2 || column.missing > 0) return false;
  if (column.order?.isMonotone && column.order.isStrict) return true;
  return column.isDistinctExact && column.distinct === column.values;
}
