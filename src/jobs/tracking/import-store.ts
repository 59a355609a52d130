import { pause, type WorkContext } from '../../core/context.ts';
import type { Plain } from '../../core/plain.ts';
import type { TrackedRun } from '../../core/tracked-run.ts';
import { unpackEntry } from '../../stages/ingest/archive/zip-stream.ts';
import { readZipDirectory } from '../../stages/ingest/image/zip-directory.ts';
import { readStore } from '../../stages/track/mlflow/read-store.ts';
import type { Storage } from '../../storage/storage.ts';
import type { JobServices } from '../services.ts';
import { trackedOf } from './tracked-of.ts';

const KIND = 'tracked-run';

/** Of artefacts larger than this the names are kept alone: another tool's model is of no use here. */
const MOST_ARTIFACT_BYTES = 1_000_000;

export interface ImportedStore {
  readonly added: number;
  /** Runs that are here already. */
  readonly known: number;
}

/**
 * Brings runs of another tool, or of another browser, into a project: to be looked at and held against its own. They have no data and no model here.
 * @param job.zip of MLflow's file store
 * @throws LatheError `zip-unreadable`, `file-damaged`, `file-too-large`, `store-empty`, `store-unread`, `yaml-unread`
 */
export async function importStore(
  job: { readonly projectId: string; readonly zip: Blob },
  { storage, now }: JobServices,
  context: WorkContext
): Promise<ImportedStore> {
  const runs = readStore(await filesOf(job.zip, context));
  const own = await Promise.all((await storage.runs.list(job.projectId)).map((run) => trackedOf(run, '', {})));
  const known = new Set([...own, ...(await importedRuns(job.projectId, storage))].map(({ id }) => id));
  const fresh = runs.filter(({ id }) => !known.has(id));
  await storage.results.putAll(
    fresh.map((run) => ({
      key: `tracked:${job.projectId}:${run.id}`,
      projectId: job.projectId,
      kind: KIND,
      value: run as unknown as Plain,
      createdAt: run.startedAt
    }))
  );
  if (fresh.length > 0) await storage.audit.append(job.projectId, now(), 'runs-imported', `${fresh.length} of ${runs.length} runs`);
  return { added: fresh.length, known: runs.length - fresh.length };
}

/** Runs that were brought in, the earliest first. */
export const importedRuns = async (projectId: string, storage: Storage): Promise<TrackedRun[]> =>
  (await storage.results.ofKind(projectId, KIND)).map(({ value }) => value as unknown as TrackedRun);

async function filesOf(zip: Blob, context: WorkContext): Promise<Map<string, Uint8Array>> {
  const entries = (await readZipDirectory(zip)).filter(({ path }) => !path.endsWith('/'));
  const files = new Map<string, Uint8Array>();
  for (const [i, entry] of entries.entries()) {
    if (entry.path.includes('/artifacts/') && entry.bytes > MOST_ARTIFACT_BYTES) continue;
    const pieces: BlobPart[] = [];
    for await (const piece of unpackEntry(zip, entry)) pieces.push(piece as Uint8Array<ArrayBuffer>);
    files.set(entry.path, new Uint8Array(await new Blob(pieces).arrayBuffer()));
    context.onProgress((i + 1) / entries.length);
    if (i % 64 === 0) await pause(context);
  }
  return files;
}
