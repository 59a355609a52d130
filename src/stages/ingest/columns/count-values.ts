import { DistinctCounter } from '../../../kernels/csv/distinct-counter.ts';
import { isMissing, textAt, type Column } from '../../../core/table.ts';

/** How many rows have no value, and how many different values there are (numbers: an estimate beyond 262,144 of them). */
export function countColumn(column: Column, rows: number): { missing: number; distinct: number } {
  let missing = 0;
  for (let row = 0; row < rows; row++) if (isMissing(column, row)) missing++;
  return { missing, distinct: distinctOf(column, rows) };
}

function distinctOf(column: Column, rows: number): number {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const counter = new DistinctCounter();
      counter.addAll(column.values, 0, rows);
      return counter.count;
    }
    case 'category':
      return new Set(column.codes.filter((code) => code >= 0)).size;
    case 'text': {
      const texts = new Set<string | null>();
      for (let row = 0; row < rows; row++) texts.add(textAt(column, row));
      texts.delete(null);
      return texts.size;
    }
    case 'image':
      return rows;
  }
}
