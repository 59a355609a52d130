import type { Column, Table } from '../core/table.ts';
import type { Bundles } from './bundles.ts';
import type { DatasetRecord, ImportReport, StoredColumn } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { AuditRecord, JobRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';

/** Rows in a chunk of a column. Part of the dataset hash: the same rows give the same chunks on every machine. */
export const CHUNK_ROWS = 65_536;

/** A chunk of images should not grow past this. */
const IMAGE_CHUNK_BYTES = 8 * 1024 * 1024;

interface ChunkedColumn {
  readonly image?: { readonly width: number; readonly height: number; readonly channels: number };
}

/** Rows in a chunk of every column of a dataset: fewer, by a power of two, where its images are large. Follows from the schema alone. */
export function chunkRowsOf(columns: readonly ChunkedColumn[]): number {
  const largest = Math.max(1, ...columns.map(({ image }) => (image ? image.width * image.height * image.channels : 1)));
  let rows = CHUNK_ROWS;
  while (rows > 1 && rows * largest > IMAGE_CHUNK_BYTES) rows /= 2;
  return rows;
}

/** One import under way. Chunks are written as they come; nothing shows until `commit`, and what an import left behind is swept at the next start. */
export interface DatasetWriter {
  /** Stores the next rows (`chunkRowsOf` the columns, fewer in the last piece) of one column. @returns the chunk's hash */
  append(column: Column): Promise<string>;
  /** Makes the version visible, in one transaction, and the project's current one. */
  commit(dataset: {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly StoredColumn[];
    readonly parentId: string | null;
    readonly notes: readonly string[];
    readonly report: ImportReport | null;
    readonly source: { readonly fileName: string; readonly bytes: number };
  }): Promise<DatasetRecord>;
  /** Removes what was written. */
  abandon(): Promise<void>;
}

/** Read-modify-write in one transaction. */
type Change<T> = (record: T) => T;

/** A stored result without its value. */
export type ResultEntry = Pick<ResultRecord, 'key' | 'kind' | 'createdAt'>;

/** Everything Lathe keeps. One repository per record type; `openStorage` makes it. Getters throw LatheError `unknown-id`. */
export interface Storage {
  /** There were projects at the last visit and now there are none: the browser lost them. Offer to restore an archive. */
  readonly dataLost: boolean;
  readonly projects: {
    add(project: ProjectRecord): Promise<void>;
    get(id: string): Promise<ProjectRecord>;
    list(): Promise<ProjectRecord[]>;
    update(id: string, change: Change<ProjectRecord>): Promise<ProjectRecord>;
    /** The project and all that belongs to it; chunks that others share stay. */
    remove(id: string): Promise<void>;
    sizeBytes(id: string): Promise<number>;
  };
  readonly datasets: {
    get(id: string): Promise<DatasetRecord>;
    list(projectId: string): Promise<DatasetRecord[]>;
    /** The columns asked for (all when not given), digests checked. */
    readTable(id: string, columns?: readonly string[]): Promise<Table>;
    /** Rows `start` to `start + count`, reading only the chunks they are in. */
    readRows(id: string, start: number, count: number, columns?: readonly string[]): Promise<Table>;
    write(projectId: string): Promise<DatasetWriter>;
  };
  readonly chunks: {
    /** @returns the SHA-256 it is stored under */
    put(bytes: Uint8Array): Promise<string>;
    /** @throws LatheError `data-damaged` when the bytes are gone or their digest is not their name */
    get(hash: string): Promise<Uint8Array>;
  };
  readonly runs: {
    put(run: RunRecord): Promise<void>;
    get(id: string): Promise<RunRecord>;
    list(projectId: string): Promise<RunRecord[]>;
    update(id: string, change: Change<RunRecord>): Promise<RunRecord>;
  };
  readonly packages: {
    /** Stored under the package's own hash. @throws LatheError `data-damaged` when it is not the SHA-256 of the bytes */
    put(projectId: string, hash: string, bytes: Uint8Array): Promise<void>;
    get(hash: string): Promise<Uint8Array>;
  };
  readonly versions: {
    /** Takes the next free number of that name in that project. */
    add(version: Omit<VersionRecord, 'version'>): Promise<VersionRecord>;
    list(projectId: string): Promise<VersionRecord[]>;
    /** `name@3` or `name:champion`. */
    resolve(projectId: string, model: string): Promise<VersionRecord>;
    /** Moves an alias to a version; at most one version of a name has it. */
    setAlias(projectId: string, name: string, alias: string, version: number): Promise<void>;
  };
  readonly deployments: {
    put(deployment: DeploymentRecord): Promise<void>;
    find(name: string): Promise<DeploymentRecord | undefined>;
    list(projectId?: string): Promise<DeploymentRecord[]>;
    remove(name: string): Promise<void>;
  };
  readonly predictions: {
    addAll(predictions: readonly PredictionRecord[]): Promise<void>;
    list(deployment: string, since?: number): Promise<PredictionRecord[]>;
    /** @returns how many ids were found */
    setActuals(
      deployment: string,
      actuals: readonly { readonly id: string; readonly actual: string | number | boolean }[]
    ): Promise<number>;
    addRequest(request: RequestRecord): Promise<void>;
    requests(deployment: string, since?: number): Promise<RequestRecord[]>;
  };
  readonly audit: {
    append(projectId: string, at: number, action: string, detail: string): Promise<AuditRecord>;
    list(projectId: string): Promise<AuditRecord[]>;
    /** @returns the first entry whose hash does not follow, or null */
    verify(projectId: string): Promise<AuditRecord | null>;
  };
  readonly results: {
    find(key: string): Promise<ResultRecord | undefined>;
    put(result: ResultRecord): Promise<void>;
    /** What there is, without the values, which can be large; oldest first within a kind. */
    index(projectId: string): Promise<ResultEntry[]>;
    list(projectId: string): Promise<ResultRecord[]>;
  };
  readonly jobs: {
    begin(job: JobRecord): Promise<void>;
    end(id: string): Promise<void>;
    list(): Promise<JobRecord[]>;
    /** Those whose tab or worker is dead: tell the user, then `end` them. */
    crashed(): Promise<JobRecord[]>;
  };
  /** Whole projects, for archives. */
  readonly bundles: Bundles;
  close(): void;
}
