import { partOf, type WorkContext } from '../core/context.ts';
import { csvOptionsOf, type FileOptions } from '../core/file-options.ts';
import { openFile, type OpenedFile, type Spool } from '../stages/ingest/archive/open-file.ts';
import type { ByteSource } from '../stages/ingest/csv/byte-source.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { commitImport, type FileOrigin } from './commit-import.ts';
import { importCsv } from './import-csv.ts';
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
  const isPacked = { seen: false };
  const opened = await openFile(source, job.fileName, job.options, spool(isPacked, partOf(context, 0, 0.3)));
  const rest = isPacked.seen ? partOf(context, 0.3, 1) : context;
  const origin = originOf(source, opened);
  const options = csvOptionsOf(job.options);
  if (!opened.format.read)
    return importCsv({ ...job, options, asked: job.options, source: blobOf(opened.source, source), origin }, services, rest);
  const writer = await services.storage.datasets.write(job.projectId);
  try {
    const read = await opened.format.read(opened.source, writer, { options: job.options, chunkRows: CHUNK_ROWS }, rest);
    context.signal.throwIfAborted();
    const { label, counts } = opened.format;
    return await commitImport(writer, read, { ...job, bytes: source.size, format: label, counts, startedAt, origin }, services);
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
