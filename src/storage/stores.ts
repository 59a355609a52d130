import type { Table as Store } from 'dexie';
import type { DatasetRecord } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { FeatureRecord } from './records/feature.ts';
import type { KeyRecord } from './records/key.ts';
import type { AuditRecord, JobRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';

/** Version of the stores. Raise it with any change of stores or of a record's version; older tabs then stop writing. */
export const SCHEMA_VERSION = 7;

export interface ChunkRow {
  readonly hash: string;
  /** A Blob where they are many; before version 5 always an array. */
  readonly bytes: Uint8Array | Blob;
}

/** Kept apart from the bytes, so that counting sizes reads no data. */
export interface ChunkSizeRow {
  readonly hash: string;
  readonly size: number;
}

/** A package's bytes are a chunk, under the package's own hash; equal packages of two projects are one row. */
export interface PackageRow {
  readonly hash: string;
  readonly projectIds: readonly string[];
}

/** Work that writes chunks before anything refers to them. Its id is the name of the lock its owner holds. */
export interface PendingRow {
  readonly id: string;
  readonly projectId: string | null;
  readonly startedAt: number;
  /** An import that can go on when its owner has died. */
  readonly unfinished?: UnfinishedImport;
}

/** Of which file, and how far. */
export interface UnfinishedImport {
  readonly savedAt: number;
  readonly file: ImportedFileIdentity;
  /** How it was asked to be read. */
  readonly options: unknown;
  /** SHA-256 over how it is read, and by which build: another one would not understand what was kept. */
  readonly manner: string;
  /** The columns that are read together. */
  readonly groups: readonly (readonly number[])[];
  /** Rows that each of these has read. */
  readonly rows: readonly number[];
  /** Leave of the browser to open the file again, a FileSystemFileHandle, where there was one. */
  readonly handle?: unknown;
}

export interface ImportedFileIdentity {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970; null when it is not known. */
  readonly lastModified: number | null;
  /** SHA-256 over its beginning and its end. */
  readonly digest: string;
}

/** What long work had reached, in plain data: what a group of columns of an unfinished import has read, or a part of a job by its name. */
export interface CheckpointRow {
  /** Of the import or the job. */
  readonly pendingId: string;
  readonly group: number | string;
  readonly state: unknown;
}

export interface PendingChunkRow {
  readonly pendingId: string;
  /** Of the chunk; a name like no other where the row tells of several. */
  readonly hash: string;
  readonly hashes?: readonly string[];
}

export const chunksOfRow = ({ hash, hashes = [hash] }: PendingChunkRow): readonly string[] => hashes;

/** Where a project's audit log ends, so that a cut tail is noticed. */
export interface AuditHeadRow {
  readonly projectId: string;
  readonly count: number;
  readonly hash: string;
}

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

/** The stores and the keys of their rows. */
export interface Stores {
  readonly projects: Store<ProjectRecord, string>;
  readonly datasets: Store<DatasetRecord, string>;
  readonly chunks: Store<ChunkRow, string>;
  readonly chunkSizes: Store<ChunkSizeRow, string>;
  readonly pending: Store<PendingRow, string>;
  readonly pendingChunks: Store<PendingChunkRow, [string, string]>;
  readonly checkpoints: Store<CheckpointRow, [string, number | string]>;
  readonly runs: Store<RunRecord, string>;
  readonly packages: Store<PackageRow, string>;
  readonly versions: Store<VersionRecord, [string, string, number]>;
  readonly deployments: Store<DeploymentRecord, string>;
  readonly predictions: Store<PredictionRecord, number>;
  readonly requests: Store<RequestRecord, number>;
  readonly audit: Store<AuditRecord, [string, number]>;
  readonly auditHeads: Store<AuditHeadRow, string>;
  readonly results: Store<ResultRecord, [string, string]>;
  readonly jobs: Store<JobRecord, string>;
  /** Of all projects. */
  readonly features: Store<FeatureRecord, [string, number]>;
  /** Of pseudonyms. Apart from everything that bundles read. */
  readonly keys: Store<KeyRecord, [string, string]>;
  readonly meta: Store<MetaRow, string>;
}

export type StoreName = keyof Stores;

/** What the rows of each store are found by, in the words of Dexie: the primary key first. */
export const storeIndexes: Readonly<Record<StoreName, string>> = {
  projects: 'id',
  datasets: 'id, projectId',
  chunks: 'hash',
  chunkSizes: 'hash',
  pending: 'id',
  pendingChunks: '[pendingId+hash]',
  checkpoints: '[pendingId+group], pendingId',
  runs: 'id, projectId',
  packages: 'hash, *projectIds',
  versions: '[projectId+name+version], projectId, [projectId+name]',
  deployments: 'name, projectId',
  predictions: '++, deployment, [deployment+at], [deployment+id]',
  requests: '++, deployment, [deployment+at]',
  audit: '[projectId+seq], projectId',
  auditHeads: 'projectId',
  results: '[projectId+key], projectId, key, [projectId+kind+createdAt+key]',
  jobs: 'id',
  features: '[name+version], name',
  keys: '[projectId+id], projectId',
  meta: 'key'
};
