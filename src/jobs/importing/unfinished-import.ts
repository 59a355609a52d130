import { bytesOf } from '../../stages/ingest/csv/byte-source.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { WorkContext } from '../../core/context.ts';
import { otherFile } from '../../core/errors/files.ts';
import type { CsvOptions } from '../../core/csv-options.ts';
import type { GroupPool } from '../../stages/ingest/csv/groups/group-spec.ts';
import { shareOut } from '../../stages/ingest/csv/groups/share-out.ts';
import type { DatasetWriter } from '../../storage/storage.ts';
import type { ImportingServices, JobServices, ReaderCrew } from '../services.ts';
import { openGroup } from './group-job.ts';

/** A big file to read. */
export interface BigFile {
  readonly projectId: string;
  readonly source: Blob;
  readonly fileName: string;
  readonly options: CsvOptions;
  /** Begin at its first row, whatever is left of an earlier import. */
  readonly anew: boolean;
  /** The unfinished import to go on with, and no other. */
  readonly goOn: string | undefined;
  /** What the person asked for. */
  readonly asked: unknown;
  /** Leave to open it again, or undefined. */
  readonly handle: unknown;
}

/** An import that can be cut off and gone on with, and whose columns are read by several threads. */
export interface BigImport {
  readonly writer: DatasetWriter;
  readonly pool: GroupPool;
  readonly context: WorkContext;
  /** Ends the threads that read it. */
  readonly dismiss: () => void;
}

/** Bytes at the beginning and the end of a file by which it is told. */
const TOLD_BY = 65_536;

/**
 * Opens the import: where an earlier one of the same file, read in the same manner, was cut off, or at the first row. Threads take a while to begin, so they
 * are started before anything is looked up.
 */
export async function openBigImport(
  file: BigFile,
  services: JobServices,
  importing: ImportingServices,
  context: WorkContext
): Promise<BigImport> {
  const crew = importing.readers?.start();
  try {
    return await openWith(crew, file, services, importing, context);
  } catch (error) {
    crew?.dismiss();
    throw error;
  }
}

async function openWith(
  crew: ReaderCrew | undefined,
  file: BigFile,
  services: JobServices,
  importing: ImportingServices,
  context: WorkContext
): Promise<BigImport> {
  const { storage } = services;
  const identity = await identityOf(file);
  const manner = await sha256(new TextEncoder().encode(canonicalJson({ options: { ...file.options }, build: importing.build })));
  const isSame = (other: object) => canonicalJson(other) === canonicalJson(identity);
  const earlier = (await storage.unfinished.list(file.projectId)).filter((unfinished) => isSame(unfinished.file));
  const goOn = file.anew ? undefined : earlier.find(({ id, manner: before }) => before === manner && (file.goOn ?? id) === id);
  if (file.goOn !== undefined && !goOn) throw otherFile(file.fileName);
  for (const { id } of earlier) if (id !== goOn?.id) await storage.unfinished.giveUp(id);
  const writer = await storage.datasets.write(file.projectId, goOn?.id);
  const { most = 1, canShare = false } = importing.readers ?? {};
  const sharing = { groups: goOn?.groups.length ?? 1 };
  const open: GroupPool['open'] = (spec, group) => {
    const about = { groups: sharing.groups, isRelayed: canShare && !goOn && sharing.groups > 1 };
    const job = { spec, source: file.source, group, writerId: writer.id, checkpointMs: importing.checkpointMs, ...about };
    return crew ? crew.open(job) : openGroup(job, services);
  };
  const shares: GroupPool['shares'] = async (width, sample) => {
    if (goOn) return goOn.groups;
    const groups = shareOut(width, sample, most, canShare);
    sharing.groups = groups.length;
    const rows = groups.map(() => 0);
    const { asked, handle } = file;
    const about = { savedAt: services.now(), file: identity, options: asked, manner, groups, rows };
    await writer.outlive({ ...about, ...(handle !== undefined && { handle }) });
    return groups;
  };
  const told = goOn ? toldOf(context, Math.min(...goOn.rows)) : context;
  return { writer, pool: { shares, open }, context: told, dismiss: () => crew?.dismiss() };
}

/** Says where the import has gone on. */
const toldOf = (context: WorkContext, rows: number): WorkContext => ({
  ...context,
  onProgress: (share, note) => context.onProgress(share, note ?? `goes on from row ${(rows + 1).toLocaleString('en-US')}`)
});

async function identityOf({ source, fileName }: BigFile) {
  const ends = [source.slice(0, TOLD_BY), source.slice(Math.max(0, source.size - TOLD_BY))];
  const digest = await sha256(new Uint8Array(await bytesOf(new Blob(ends))));
  const lastModified = 'lastModified' in source ? Number(source.lastModified) : null;
  return { name: fileName, bytes: source.size, lastModified, digest };
}
