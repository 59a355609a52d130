import { partOf, pause, type WorkContext } from '../core/context.ts';
import { unknownId } from '../core/errors/anywhere.ts';
import { nothingToExport, tableExportDiffers } from '../core/errors/files.ts';
import { sha256 } from '../core/hash.ts';
import type { Column } from '../core/table.ts';
import { readCsv } from '../stages/ingest/csv/read-csv.ts';
import { tableExports } from '../stages/ingest/exports/registry.ts';
import type { ExportedData, TableExport } from '../stages/ingest/exports/table-export.ts';
import { encodeColumn } from '../storage/column-codec.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { keepZones } from './import-recipe.ts';
import type { JobServices } from './services.ts';

export interface ExportDataJob {
  readonly datasetId: string;
  /** Of the registry of table exports. */
  readonly format: string;
}

export interface ExportedFile {
  readonly file: Blob;
  readonly name: string;
  readonly rows: number;
  /** Whether the file was read back and found to hold the same data; false for files that are changed on purpose. */
  readonly isChecked: boolean;
}

type Services = Pick<JobServices, 'storage'>;

/**
 * Saves a version of the data as a file, reads it back and compares every value before it is handed over. Images are left out.
 * @throws LatheError `unknown-id` for the format, `nothing-to-export`, `table-export-differs`
 */
export async function exportData({ datasetId, format }: ExportDataJob, { storage }: Services, context: WorkContext): Promise<ExportedFile> {
  const kind = tableExports.find(({ id }) => id === format);
  if (!kind)
    throw unknownId(
      'data format',
      format,
      tableExports.map(({ id }) => id)
    );
  const dataset = await storage.datasets.get(datasetId);
  const { name, version, rows } = dataset;
  if (rows === 0) throw nothingToExport(name, version);
  const data = await exportedData(datasetId, { storage });
  const file = await write(kind, data, partOf(context, 0, kind.readBack ? 0.6 : 1));
  if (kind.readBack) await readBack(file, kind, data, partOf(context, 0.6, 1));
  if (kind.readBack?.format.id === 'csv') await keepZones(storage, dataset);
  return { file, name: `${name}-version-${version}.${kind.ending}`, rows: data.rows, isChecked: kind.readBack !== null };
}

async function exportedData(datasetId: string, { storage }: Services): Promise<ExportedData> {
  const { rows, columns } = await storage.datasets.get(datasetId);
  const kept = columns.filter(({ kind }) => kind !== 'image');
  const names = kept.map(({ name }) => name);
  return {
    rows,
    columns: kept,
    async *blocks(context) {
      for (let start = 0; start === 0 || start < rows; start += CHUNK_ROWS) {
        yield await storage.datasets.readRows(datasetId, start, CHUNK_ROWS, names);
        context.onProgress(Math.min(1, (start + CHUNK_ROWS) / Math.max(1, rows)));
        await pause(context);
      }
    }
  };
}

const PART_BYTES = 4 << 20;

async function write(kind: TableExport, data: ExportedData, context: WorkContext): Promise<Blob> {
  const parts: Blob[] = [];
  let [held, size]: [(string | Uint8Array<ArrayBuffer>)[], number] = [[], 0];
  for await (const piece of kind.write(data, context)) {
    held.push(typeof piece === 'string' ? piece : Uint8Array.from(piece));
    size += piece.length;
    if (size < PART_BYTES) continue;
    parts.push(new Blob(held));
    [held, size] = [[], 0];
  }
  return new Blob([...parts, ...held], { type: kind.mime });
}

/** Reads the file as an import would: each piece of each column must have the digest of the data's own. Nothing but digests is kept. */
async function readBack(file: Blob, { readBack: back, label }: TableExport, data: ExportedData, context: WorkContext): Promise<void> {
  if (!back) return;
  const sink = { append: (column: Column) => digest(withoutSign(column)) };
  const settings = { options: back.options(data), chunkRows: CHUNK_ROWS };
  const half = partOf(context, 0, 0.7);
  const read = back.format.read ? await back.format.read(file, sink, settings, half) : await readCsv(file, sink, settings, half);
  if (read.rows !== data.rows) throw tableExportDiffers(label, `it has ${read.rows} rows instead of ${data.rows}`);
  const byName = new Map(read.columns.map((column) => [column.name, column]));
  let block = 0;
  for await (const table of data.blocks(partOf(context, 0.7, 1))) {
    for (const column of table.columns) {
      const found = byName.get(column.name);
      if (found?.chunks[block] === (await digest(asReadBack(column, found?.labels ?? [])))) continue;
      const [from, to] = [block * CHUNK_ROWS + 1, block * CHUNK_ROWS + table.rows];
      throw tableExportDiffers(label, `"${column.name}" differs in rows ${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')}`);
    }
    block++;
  }
}

const digest = (column: Column): Promise<string> => sha256(encodeColumn(column));

const withoutSign = (column: Column): Column =>
  column.kind === 'number' ? { ...column, values: column.values.map((value) => (value === 0 ? 0 : value)) } : column;

/** A file keeps the labels that are used, in their order; whole numbers in binary files know no negative zero. */
function asReadBack(column: Column, labels: readonly string[]): Column {
  if (column.kind === 'number') return withoutSign(column);
  if (column.kind !== 'category') return column;
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  const mapping = column.labels.map((label) => codeOf.get(label) ?? -1);
  return { ...column, codes: column.codes.map((code) => (code < 0 ? -1 : mapping[code]!)), labels };
}
