import { timeText } from '../../core/time-text.ts';
import { isMissing, textAt, type Column } from '../../core/table.ts';

/** A value for a report. */
export function valueText(column: Column, row: number): string {
  if (isMissing(column, row)) return 'missing';
  switch (column.kind) {
    case 'number':
      return String(column.values[row]);
    case 'time':
      return timeText(column.values[row]!, column.zone);
    case 'category':
      return column.labels[column.codes[row]!]!;
    case 'text':
      return textAt(column, row)!;
    case 'image':
      return 'an image';
  }
}
