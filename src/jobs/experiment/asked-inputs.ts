import { findColumn, type Table } from '../../core/table.ts';
import type { LabelledRows } from './labelled-rows.ts';

/**
 * Rows with the columns that a package asks for beside the features it learned from: the group, where each group has a threshold of its own.
 * @param table of all rows
 * @param asked names of what the package asks for
 */
export function withAsked(rows: LabelledRows, table: Table, asked: readonly string[]): LabelledRows {
  const known = new Set(rows.inputs.columns.map(({ name }) => name));
  const beside = asked.filter((name) => !known.has(name)).flatMap((name) => findColumn(table, name) ?? []);
  return beside.length === 0 ? rows : { ...rows, inputs: { rows: rows.inputs.rows, columns: [...rows.inputs.columns, ...beside] } };
}
