import type { FileOptions } from '../core/file-options.ts';
import { canonicalJson } from '../core/hash.ts';
import { recipeWords, type ImportChoices, type ImportRecipe } from '../core/import-recipe.ts';
import { lineageOf, versionOfFile } from '../core/lineage.ts';
import type { Quarantine } from '../core/quarantine.ts';
import type { IngestedFile } from '../stages/ingest/formats/table-format.ts';
import type { ImportReport } from '../storage/records/dataset.ts';
import type { DatasetWriter } from '../storage/storage.ts';
import type { JobServices } from './services.ts';

/** Where the bytes of a table were: packed, one of several, under another name. */
export interface FileOrigin {
  /** Bytes of the file that was given. */
  readonly bytes: number;
  readonly packing: readonly string[];
  /** The sheet of a workbook, or the file of a zip. */
  readonly table: string | null;
  readonly notes: readonly string[];
}

/** What an import was asked for, and of what. */
export interface ImportedFile {
  readonly projectId: string;
  readonly fileName: string;
  readonly options: Pick<FileOptions, 'name' | 'ownTable'>;
  readonly bytes: number;
  readonly format: string;
  readonly counts: NonNullable<ImportReport['counts']>;
  readonly startedAt: number;
  readonly origin?: FileOrigin;
  /** What was taken over from an earlier file. */
  readonly recipe?: ImportRecipe | null;
  /** What was chosen of how files of the kind are read. */
  readonly readBy: ImportChoices;
}

/**
 * Makes what was read the next version of the project's data.
 * @returns the id of the dataset
 */
export async function commitImport(
  writer: DatasetWriter,
  read: IngestedFile,
  file: ImportedFile,
  { storage, now }: Pick<JobServices, 'storage' | 'now'>
): Promise<string> {
  const name = file.options.name ?? nameOfFile(file.fileName);
  const { rows, columns, encoding, delimiter, issues } = read;
  const { origin, format, counts } = file;
  const bytes = origin?.bytes ?? file.bytes;
  const quarantine = read.quarantine ? await keptQuarantine(read.quarantine, writer) : null;
  const dataset = await writer.commit({
    name,
    rows,
    columns,
    ...(file.options.ownTable ? { parentId: null, ownTable: true } : { parentId: await parentOf(name, read, file.projectId, storage) }),
    notes: [...(origin?.notes ?? []), ...read.notes],
    report: {
      bytes,
      rows,
      encoding,
      delimiter,
      tookMs: now() - file.startedAt,
      issues,
      format: [format, ...(origin?.packing ?? []).toReversed()].join(' in '),
      counts,
      ...(quarantine && { quarantine }),
      ...(read.choices && { choices: read.choices }),
      ...(file.recipe && { recipe: { fileName: file.recipe.fileName, said: recipeWords(file.recipe) } }),
      ...(origin?.table != null && { table: origin.table })
    },
    source: { fileName: file.fileName, bytes },
    readBy: file.readBy
  });
  return dataset.id;
}

/** The latest version of the table that the file is of, which the import goes on from. */
async function parentOf(
  name: string,
  { columns }: IngestedFile,
  projectId: string,
  storage: JobServices['storage']
): Promise<string | null> {
  const earlier = (await storage.datasets.list(projectId)).toSorted((a, b) => a.version - b.version);
  const before = versionOfFile({ name, columns: columns.map((column) => column.name) }, earlier);
  return (before && earlier.findLast((version) => lineageOf(version) === lineageOf(before)))?.id ?? null;
}

async function keptQuarantine({ count, rows }: Quarantine, writer: DatasetWriter): Promise<NonNullable<ImportReport['quarantine']>> {
  const chunk = await writer.keep(new TextEncoder().encode(canonicalJson(rows)));
  return { chunk, kept: rows.length, count };
}

/** `folder/sales.2024.csv.gz` is `sales.2024`. */
export function nameOfFile(fileName: string): string {
  const base = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.(gz|zip)$/i, '')
    .replace(/\.(csv|tsv|tab|txt|json|jsonl|ndjson|geojson|parquet|pq|arrow|arrows|feather|ipc|xlsx|xlsm)$/i, '');
  return base === '' ? 'data' : base;
}
