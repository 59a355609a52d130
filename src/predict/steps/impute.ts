import type { PlainRecord } from '../../core/plain.ts';
import type { CategoryColumn, Column, NumberColumn, TimeColumn } from '../../core/table.ts';
import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { defineApplier } from '../step-applier.ts';
import { gapsOf, replaceColumns } from './replace-columns.ts';

/** What stands for a missing value, and under which name its having been missing is kept; one entry for each column of the step. */
export interface ImputeState extends PlainRecord {
  readonly fills: readonly (number | string)[];
  readonly indicators: readonly (string | null)[];
}

/** Fills gaps. An indicator column, 1 where there was a gap, stands right behind the column it tells of. */
export const impute = defineApplier<ImputeState>({
  id: 'impute',
  apply: (table, columns, { fills, indicators }) =>
    replaceColumns(table, columns, (column, i) => {
      const filled = fill(column, fills[i]!);
      const indicator = indicators[i] ?? null;
      return indicator === null ? [filled] : [filled, gapsOf((column as NumberColumn | TimeColumn).values, indicator)];
    })
});

function fill(column: Column, value: number | string): Column {
  if (column.kind === 'category') return fillLevels(column, String(value));
  if (column.kind !== 'number' && column.kind !== 'time')
    throw columnKindMismatch('Impute', column.name, column.kind, ['number', 'category', 'time']);
  if (!column.values.some(Number.isNaN)) return column;
  return { ...column, values: column.values.map((x) => (Number.isNaN(x) ? Number(value) : x)) };
}

function fillLevels(column: CategoryColumn, label: string): CategoryColumn {
  if (!column.codes.includes(-1)) return column;
  const known = column.labels.indexOf(label);
  const labels = known === -1 ? [...column.labels, label] : column.labels;
  const code = known === -1 ? column.labels.length : known;
  return { ...column, labels, codes: column.codes.map((c) => (c === -1 ? code : c)) };
}
