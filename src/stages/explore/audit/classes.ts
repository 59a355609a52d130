import type { Column } from '../../../core/table.ts';

/** A column as codes. */
export interface Classes {
  /** Index into `labels`; -1 = missing. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** A category column as it is; a number or time column with a class for each different value, ascending. */
export function classesOf(column: Column): Classes {
  if (column.kind === 'category') return column;
  if (column.kind !== 'number' && column.kind !== 'time') return { codes: new Int32Array(0), labels: [] };
  const distinct = [...new Set(column.values)].filter((value) => value === value).sort((a, b) => a - b);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  const codes = new Int32Array(column.values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = codeOf.get(column.values[i]!) ?? -1;
  return { codes, labels: distinct.map(String) };
}
