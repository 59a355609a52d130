import type { ProjectBundle } from '../storage/project-bundle.ts';
import type { RecordVersions } from '../storage/records/kinds.ts';

/**
 * An archive is a zip: one JSON file per kind of record, one file per chunk, and a manifest that lists them all with size and SHA-256. Its comment
 * holds a digest of everything before it. Encrypted, the whole of it is sealed (src/storage/seal.ts).
 */
export const MANIFEST = 'manifest.json';
export const FORMAT = 'lathe-archive';
export const FORMAT_VERSION = 1;

/** The files of records there are; an archive may bring no others. */
export const recordFiles = [
  'project',
  'datasets',
  'runs',
  'packages',
  'versions',
  'deployments',
  'predictions',
  'requests',
  'audit',
  'auditHead',
  'results',
  'features'
] as const satisfies readonly (keyof ProjectBundle)[];

export const recordFile = (name: keyof ProjectBundle): string => `records/${name}.json`;
export const chunkFile = (hash: string): string => `chunks/${hash}`;

/** @returns the chunk's hash, or null when the name is none of a chunk */
export const chunkOfFile = (name: string): string | null => /^chunks\/([0-9a-f]{64})$/.exec(name)?.[1] ?? null;

export const isAllowedName = (name: string): boolean =>
  name === MANIFEST || chunkOfFile(name) !== null || recordFiles.some((record) => recordFile(record) === name);

export interface ManifestEntry {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface ArchiveManifest {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  readonly recordVersions: RecordVersions;
  readonly entries: readonly ManifestEntry[];
}
