import { pause, type WorkContext } from '../../core/context.ts';
import type { Column } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import { chunkRowsOf } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';

export interface TablePiece {
  readonly columns: readonly Column[];
  readonly from: number;
  readonly rows: number;
}

/** Columns of a stored version, a stored piece of rows at a time: no column stands in memory whole. */
export async function* readPieces(
  dataset: DatasetRecord,
  names: readonly string[],
  { storage }: Pick<JobServices, 'storage'>,
  context: WorkContext
): AsyncGenerator<TablePiece> {
  const size = chunkRowsOf(dataset.columns);
  for (let from = 0; from < dataset.rows; from += size) {
    const { columns, rows } = await storage.datasets.readRows(dataset.id, from, size, names);
    yield { columns, from, rows: names.length === 0 ? Math.min(size, dataset.rows - from) : rows };
    context.onProgress(Math.min(1, (from + size) / dataset.rows));
    await pause(context);
  }
}
