import { pause, type WorkContext } from '../../core/context.ts';
import { gatherColumn, sliceColumn, type Column, type RowSet } from '../../core/table.ts';
import { countColumn } from '../../stages/ingest/columns/count-values.ts';
import { pruneLabels } from '../../stages/shape/frame.ts';
import type { DatasetRecord, ImportReport, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type Erasure, type Storage } from '../../storage/storage.ts';
import { SHORTEST_NAMED, withoutQuarantined } from './quarantine.ts';

/** Columns that versions share are rewritten once. */
export type Rewritten = Map<string, StoredColumn>;

/** A version without some rows: the same id and number, other pieces from the first row that goes. */
export async function rewriteVersion(
  dataset: DatasetRecord,
  erased: RowSet,
  { value, note, erasure, storage, known }: { value: string; note: string; erasure: Erasure; storage: Storage; known: Rewritten },
  context: WorkContext
): Promise<DatasetRecord> {
  const gone = new Set(erased);
  const kept = Uint32Array.from({ length: dataset.rows }, (_, row) => row).filter((row) => !gone.has(row));
  const chunkRows = chunkRowsOf(dataset.columns);
  const columns: StoredColumn[] = [];
  for (const [i, stored] of dataset.columns.entries()) {
    const key = JSON.stringify([stored.chunks, stored.labels, stored.type, [...erased]]);
    const same = known.get(key);
    const fresh = same ?? (await rewriteColumn(stored, kept, chunkRows, { dataset, erasure, storage }));
    known.set(key, fresh);
    const { name, role, origin } = stored;
    columns.push({ ...fresh, name, role, ...(origin ? { origin } : {}) });
    context.onProgress((i + 1) / dataset.columns.length, stored.name);
    await pause(context);
  }
  const report = await withoutQuarantined(dataset, value, { storage, erasure });
  const scrubbed = withoutValue({ ...dataset, report }, value);
  return { ...scrubbed, rows: kept.length, columns, notes: [...scrubbed.notes, note] };
}

async function rewriteColumn(
  { origin: _origin, ...stored }: StoredColumn,
  kept: RowSet,
  chunkRows: number,
  { dataset, erasure, storage }: { dataset: DatasetRecord; erasure: Erasure; storage: Storage }
): Promise<StoredColumn> {
  const before = (await storage.datasets.readTable(dataset.id, [stored.name])).columns[0]!;
  const values = pruned(gatherColumn(before, kept), stored.type === 'category');
  const chunks: string[] = [];
  for (let from = 0; from < kept.length; from += chunkRows)
    chunks.push(await erasure.append(sliceColumn(values, from, Math.min(kept.length, from + chunkRows))));
  return { ...stored, ...countColumn(values, kept.length), ...(values.kind === 'category' ? { labels: values.labels } : {}), chunks };
}

/** A label that no row has any more is the value itself. */
const pruned = (column: Column, isCategory: boolean): Column => (isCategory && column.kind === 'category' ? pruneLabels(column) : column);

const ERASED = '[erased]';

/** Notes, the report of the import and the steps quote values here and there. */
function withoutValue(dataset: DatasetRecord, value: string): DatasetRecord {
  if (value.length < SHORTEST_NAMED) return dataset;
  const scrub = <T>(plain: T): T =>
    JSON.parse(JSON.stringify(plain), (_key, entry: unknown) => (typeof entry === 'string' ? entry.replaceAll(value, ERASED) : entry)) as T;
  return {
    ...dataset,
    notes: scrub(dataset.notes),
    report: scrub<ImportReport | null>(dataset.report),
    ...(dataset.made ? { made: { ...dataset.made, said: scrub(dataset.made.said), steps: scrub(dataset.made.steps) } } : {})
  };
}
