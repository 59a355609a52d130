import type { ColumnSchema } from '../../core/schema.ts';
import { findColumn, type CategoryColumn, type Column, type Table } from '../../core/table.ts';
import { FEWEST } from './marginal.ts';

export type ModelledColumn = Extract<Column, { kind: 'number' | 'time' | 'category' }>;

/** What becomes of each column. */
export interface ColumnChoice {
  readonly modelled: readonly ModelledColumn[];
  /** Ids: numbered anew from 1. */
  readonly numbered: readonly string[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** Less of the rows than this in levels that five rows have, and the column tells of rows rather than of groups. */
const LEAST_COMMON = 0.5;

/** Columns that can be made up without repeating what single rows say. */
export function chooseColumns(table: Table, schema: readonly ColumnSchema[]): ColumnChoice {
  const modelled: ModelledColumn[] = [];
  const numbered: string[] = [];
  const leftOut: { name: string; why: string }[] = [];
  for (const { name, role } of schema) {
    const column = findColumn(table, name);
    if (!column) leftOut.push({ name, why: 'its role is "ignore"' });
    else if (role === 'id') numbered.push(name);
    else if (role === 'group' || role === 'fold') leftOut.push({ name, why: 'which rows belong together is not made up' });
    else if (column.kind === 'text' || column.kind === 'image') leftOut.push({ name, why: `${column.kind}s cannot be made up` });
    else if (isEmpty(column)) leftOut.push({ name, why: 'it has no values' });
    else if (hasCommonValues(column)) modelled.push(column);
    else leftOut.push({ name, why: `most of its values are in fewer than ${FEWEST} rows each` });
  }
  return { modelled, numbered, leftOut };
}

const isEmpty = (column: ModelledColumn): boolean =>
  column.kind === 'category' ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);

function hasCommonValues(column: ModelledColumn): boolean {
  if (column.kind !== 'category') return column.values.filter((value) => !Number.isNaN(value)).length >= FEWEST;
  const counts = countCodes(column);
  const known = counts.reduce((sum, count) => sum + count, 0);
  const common = counts.reduce((sum, count) => sum + (count >= FEWEST ? count : 0), 0);
  return common > 0 && common >= LEAST_COMMON * known;
}

export function countCodes({ codes, labels }: CategoryColumn): Float64Array {
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}
