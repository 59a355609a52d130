import { packageDamaged } from '../../core/errors/packaging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { featureMissing, featureNotNumeric } from '../../core/errors/training.ts';
import type { Plain } from '../../core/plain.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';

/** @throws LatheError `column-not-found` */
export function columnOf(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (!column)
    throw columnNotFound(
      name,
      table.columns.map((known) => known.name)
    );
  return column;
}

/**
 * The values of number columns, found by name, none missing.
 * @throws LatheError `column-not-found`, `feature-not-numeric` or `feature-missing`
 */
export function encodedColumns(table: Table, names: readonly string[]): Float64Array[] {
  return names.map((name) => {
    const column = columnOf(table, name);
    if (column.kind !== 'number') throw featureNotNumeric(name, column.kind);
    let missing = 0;
    for (const value of column.values) if (value !== value) missing++;
    if (missing > 0) throw featureMissing(name, missing);
    return column.values;
  });
}

/** @throws LatheError `package-damaged` when `holds` is not true of the state */
export function expectState(model: string, what: string, holds: boolean): void {
  if (!holds) throw packageDamaged(`the state of its ${model} model is wrong: ${what}`);
}

export const isFiniteArray = (value: Plain | undefined): value is Float64Array =>
  value instanceof Float64Array && value.every(Number.isFinite);

export const isNames = (value: Plain | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Whether these are class codes of `outputs` labels, ascending. */
export const isClasses = (present: Plain | undefined, outputs: number): present is Int32Array =>
  present instanceof Int32Array && present.every((code, i) => code < outputs && code > (i === 0 ? -1 : present[i - 1]!));
