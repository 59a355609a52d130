import type { WorkContext } from '../core/context.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import { fallbackEncoding, NotUtf8, type Encoding } from '../stages/ingest/csv/encoding.ts';
import { readCsv, type IngestedCsv } from '../stages/ingest/csv/read-csv.ts';
import { CHUNK_ROWS, type DatasetWriter } from '../storage/storage.ts';
import type { JobServices } from './services.ts';

/** One CSV to read into a project. */
export interface CsvImportJob {
  readonly projectId: string;
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: CsvOptions;
}

/**
 * Reads a CSV into a new version of the project's data. After a failure or a cancel nothing of it is left.
 * @returns the id of the dataset
 * @throws what `readCsv` throws; the storage's errors; the abort
 */
export async function importCsv(job: CsvImportJob, services: JobServices, context: WorkContext): Promise<string> {
  const startedAt = services.now();
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  try {
    return await importAs(undefined, { job, source, startedAt }, services, context);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return importAs(fallbackEncoding, { job, source, startedAt }, services, context);
  }
}

interface Attempt {
  readonly job: CsvImportJob;
  readonly source: Blob;
  readonly startedAt: number;
}

async function importAs(encoding: Encoding | undefined, attempt: Attempt, services: JobServices, context: WorkContext): Promise<string> {
  const { job, source } = attempt;
  const writer = await services.storage.datasets.write(job.projectId);
  try {
    const settings = { options: job.options, chunkRows: CHUNK_ROWS, ...(encoding && { encoding }) };
    const read = await readCsv(source, writer, settings, context);
    context.signal.throwIfAborted();
    return await commit(writer, read, attempt, services);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function commit(
  writer: DatasetWriter,
  read: IngestedCsv,
  { job, source, startedAt }: Attempt,
  { storage, now }: JobServices
): Promise<string> {
  const name = job.options.name ?? nameOfFile(job.fileName);
  const earlier = (await storage.datasets.list(job.projectId)).filter((dataset) => dataset.name === name);
  const parent = earlier.reduce<(typeof earlier)[number] | null>(
    (latest, dataset) => (latest && latest.version > dataset.version ? latest : dataset),
    null
  );
  const { rows, columns, notes, encoding, delimiter, issues } = read;
  const dataset = await writer.commit({
    name,
    rows,
    columns,
    parentId: parent?.id ?? null,
    notes,
    report: { bytes: source.size, rows, encoding, delimiter, tookMs: now() - startedAt, issues },
    source: { fileName: job.fileName, bytes: source.size }
  });
  return dataset.id;
}

/** `folder/sales.2024.csv` is `sales.2024`. */
function nameOfFile(fileName: string): string {
  const base = fileName.replace(/^.*[\\/]/, '').replace(/\.(csv|tsv|tab|txt)$/i, '');
  return base === '' ? 'data' : base;
}
