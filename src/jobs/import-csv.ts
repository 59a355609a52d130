import type { WorkContext } from '../core/context.ts';
import { partNamed, type FileOptions } from '../core/file-options.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import { inItsEncoding, type Encoding } from '../stages/ingest/csv/encoding.ts';
import { readCsv } from '../stages/ingest/csv/read-csv.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { commitImport, type FileOrigin } from './commit-import.ts';
import { openBigImport, type BigImport } from './importing/unfinished-import.ts';
import { choicesGiven, chosenOptions, keepChoices, withMarks, withRoles, type Chosen } from './import-recipe.ts';
import type { JobServices } from './services.ts';

/** One CSV to read into a project. */
export interface CsvImportJob {
  readonly projectId: string;
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: CsvOptions;
  /** What is known of the file before it is read as CSV: what it was packed in, and the notes on that. */
  readonly origin?: FileOrigin;
  /** Begin at the first row, even where an earlier import of this file was cut off. */
  readonly anew?: boolean;
  /** Leave to open the file again when the import was cut off: a FileSystemFileHandle. */
  readonly handle?: unknown;
  /** The unfinished import that this one goes on with; another file, or one read in another manner, is refused. */
  readonly goOn?: string;
  /** What was asked for, where it is more than the options of the CSV itself. */
  readonly asked?: FileOptions;
}

/**
 * Reads a CSV into a new version of the project's data. After a failure or a cancel nothing of it is left.
 * @returns the id of the dataset
 * @throws what `readCsv` throws; the storage's errors; the abort
 */
export async function importCsv(job: CsvImportJob, services: JobServices, context: WorkContext): Promise<string> {
  const startedAt = services.now();
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  const { importRecipes = [] } = await services.storage.projects.get(job.projectId);
  const chosen = await chosenOptions(source, job.options, importRecipes, context);
  const table = partNamed(job.asked ?? {});
  const kept = { ...chosen, options: table === undefined ? chosen.options : { table, ...chosen.options } };
  const attempt = { job: { ...job, asked: job.asked ?? job.options, options: chosen.options }, source, startedAt, kept };
  const id = await inItsEncoding(source, context, (encoding) => importAs(encoding, attempt, services, context));
  const { columns } = await services.storage.datasets.get(id);
  await keepChoices(services.storage, { ...job, columns: columns.map(({ name }) => name) }, kept);
  return id;
}

interface Attempt {
  readonly job: CsvImportJob;
  readonly source: Blob;
  readonly startedAt: number;
  /** What was chosen, as the next file of the kind is to be read. */
  readonly kept: Chosen<FileOptions>;
}

async function importAs(encoding: Encoding | undefined, attempt: Attempt, services: JobServices, context: WorkContext): Promise<string> {
  const { job, source } = attempt;
  const big = await bigImport(encoding, attempt, services, context);
  const writer = big?.writer ?? (await services.storage.datasets.write(job.projectId));
  try {
    const settings = { options: job.options, chunkRows: CHUNK_ROWS, ...(encoding && { encoding }), ...(big && { pool: big.pool }) };
    const read = await readCsv(source, writer, settings, big?.context ?? context);
    context.signal.throwIfAborted();
    const { startedAt, kept } = attempt;
    const { recipe } = kept;
    const columns = recipe ? withMarks(withRoles(read.columns, recipe.roles), recipe.marks) : read.columns;
    return await commitImport(
      writer,
      { ...read, columns },
      { recipe, ...job, bytes: source.size, format: 'CSV', counts: 'line', startedAt, readBy: choicesGiven(kept) },
      services
    );
  } catch (error) {
    await writer.abandon();
    throw error;
  } finally {
    big?.dismiss();
  }
}

/** Null for a small file, and for one in an encoding that was found out on the way: these are read in one go. */
async function bigImport(
  encoding: Encoding | undefined,
  { job, source }: Attempt,
  services: JobServices,
  context: WorkContext
): Promise<BigImport | null> {
  const { importing } = services;
  if (!importing || encoding || source.size < importing.leastBytes) return null;
  const { projectId, fileName, options, asked, anew = false, goOn, handle } = job;
  const file = { projectId, source, fileName, options, asked, anew, goOn, handle };
  return openBigImport(file, services, importing, context);
}
