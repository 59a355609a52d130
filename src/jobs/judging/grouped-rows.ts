import type { CategoryColumn } from '../../core/table.ts';
import type { GroupedRows } from '../../stages/fairness/mitigate/parity.ts';

/** A column beside rows, and those of its levels that are compared. */
export interface Grouping {
  readonly column: CategoryColumn;
  readonly levels: readonly string[];
}

/** Rows as fairness looks at them; those of other levels belong to no group. */
export const groupedRows = (
  actual: Int32Array,
  positive: number,
  weights: Float64Array | null,
  { column, levels }: Grouping
): GroupedRows => ({
  actual: Uint8Array.from(actual, (code) => (code === positive ? 1 : 0)),
  groupOf: Int32Array.from(column.codes, (code) => levels.indexOf(column.labels[code] ?? '')),
  groups: levels.length,
  weights
});
