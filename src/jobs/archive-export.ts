import { partOf, pause, type WorkContext } from '../core/context.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import type { ProjectBundle } from '../storage/project-bundle.ts';
import { recordVersions } from '../storage/records/kinds.ts';
import { seal } from '../storage/seal.ts';
import type { Storage } from '../storage/storage.ts';
import { COMMENT_BYTES, sealed } from './archive-digest.ts';
import {
  FORMAT,
  FORMAT_VERSION,
  MANIFEST,
  chunkFile,
  recordFile,
  recordFiles,
  type ArchiveManifest,
  type ManifestEntry
} from './archive-format.ts';
import { writeArchiveJson } from './archive-json.ts';
import { ZipWriter } from './archive-zip.ts';

/**
 * A whole project as one file: every dataset version, run, package, deployment and log. Without a passphrase, equal projects give equal bytes.
 * @throws LatheError `unknown-id`, `data-damaged` when a piece does not give its digest, `archive-too-large`; AbortError
 */
export async function exportArchive(
  job: { readonly projectId: string; readonly passphrase: string | null },
  storage: Storage,
  context: WorkContext
): Promise<Blob> {
  const { bundle, chunks } = await storage.bundles.read(job.projectId);
  const zip = new ZipWriter();
  const entries = await addRecords(zip, bundle);
  for (const [i, hash] of chunks.entries()) {
    const bytes = await storage.chunks.get(hash);
    zip.add(chunkFile(hash), bytes);
    entries.push({ name: chunkFile(hash), size: bytes.length, sha256: hash });
    context.onProgress((0.8 * (i + 1)) / chunks.length, `${i + 1} of ${chunks.length} pieces`);
    await pause(context);
  }
  zip.add(MANIFEST, manifestOf(entries));
  const archive = await sealed(zip.finish(COMMENT_BYTES), context);
  return job.passphrase === null ? archive : seal(archive, job.passphrase, reporter(partOf(context, 0.8, 1)));
}

/** The order of records from an index is that of their keys: the same records come in the same order everywhere. */
async function addRecords(zip: ZipWriter, bundle: ProjectBundle): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = [];
  for (const record of recordFiles) {
    const bytes = new TextEncoder().encode(writeArchiveJson(bundle[record]));
    zip.add(recordFile(record), bytes);
    entries.push({ name: recordFile(record), size: bytes.length, sha256: await sha256(bytes) });
  }
  return entries;
}

function manifestOf(entries: readonly ManifestEntry[]): Uint8Array {
  const manifest: ArchiveManifest = { format: FORMAT, formatVersion: FORMAT_VERSION, recordVersions, entries };
  return new TextEncoder().encode(canonicalJson(manifest));
}

/** Progress and cancel for the sealing of segments. */
export const reporter = (context: WorkContext) => async (share: number) => {
  context.onProgress(share);
  await pause(context);
};
