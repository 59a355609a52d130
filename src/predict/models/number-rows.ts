import type { Table } from '../../core/table.ts';
import { encodedColumns } from './feature-columns.ts';

/**
 * The named columns side by side, row-major.
 * @throws LatheError `column-not-found`, `feature-not-numeric` or `feature-missing`
 */
export function numbersOf(table: Table, names: readonly string[]): Float64Array {
  const out = new Float64Array(table.rows * names.length);
  encodedColumns(table, names).forEach((values, j) => {
    for (let i = 0; i < table.rows; i++) out[i * names.length + j] = values[i]!;
  });
  return out;
}
