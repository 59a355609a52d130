import { partOf, pause, type WorkContext } from '../core/context.ts';
import { hashOfEntry } from '../storage/audit-chain.ts';
import { checkBundle } from '../storage/bundle-check.ts';
import type { BundleWriter, ProjectBundle } from '../storage/project-bundle.ts';
import { isSealed, unseal } from '../storage/seal.ts';
import type { Storage } from '../storage/storage.ts';
import { COMMENT_BYTES, checkSeal } from './archive-digest.ts';
import { reporter } from './archive-export.ts';
import { chunkOfFile, recordFile, recordFiles } from './archive-format.ts';
import { readArchiveJson } from './archive-json.ts';
import { openArchive, type ArchiveReader } from './archive-reader.ts';
import { renameBundle } from './archive-rename.ts';

/**
 * Brings a project in from an archive: all of it, or nothing. Ids and deployment names that are taken here are replaced by new ones.
 * @param now milliseconds since 1970 UTC, for the audit log
 * @returns the project's id
 * @throws LatheError `archive-invalid`, `record-invalid`, `passphrase-needed`, `wrong-passphrase`, `storage-full`; AbortError
 */
export async function importArchive(
  job: { readonly archive: Blob; readonly passphrase: string | null },
  storage: Storage,
  now: number,
  context: WorkContext
): Promise<string> {
  const isEncrypted = await isSealed(job.archive);
  const file = isEncrypted ? await unseal(job.archive, job.passphrase, reporter(partOf(context, 0, 0.1))) : job.archive;
  await checkSeal(file, context);
  const archive = await openArchive(file, COMMENT_BYTES);
  const unchecked = await readRecords(archive);
  const hashes = new Set(archive.manifest.entries.map((entry) => chunkOfFile(entry.name)).filter((hash) => hash !== null));
  const bundle = await checkBundle(unchecked, archive.manifest.recordVersions, hashes);
  const writer = await storage.bundles.write();
  try {
    await putChunks(archive, writer, partOf(context, 0.1, 0.95));
    const fresh = await withImportNoted(await underFreeNames(withoutSchedules(bundle), storage), now);
    context.signal.throwIfAborted();
    await writer.commit(fresh);
    context.onProgress(1);
    return fresh.project.id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

async function readRecords(archive: ArchiveReader): Promise<Record<string, unknown>> {
  const records: Record<string, unknown> = {};
  for (const name of recordFiles) {
    const entry = archive.manifest.entries.find((other) => other.name === recordFile(name));
    if (entry) records[name] = readArchiveJson(new TextDecoder().decode(await archive.read(entry)));
  }
  return records;
}

async function putChunks(archive: ArchiveReader, writer: BundleWriter, context: WorkContext): Promise<void> {
  const chunks = archive.manifest.entries.filter((entry) => chunkOfFile(entry.name) !== null);
  for (const [i, entry] of chunks.entries()) {
    await writer.putChunk(await archive.read(entry));
    context.onProgress((i + 1) / chunks.length, `${i + 1} of ${chunks.length} pieces`);
    await pause(context);
  }
}

async function underFreeNames(bundle: ProjectBundle, storage: Storage): Promise<ProjectBundle> {
  const taken = await storage.bundles.taken(bundle);
  const isTaken = taken.project || taken.datasets.size > 0 || taken.runs.size > 0;
  const olds = isTaken ? [bundle.project.id, ...bundle.datasets.map((dataset) => dataset.id), ...bundle.runs.map((run) => run.id)] : [];
  const ids = new Map(olds.map((old) => [old, crypto.randomUUID()]));
  const names = new Map<string, string>();
  const own = new Set(bundle.deployments.map((deployment) => deployment.name));
  for (const name of taken.deployments) {
    const fresh = await freeName(name, own, storage);
    own.add(fresh);
    names.set(name, fresh);
  }
  return renameBundle(bundle, ids, names);
}

async function freeName(name: string, own: ReadonlySet<string>, storage: Storage): Promise<string> {
  for (let i = 2; ; i++) {
    const candidate = `${name}-${i}`;
    if (!own.has(candidate) && (await storage.deployments.find(candidate)) === undefined) return candidate;
  }
}

/** Nothing begins to work by itself because somebody opened a file. */
function withoutSchedules(bundle: ProjectBundle): ProjectBundle {
  const { schedules: _left, ...project } = bundle.project;
  return { ...bundle, project };
}

/** The import is itself a thing done to the project: one more link in its chain. */
async function withImportNoted(bundle: ProjectBundle, now: number): Promise<ProjectBundle> {
  const projectId = bundle.project.id;
  const entry = {
    seq: bundle.audit.length,
    at: now,
    action: 'project-imported',
    detail: `From an archive with ${bundle.datasets.length} dataset versions and ${bundle.runs.length} runs.`,
    previous: bundle.auditHead?.hash ?? ''
  };
  const hash = await hashOfEntry(entry);
  return { ...bundle, audit: [...bundle.audit, { projectId, ...entry, hash }], auditHead: { projectId, count: entry.seq + 1, hash } };
}
