import type { Column, Table } from './table.ts';
import { isView } from './table-view.ts';

/**
 * Bytes of typed arrays behind the columns of tables, each buffer once: a column that two tables share is there once. The columns of a large view are
 * copied only while they are read, and count nothing. Labels of categories are texts of the engine, whose size nobody tells.
 */
export function tableBytes(...tables: readonly Table[]): number {
  const buffers = new Set(tables.flatMap(({ columns }) => columns.filter((column) => !isView(column)).flatMap(buffersOf)));
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function buffersOf(column: Column): ArrayBufferLike[] {
  switch (column.kind) {
    case 'number':
    case 'time':
      return [column.values.buffer];
    case 'category':
      return [column.codes.buffer];
    case 'text':
      return [column.bytes.buffer, column.offsets.buffer, column.missing.buffer];
    case 'image':
      return [column.pixels.buffer];
  }
}
