import type { Pacer } from '../pacer.ts';
import { textAt, type Column } from '../table.ts';
import type { Expression } from './compile.ts';
import { MISSING, type Batch, type Vector } from './vectors.ts';

/** Rows worked out in one go: large enough that the loops count, small enough that a pause comes every few milliseconds. */
export const BATCH_ROWS = 65_536;

/**
 * Works an expression out for all rows, batch by batch.
 * @param columns those the expression names, by name, each of `rows` rows; a column is boolean when `isBoolean` says so
 * @param take gets the answers from row `start` on
 */
export async function evaluateRows(
  expression: Pick<Expression, 'evaluate' | 'columns'>,
  rows: number,
  columns: ReadonlyMap<string, { readonly column: Column; readonly isBoolean: boolean }>,
  take: (answers: Vector, start: number) => void,
  pace: Pacer
): Promise<void> {
  for (let start = 0; start < rows; start += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, rows - start);
    take(expression.evaluate(batchOf(columns, start, count)), start);
    await pace(count * 20 * (1 + expression.columns.length));
  }
}

function batchOf(columns: Parameters<typeof evaluateRows>[2], start: number, rows: number): Batch {
  const known = new Map<string, Vector>();
  return {
    rows,
    column(name) {
      let vector = known.get(name);
      if (!vector) {
        const { column, isBoolean } = columns.get(name)!;
        known.set(name, (vector = vectorOf(column, isBoolean, start, rows)));
      }
      return vector;
    }
  };
}

/** Rows of a column as the expression language sees them. @throws TypeError for images, which expressions may not name */
export function vectorOf(column: Column, isBoolean: boolean, start: number, rows: number): Vector {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { kind: 'number', values: column.values.subarray(start, start + rows) };
    case 'category': {
      const codes = column.codes.subarray(start, start + rows);
      if (!isBoolean) return { kind: 'text', codes, labels: column.labels };
      const truth = column.labels.map((label) => Number(label === 'true'));
      return { kind: 'boolean', values: Uint8Array.from(codes, (code) => (code < 0 ? MISSING : truth[code]!)) };
    }
    case 'text': {
      const labels = Array.from({ length: rows }, (_, row) => textAt(column, start + row) ?? '');
      return { kind: 'text', labels, codes: Int32Array.from({ length: rows }, (_, row) => (column.missing[start + row] ? -1 : row)) };
    }
    case 'image':
      throw new TypeError('Images have no values.');
  }
}
