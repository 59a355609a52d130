import { columnChangeUnknown, columnNotFound } from '../core/errors.ts';
import { columnTypes, kindOf, roles, type ColumnType, type Role } from '../core/schema.ts';
import type { Column } from '../core/table.ts';
import { convertColumn } from '../stages/ingest/columns/convert-column.ts';
import { countColumn } from '../stages/ingest/columns/count-values.ts';
import type { DatasetRecord, StoredColumn } from '../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../storage/storage.ts';
import type { JobServices } from './services.ts';

export interface SetColumnJob {
  readonly datasetId: string;
  readonly column: string;
  readonly type?: string;
  readonly role?: string;
}

/** Roles that one column at most can have: giving one away makes its former holder a feature. */
const single: readonly Role[] = ['target', 'group', 'time', 'fold', 'weight'];

/**
 * Changes a column's type or role in a new version of the dataset, which shares every chunk that stays the same.
 * @returns the id of the new version; the old one when nothing changes
 * @throws LatheError `column-not-found`, `column-change-unknown`, `column-type-impossible`
 */
export async function setColumn(job: SetColumnJob, { storage }: Pick<JobServices, 'storage'>): Promise<string> {
  const dataset = await storage.datasets.get(job.datasetId);
  const column = dataset.columns.find(({ name }) => name === job.column);
  if (!column)
    throw columnNotFound(
      job.column,
      dataset.columns.map(({ name }) => name)
    );
  const type = knownType(job.type) ?? column.type;
  const role = knownRole(job.role) ?? column.role;
  if (type === column.type && role === column.role) return dataset.id;
  const writer = await storage.datasets.write(dataset.projectId);
  try {
    const read = async () => (await storage.datasets.readTable(dataset.id, [column.name])).columns[0]!;
    const changed = type === column.type ? { column, note: null } : await retyped(column, type, { dataset, writer, read });
    return await commit(dataset, { ...changed.column, role }, changed.note, writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

interface Rewriting {
  readonly dataset: DatasetRecord;
  readonly writer: DatasetWriter;
  readonly read: () => Promise<Column>;
}

async function retyped(
  column: StoredColumn,
  type: ColumnType,
  { dataset, writer, read }: Rewriting
): Promise<{ column: StoredColumn; note: string | null }> {
  const { column: converted, misfits } = convertColumn(await read(), dataset.rows, column.type, type);
  const { name, role } = column;
  const chunks: string[] = [];
  const chunkRows = chunkRowsOf(dataset.columns);
  for (let from = 0; from < dataset.rows; from += chunkRows)
    chunks.push(await writer.append(pieceOf(converted, from, Math.min(dataset.rows, from + chunkRows))));
  const labels = converted.kind === 'category' ? { labels: converted.labels } : {};
  const note = misfits === 0 ? null : `${name}: ${misfits.toLocaleString('en-US')} values that are no ${type} became missing.`;
  return { column: { name, type, role, kind: kindOf(type), ...countColumn(converted, dataset.rows), ...labels, chunks }, note };
}

async function commit(dataset: DatasetRecord, changed: StoredColumn, note: string | null, writer: DatasetWriter): Promise<string> {
  const frees = single.includes(changed.role);
  const columns = dataset.columns.map((column): StoredColumn => {
    if (column.name === changed.name) return changed;
    return frees && column.role === changed.role ? { ...column, role: 'feature' } : column;
  });
  const { name, rows, report, source } = dataset;
  const notes = note === null ? dataset.notes : [...dataset.notes, note];
  return (await writer.commit({ name, rows, columns, parentId: dataset.id, notes, report, source })).id;
}

function pieceOf(column: Column, from: number, to: number): Column {
  switch (column.kind) {
    case 'number':
    case 'time':
      return { ...column, values: column.values.slice(from, to) };
    case 'category':
      return { ...column, codes: column.codes.slice(from, to) };
    case 'text': {
      const start = column.offsets[from]!;
      const offsets = column.offsets.slice(from, to + 1).map((offset) => offset - start);
      return { ...column, bytes: column.bytes.slice(start, column.offsets[to]), offsets, missing: column.missing.slice(from, to) };
    }
    case 'image': {
      const size = column.width * column.height * column.channels;
      return { ...column, pixels: column.pixels.slice(from * size, to * size) };
    }
  }
}

function knownType(given: string | undefined): ColumnType | undefined {
  if (given !== undefined && !(columnTypes as readonly string[]).includes(given))
    throw columnChangeUnknown('column type', given, columnTypes);
  return given as ColumnType | undefined;
}

function knownRole(given: string | undefined): Role | undefined {
  if (given !== undefined && !(roles as readonly string[]).includes(given)) throw columnChangeUnknown('role', given, roles);
  return given as Role | undefined;
}
