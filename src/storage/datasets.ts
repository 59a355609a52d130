import { unknownRecord } from '../core/errors/anywhere.ts';
import { columnNotFound, shapeMismatch } from '../core/errors/tables.ts';
import { gatherColumn, type Column, type Table } from '../core/table.ts';
import { readChunks } from './chunks.ts';
import { assembleColumn } from './column-codec.ts';
import { quoted } from '../core/words.ts';
import type { Database } from './database.ts';
import { createDatasetWriter, importPart } from './dataset-writer.ts';
import { joinPending } from './pending.ts';
import { createVersionUpkeep } from './dataset-versions.ts';
import type { DatasetRecord, StoredColumn } from './records/dataset.ts';
import { chunkRowsOf, type Storage } from './storage.ts';

/** Chunks fetched in one request: few requests, and never a whole column beside its copy. */
const CHUNKS_AT_ONCE = 8;
const MOST_COLUMNS_AT_ONCE = 256;

export function createDatasets(db: Database): Storage['datasets'] {
  const get = (id: string) => db.read(['datasets'], () => requireDataset(db, id));
  const recordOf = (of: string | DatasetRecord) => (typeof of === 'string' ? get(of) : Promise.resolve(of));
  return {
    get,
    list: (projectId) => db.read(['datasets'], () => db.stores.datasets.where('projectId').equals(projectId).sortBy('version')),
    async readTable(of, columns) {
      const dataset = await recordOf(of);
      return readPieces(db, dataset, columns, 0, Math.ceil(dataset.rows / chunkRowsOf(dataset.columns)));
    },
    async readRows(of, start, count, columns) {
      const dataset = await recordOf(of);
      const from = Math.min(Math.max(0, Math.floor(start)), dataset.rows);
      const to = Math.min(dataset.rows, from + Math.max(0, Math.floor(count)));
      const chunkRows = chunkRowsOf(dataset.columns);
      const first = Math.floor(from / chunkRows);
      const table = await readPieces(db, dataset, columns, first, Math.max(first, Math.ceil(to / chunkRows)));
      return cut(table, from - first * chunkRows, to - from);
    },
    write: (projectId, goOn) => createDatasetWriter(db, projectId, goOn),
    join: (writerId) => importPart(joinPending(db, writerId)),
    ...createVersionUpkeep(db)
  };
}

async function requireDataset(db: Database, id: string): Promise<DatasetRecord> {
  const dataset = await db.stores.datasets.get(id);
  if (dataset) return dataset;
  const latest = await db.stores.datasets.toCollection().reverse().sortBy('createdAt');
  throw unknownRecord(
    'dataset',
    id,
    'data.versions()',
    latest.map(({ name, version }) => `${quoted(name)} version ${version}`)
  );
}

/** The rows of the chunks `first` to `end - 1`. One column after the other, so that only a few chunks stand beside the finished columns. */
async function readPieces(
  db: Database,
  dataset: DatasetRecord,
  names: readonly string[] | undefined,
  first: number,
  end: number
): Promise<Table> {
  const chunkRows = chunkRowsOf(dataset.columns);
  const rows = Math.max(0, Math.min(dataset.rows, end * chunkRows) - first * chunkRows);
  const columns: Column[] = [];
  const wanted = chosen(dataset, names);
  const together = columnsTogether(rows, chunkRows);
  for (let at = 0; at < wanted.length; at += together) {
    if (together === 1) columns.push(await readColumn(db, wanted[at]!, rows, first, end));
    else columns.push(...(await readSmall(db, wanted.slice(at, at + together), rows, first, end)));
  }
  return { rows, columns };
}

/** Of few rows, many columns go into the memory that a long one takes, and each request costs as much as its bytes. */
const columnsTogether = (rows: number, chunkRows: number): number =>
  Math.max(1, Math.min(MOST_COLUMNS_AT_ONCE, Math.floor((CHUNKS_AT_ONCE * chunkRows) / Math.max(1, rows))));

/** Columns of few pieces, in one request. */
async function readSmall(db: Database, columns: readonly StoredColumn[], rows: number, first: number, end: number): Promise<Column[]> {
  const hashes = columns.map((column) => piecesOf(column, first, end));
  const bytes = await readChunks(db, hashes.flat());
  let at = 0;
  return columns.map((column, i) => {
    const assembler = assembleColumn(column, rows);
    for (let left = hashes[i]!.length; left > 0; left--) assembler.add(bytes[at++]!);
    return assembler.finish();
  });
}

function piecesOf({ name, chunks }: StoredColumn, first: number, end: number): string[] {
  const hashes = chunks.slice(first, end);
  if (hashes.length !== end - first) throw shapeMismatch(`Pieces of the column "${name}"`, end - first, hashes.length);
  return hashes;
}

async function readColumn(db: Database, column: StoredColumn, rows: number, first: number, end: number): Promise<Column> {
  const hashes = piecesOf(column, first, end);
  const assembler = assembleColumn(column, rows);
  for (let at = 0; at < hashes.length; at += CHUNKS_AT_ONCE) {
    for (const bytes of await readChunks(db, hashes.slice(at, at + CHUNKS_AT_ONCE))) assembler.add(bytes);
  }
  return assembler.finish();
}

/** @throws LatheError `column-not-found` */
function chosen(dataset: DatasetRecord, names: readonly string[] | undefined): readonly StoredColumn[] {
  if (!names) return dataset.columns;
  const find = finder(dataset.columns, names.length);
  return names.map((name) => {
    const column = find(name);
    if (!column)
      throw columnNotFound(
        name,
        dataset.columns.map((known) => known.name)
      );
    return column;
  });
}

/** A table of names pays once several are asked for: who reads a wide table a column at a time asks for one. */
function finder(columns: readonly StoredColumn[], asked: number): (name: string) => StoredColumn | undefined {
  if (asked < 3) return (name) => columns.find((column) => column.name === name);
  const byName = new Map(columns.map((column) => [column.name, column]));
  return (name) => byName.get(name);
}

function cut(table: Table, start: number, count: number): Table {
  if (start === 0 && count === table.rows) return table;
  const rows = Uint32Array.from({ length: count }, (_, i) => start + i);
  return { rows: count, columns: table.columns.map((column) => gatherColumn(column, rows)) };
}
