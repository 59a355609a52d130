import { textAt, type Column, type RowSet } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';

/** Rows told apart by a column's value. */
export interface Keys {
  /** For each entry of the row set, the place of its value in `values`; -1 = missing. */
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** Numbers each different value in the order in which it first appears. */
export function keysOf(column: Column, rows: RowSet): Keys {
  const places = new Map<string | number, number>();
  const codes = Int32Array.from(rows, (row) => {
    const value = valueAt(column, row);
    if (value === null) return -1;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { codes, values: [...places.keys()].map(String) };
}

function valueAt(column: Column, row: number): string | number | null {
  switch (column.kind) {
    case 'category':
      return column.labels[column.codes[row]!] ?? null;
    case 'text':
      return textAt(column, row);
    case 'image':
      return null;
    default:
      return Number.isNaN(column.values[row]) ? null : column.values[row]!;
  }
}

/** Bins of a number that stratification keeps in proportion. */
const STRATA = 10;

/** Strata of a target: its classes, or its quantile bins. */
export function targetStrata(target: Target, rows: RowSet): Int32Array {
  return target.kind === 'classes' ? Int32Array.from(rows, (row) => target.codes[row]!) : quantileBins(target.values, rows);
}

/** Strata of a column: its values, or quantile bins of a number or time; missing values are a stratum of their own. */
export function columnStrata(column: Column, rows: RowSet): Int32Array {
  if (column.kind === 'number' || column.kind === 'time') return quantileBins(column.values, rows);
  const { codes, values } = keysOf(column, rows);
  return codes.map((code) => (code < 0 ? values.length : code));
}

/** Ten bins of about equal size, fewer when values repeat or rows are few; equal values share a bin, NaN has its own. */
export function quantileBins(values: Float64Array, rows: RowSet): Int32Array {
  const known = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const bins = Math.max(1, Math.min(STRATA, Math.floor(known.length / 10)));
  const borders = Array.from({ length: bins - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / bins)]!);
  return Int32Array.from(rows, (row) => (Number.isNaN(values[row]) ? bins : borders.filter((border) => values[row]! >= border).length));
}
