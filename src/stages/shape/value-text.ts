import { isMissing, textAt, type Column } from '../../core/table.ts';

/** A value for a report. */
export function valueText(column: Column, row: number): string {
  if (isMissing(column, row)) return 'missing';
  switch (column.kind) {
    case 'number':
      return String(column.values[row]);
    case 'time':
      return new Date(column.values[row]!).toISOString();
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row)!;
    case 'image':
      return 'an image';
  }
}
