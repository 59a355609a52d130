import { counted, listedNames, quoted } from '../core/words.ts';
import { columnChangeUnknown, columnNotFound, geoPairWrong, levelOrderWrong } from '../core/errors/tables.ts';
import { columnTypes, kindOf, roles, type ColumnType, type Role } from '../core/schema.ts';
import { sliceColumn, type CategoryColumn, type Column } from '../core/table.ts';
import { convertColumn } from '../stages/ingest/columns/convert-column.ts';
import { countColumn } from '../stages/ingest/columns/count-values.ts';
import { orderLevels } from '../stages/ingest/columns/order-levels.ts';
import type { DatasetRecord, StoredColumn } from '../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../storage/storage.ts';
import { keepChange } from './import-recipe.ts';
import type { JobServices } from './services.ts';
import { syntheticOf } from './synthesising/synthetic-of.ts';

export interface SetColumnJob {
  readonly datasetId: string;
  readonly column: string;
  readonly type?: string;
  readonly role?: string;
  /** The levels of a category from least to most; null takes the order away. */
  readonly order?: readonly string[] | null;
  /** Of a column of latitudes: the column of longitudes it goes with; null takes the pair apart. */
  readonly longitude?: string | null;
}

/** Roles that one column at most can have: giving one away makes its former holder a feature. */
const single: readonly Role[] = ['target', 'group', 'time', 'fold', 'weight'];

/**
 * Changes a column's type or role, or the order of its levels, in a new version of the dataset, which shares every chunk that stays the same.
 * @returns the id of the new version; the old one when nothing changes
 * @throws LatheError `column-not-found`, `column-change-unknown`, `column-type-impossible`, `level-order-wrong`, `geo-pair-wrong`
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
  const order = job.order === undefined ? undefined : checkedOrder(column, type, job.order);
  const longitude = job.longitude === undefined ? undefined : checkedPartner(dataset, column, job.longitude);
  const isSame = type === column.type && role === column.role && !isNewOrder(column, order);
  if (isSame && (longitude === undefined || longitude === (column.longitude ?? null))) return dataset.id;
  const id = await written(dataset, column, { type, role, order, longitude }, storage);
  await keepChange(storage, dataset, column.name, { type: knownType(job.type), role: knownRole(job.role) });
  return id;
}

interface Change {
  readonly type: ColumnType;
  readonly role: Role;
  readonly order: readonly string[] | null | undefined;
  readonly longitude: string | null | undefined;
}

async function written(
  dataset: DatasetRecord,
  column: StoredColumn,
  { type, role, order, longitude }: Change,
  storage: JobServices['storage']
): Promise<string> {
  const writer = await storage.datasets.write(dataset.projectId);
  try {
    const read = async () => (await storage.datasets.readTable(dataset.id, [column.name])).columns[0]!;
    const typed = type === column.type ? { column, note: null } : await retyped(column, type, { dataset, writer, read });
    const changed = order === undefined ? typed : { column: await reordered(column, order, { dataset, writer, read }), note: null };
    return await commit(dataset, { ...paired(changed.column, longitude), role }, changed.note, writer);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** A column that says nothing new of its partner keeps it. */
function paired(column: StoredColumn, longitude: string | null | undefined): StoredColumn {
  if (longitude === undefined) return column;
  const { longitude: _longitude, ...alone } = column;
  return longitude === null ? alone : { ...alone, longitude };
}

/** @throws LatheError `geo-pair-wrong`, `column-not-found` */
function checkedPartner({ columns }: DatasetRecord, { name, kind }: StoredColumn, longitude: string | null): string | null {
  if (longitude === null) return null;
  const partner = columns.find((column) => column.name === longitude);
  if (!partner)
    throw columnNotFound(
      longitude,
      columns.map((column) => column.name)
    );
  if (kind !== 'number' || partner.kind !== 'number') throw geoPairWrong(name, longitude, 'both have to be columns of numbers, in degrees');
  if (longitude === name) throw geoPairWrong(name, longitude, 'a column is no pair with itself');
  const other = columns.find((column) => column.longitude === longitude && column.name !== name);
  if (other) throw geoPairWrong(name, longitude, `${quoted(longitude)} goes with ${quoted(other.name)} already`);
  return longitude;
}

/** @throws LatheError `level-order-wrong` */
function checkedOrder({ name, labels = [] }: StoredColumn, type: ColumnType, order: readonly string[] | null): readonly string[] | null {
  if (order === null) return null;
  if (type !== 'category') throw levelOrderWrong(name, `it is a ${type} column, and levels are those of a category`, labels);
  const repeated = order.find((label, i) => order.indexOf(label) !== i);
  if (repeated !== undefined) throw levelOrderWrong(name, `${quoted(repeated)} stands in it twice`, labels);
  const lacking = labels.filter((label) => !order.includes(label));
  if (lacking.length > 0) throw levelOrderWrong(name, `${listedNames(lacking)} ${lacking.length === 1 ? 'is' : 'are'} not in it`, labels);
  const strange = order.filter((label) => !labels.includes(label));
  if (strange.length > 0)
    throw levelOrderWrong(name, `${listedNames(strange)} ${strange.length === 1 ? 'is no level' : 'are no levels'} of it`, labels);
  return order;
}

function isNewOrder({ labels, isOrdinal }: StoredColumn, order: readonly string[] | null | undefined): boolean {
  if (order === undefined) return false;
  return order === null ? isOrdinal === true : !isOrdinal || order.some((label, place) => labels?.[place] !== label);
}

interface Rewriting {
  readonly dataset: DatasetRecord;
  readonly writer: DatasetWriter;
  readonly read: () => Promise<Column>;
}

/** Without an order the labels stand where they stood; only that they mean one is taken back. */
async function reordered(
  column: StoredColumn,
  order: readonly string[] | null,
  { dataset, writer, read }: Rewriting
): Promise<StoredColumn> {
  const { isOrdinal: _isOrdinal, ...plain } = column;
  if (order === null) return plain;
  const values = orderLevels((await read()) as CategoryColumn, order);
  return { ...plain, labels: values.labels, isOrdinal: true, chunks: await piecesOf(values, dataset, writer) };
}

async function piecesOf(column: Column, dataset: DatasetRecord, writer: DatasetWriter): Promise<string[]> {
  const chunks: string[] = [];
  const chunkRows = chunkRowsOf(dataset.columns);
  for (let from = 0; from < dataset.rows; from += chunkRows)
    chunks.push(await writer.append(sliceColumn(column, from, Math.min(dataset.rows, from + chunkRows))));
  return chunks;
}

async function retyped(
  column: StoredColumn,
  type: ColumnType,
  { dataset, writer, read }: Rewriting
): Promise<{ column: StoredColumn; note: string | null }> {
  const { column: converted, misfits } = convertColumn(await read(), dataset.rows, column.type, type);
  const { name, role, origin } = column;
  const chunks = await piecesOf(converted, dataset, writer);
  const labels = converted.kind === 'category' ? { labels: converted.labels } : {};
  const note = misfits === 0 ? null : `${quoted(name)}: ${counted(misfits, 'value that is', 'values that are')} no ${type} became missing.`;
  const kept = origin ? { origin } : {};
  return { column: { name, type, role, kind: kindOf(type), ...countColumn(converted, dataset.rows), ...kept, ...labels, chunks }, note };
}

async function commit(dataset: DatasetRecord, changed: StoredColumn, note: string | null, writer: DatasetWriter): Promise<string> {
  const frees = single.includes(changed.role);
  const columns = dataset.columns.map((column): StoredColumn => {
    if (column.name === changed.name) return changed;
    if (changed.kind !== 'number' && column.longitude === changed.name) return paired(column, null);
    return frees && column.role === changed.role ? { ...column, role: 'feature' } : column;
  });
  const { name, rows, report, source } = dataset;
  const notes = note === null ? dataset.notes : [...dataset.notes, note];
  return (await writer.commit({ name, rows, columns, parentId: dataset.id, notes, report, source, ...syntheticOf([dataset]) })).id;
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
