import { partOf, type WorkContext } from '../core/context.ts';
import { csvOptionsOf, type FileOptions } from '../core/file-options.ts';
import type { OpenedFile, Spool } from '../stages/ingest/archive/open-file.ts';
import type { TableFormat } from '../stages/ingest/formats/table-format.ts';
import type { ByteSource } from '../stages/ingest/csv/byte-source.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { commitImport, type FileOrigin } from './commit-import.ts';
import { importCsv } from './import-csv.ts';
import { choicesGiven, keepChoices, withMarks, withRoles } from './import-recipe.ts';
import { openByRecipe, type OpenedByRecipe } from './open-by-recipe.ts';
import type { JobServices } from './services.ts';
import { spoolInto } from './spool.ts';

/** One file with a table, of any kind that is known, to read into a project. */
export interface FileImportJob {
  readonly projectId: string;
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: FileOptions;
  /** As of `CsvImportJob`. */
  readonly anew?: boolean;
  readonly handle?: unknown;
  readonly goOn?: string;
}

/**
 * Reads a file into a new version of the project's data, whatever kind it is and whatever it is packed in. After a failure or a cancel nothing of it
 * is left.
 * @returns the id of the dataset
 * @throws what `openFile` and the format throw; the storage's errors; the abort
 */
export async function importFile(job: FileImportJob, services: JobServices, context: WorkContext): Promise<string> {
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  const startedAt = services.now();
  const { importRecipes: recipes = [] } = await services.storage.projects.get(job.projectId);
  const isPacked = { seen: false };
  const chosen = await openByRecipe({ ...job, source, recipes }, spool(isPacked, partOf(context, 0, 0.3)), context);
  const { opened } = chosen;
  const rest = isPacked.seen ? partOf(context, 0.3, 1) : context;
  const origin = originOf(source, opened);
  if (!opened.format.read) {
    const asked = { options: csvOptionsOf(chosen.options), asked: chosen.options };
    return importCsv({ ...job, ...asked, source: blobOf(opened.source, source), origin }, services, rest);
  }
  const id = await importTable({ ...job, source, origin, startedAt }, chosen, opened.format.read, services, rest);
  const { columns } = await services.storage.datasets.get(id);
  await keepChoices(services.storage, { ...job, format: opened.format.id, columns: columns.map(({ name }) => name) }, chosen);
  return id;
}

type OpenedJob = FileImportJob & { readonly source: Blob; readonly origin: FileOrigin; readonly startedAt: number };

async function importTable(
  job: OpenedJob,
  { opened, options, recipe }: OpenedByRecipe,
  readTable: NonNullable<TableFormat['read']>,
  services: JobServices,
  context: WorkContext
): Promise<string> {
  const writer = await services.storage.datasets.write(job.projectId);
  try {
    const read = await readTable(opened.source, writer, { options, chunkRows: CHUNK_ROWS }, context);
    context.signal.throwIfAborted();
    const columns = recipe ? withMarks(withRoles(read.columns, recipe.roles), recipe.marks) : read.columns;
    const { label: format, counts } = opened.format;
    const readBy = choicesGiven({ options, recipe });
    return await commitImport(writer, { ...read, columns }, { ...job, bytes: job.source.size, format, counts, recipe, readBy }, services);
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function spool(isPacked: { seen: boolean }, context: WorkContext): Spool {
  return (pieces) => {
    isPacked.seen = true;
    return spoolInto(pieces, context);
  };
}

const originOf = (source: Blob, { packing, table, notes }: OpenedFile): FileOrigin => ({ bytes: source.size, packing, table, notes });

/** What was unpacked lies in a Blob of its own. */
const blobOf = (opened: ByteSource, given: Blob): Blob => (opened instanceof Blob ? opened : given);
