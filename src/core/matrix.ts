import { featureNotNumeric } from './errors/training.ts';
import type { Table } from './table.ts';

/** Dense row-major numbers: value of row i, feature j is `data[i * cols + j]`. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/**
 * The columns of a table side by side.
 * @throws LatheError `feature-not-numeric` when a column is not a number column
 */
export function toMatrix(table: Table): Matrix {
  const cols = table.columns.length;
  const data = new Float64Array(table.rows * cols);
  table.columns.forEach((column, j) => {
    if (column.kind !== 'number') throw featureNotNumeric(column.name, column.kind);
    for (let i = 0; i < table.rows; i++) data[i * cols + j] = column.values[i]!;
  });
  return { data, rows: table.rows, cols };
}
