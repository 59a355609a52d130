import { pause, type WorkContext } from '../core/context.ts';
import { kindOf, marksOf, type ColumnSchema } from '../core/schema.ts';
import { sliceColumn, type Column } from '../core/table.ts';
import { countColumn } from '../stages/ingest/columns/count-values.ts';
import { pruneLabels } from '../stages/shape/frame.ts';
import type { StoredColumn } from '../storage/records/dataset.ts';
import type { DatasetWriter } from '../storage/storage.ts';

interface Storing {
  readonly rows: number;
  /** Rows a piece holds. */
  readonly chunkRows: number;
  readonly writer: DatasetWriter;
  readonly context: WorkContext;
}

/** A whole column, or how to get the rows from one up to another. */
type Values = Column | ((from: number, to: number) => Promise<Column>);

/** Writes a column in pieces. Levels that no row has any more are left behind where the column is given whole. */
export async function storeColumn(
  given: Values,
  { name, type, role, origin, written, ...marks }: ColumnSchema,
  { rows, chunkRows, writer, context }: Storing
): Promise<StoredColumn> {
  const whole = typeof given === 'function' ? null : tidied(given, type === 'category');
  const chunks: string[] = [];
  let facts: Facts = whole ? factsOf(whole, rows) : { missing: 0, distinct: rows };
  for (let from = 0; from < rows; from += chunkRows) {
    const to = Math.min(rows, from + chunkRows);
    const piece = typeof given === 'function' ? await given(from, to) : sliceColumn(whole!, from, to);
    if (piece.kind === 'image') facts = { ...facts, ...factsOf(piece, rows) };
    chunks.push(await writer.append(piece));
    await pause(context);
  }
  return {
    name,
    type,
    role,
    kind: kindOf(type),
    ...facts,
    ...(origin ? { origin } : {}),
    ...(written ? { written } : {}),
    ...marksOf(marks),
    chunks
  };
}

type Facts = Pick<StoredColumn, 'missing' | 'distinct' | 'labels' | 'image'>;

const factsOf = (column: Column, rows: number): Facts => ({
  ...countColumn(column, rows),
  ...(column.kind === 'category' ? { labels: column.labels } : {}),
  ...(column.kind === 'image' ? { image: { width: column.width, height: column.height, channels: column.channels } } : {})
});

/** Levels that no row has any more would be classes without examples. */
const tidied = (column: Column, isCategory: boolean): Column => (isCategory && column.kind === 'category' ? pruneLabels(column) : column);
