import * as v from 'valibot';
import { archiveInvalid } from '../core/errors/archives.ts';
import { parseCanonical, sha256 } from '../core/hash.ts';
import {
  FORMAT,
  FORMAT_VERSION,
  MANIFEST,
  chunkOfFile,
  isAllowedName,
  type ArchiveManifest,
  type ManifestEntry
} from './archive-format.ts';
import { readDirectory, readEntry, type ZipEntry } from './archive-unzip.ts';

const MOST_MANIFEST_BYTES = 32 * 1024 * 1024;
const MOST_ENTRY_BYTES = 512 * 1024 * 1024;

/** An archive whose manifest and directory agree. */
export interface ArchiveReader {
  readonly manifest: ArchiveManifest;
  /** The bytes of one entry, with the size and the digest the manifest gives. @throws LatheError `archive-invalid` */
  read(entry: ManifestEntry): Promise<Uint8Array<ArrayBuffer>>;
}

const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_ENTRY_BYTES));

const manifestShape = v.object({
  format: v.literal(FORMAT),
  formatVersion: v.pipe(v.number(), v.integer()),
  recordVersions: v.record(v.string(), v.pipe(v.number(), v.integer())),
  entries: v.array(v.object({ name: v.string(), size, sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }))
});

/** @throws LatheError `archive-invalid` */
export async function openArchive(file: Blob, commentLength: number): Promise<ArchiveReader> {
  const directory = new Map<string, ZipEntry>();
  for (const entry of await readDirectory(file, commentLength)) {
    if (!isAllowedName(entry.name)) throw archiveInvalid(`it holds a file that has no place in an archive: "${entry.name.slice(0, 80)}"`);
    directory.set(entry.name, entry);
  }
  const manifest = await readManifest(file, directory.get(MANIFEST));
  checkAgreement(manifest, directory);
  return {
    manifest,
    async read(entry) {
      const bytes = await readEntry(file, directory.get(entry.name)!, entry.size);
      if (bytes.length !== entry.size || (await sha256(bytes)) !== entry.sha256)
        throw archiveInvalid(`the entry "${entry.name}" does not give its digest`);
      return bytes;
    }
  };
}

async function readManifest(file: Blob, entry: ZipEntry | undefined): Promise<ArchiveManifest> {
  if (!entry) throw archiveInvalid('it has no manifest');
  const text = new TextDecoder().decode(await readEntry(file, entry, MOST_MANIFEST_BYTES));
  const result = v.safeParse(manifestShape, parsed(text));
  if (!result.success) throw archiveInvalid(`its manifest is not one (${result.issues[0].message})`);
  if (result.output.formatVersion > FORMAT_VERSION)
    throw archiveInvalid(`a newer Lathe made it (format ${result.output.formatVersion}, this one reads ${FORMAT_VERSION})`);
  return result.output;
}

function parsed(text: string): unknown {
  try {
    return parseCanonical(text);
  } catch {
    throw archiveInvalid('its manifest is not JSON');
  }
}

function checkAgreement(manifest: ArchiveManifest, directory: ReadonlyMap<string, ZipEntry>): void {
  const listed = new Set(manifest.entries.map((entry) => entry.name));
  if (listed.size !== manifest.entries.length || listed.size + 1 !== directory.size)
    throw archiveInvalid('its manifest and its files are not the same list');
  for (const { name, sha256: digest } of manifest.entries) {
    if ((chunkOfFile(name) ?? digest) !== digest) throw archiveInvalid(`the entry "${name}" is not named after its digest`);
  }
  for (const name of listed)
    if (name === MANIFEST || !directory.has(name)) throw archiveInvalid(`the entry "${name.slice(0, 80)}" is missing`);
}
