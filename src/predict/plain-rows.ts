import { isMissing, textAt, type Column, type Table } from '../core/table.ts';

/**
 * Rows of a table as plain objects that `tableOfRows` reads back without loss: missing is null, times are milliseconds, categories their labels,
 * images their pixels.
 * @param rows row numbers, all of them when not given
 */
export function plainRows(table: Table, rows: ArrayLike<number> = { length: table.rows }): Record<string, unknown>[] {
  return Array.from({ length: rows.length }, (_, i) =>
    Object.fromEntries(table.columns.map((column) => [column.name, plainValue(column, rows[i] ?? i)]))
  );
}

function plainValue(column: Column, row: number): unknown {
  if (isMissing(column, row)) return null;
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values[row]!;
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row);
    case 'image': {
      const size = column.width * column.height * column.channels;
      return Array.from(column.pixels.subarray(row * size, (row + 1) * size));
    }
  }
}
