import type { ImportChoices } from '../core/import-recipe.ts';
import type { Schedule, ScheduleOutcome } from '../core/schedule.ts';
import type { Synthesis } from '../core/synthesis.ts';
import type { Column, Table } from '../core/table.ts';
import type { Bundles } from './project-bundle.ts';
import type { DatasetMade, DatasetRecord, ImportReport, StoredColumn } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { FeatureRecord } from './records/feature.ts';
import type { KeyRecord } from './records/key.ts';
import type { AuditRecord, JobRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord, SplitRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';
import type { UnfinishedImport } from './stores.ts';

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

/** What a thread stores for an import under way. */
export interface ImportPart {
  /**
   * Stores the next rows (`chunkRowsOf` the columns, fewer in the last piece) of one column, whose memory it is done with when it returns.
   * @returns the chunk's hash
   */
  append(column: Column): Promise<string>;
  /** Stores bytes that belong to the version beside its columns. @returns the chunk's hash */
  keep(bytes: Uint8Array): Promise<string>;
  /** Keeps what a group of columns has read, in place of what it had read before. */
  keepCheckpoint(group: number, rows: number, state: unknown): Promise<void>;
}

/** One import under way. Chunks are written as they come; nothing shows until `commit`, and what an import left behind is swept at the next start. */
export interface DatasetWriter extends ImportPart {
  /** For `join`, and for `write` once this import was cut off. */
  readonly id: string;
  /** From now on the import can go on when it is cut off: what is stored stays for a week, or until it is given up. */
  outlive(unfinished: UnfinishedImport): Promise<void>;
  /** Makes the version visible, in one transaction, and the project's current one. */
  commit(dataset: {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly StoredColumn[];
    readonly parentId: string | null;
    readonly notes: readonly string[];
    readonly report: ImportReport | null;
    readonly source: { readonly fileName: string; readonly bytes: number };
    readonly made?: DatasetMade;
    readonly synthetic?: Synthesis;
    readonly readBy?: ImportChoices;
    /** It is of no table that is there. */
    readonly ownTable?: boolean;
  }): Promise<DatasetRecord>;
  /** Removes what was written. */
  abandon(): Promise<void>;
}

/** What goes when a person is erased, worked out beforehand. */
export interface ErasureChange {
  readonly versions: readonly { readonly before: DatasetRecord; readonly after: DatasetRecord }[];
  /** The project's division by its new row numbers; null = it stays. */
  readonly split: SplitRecord | null;
  readonly runs: readonly RunRecord[];
  readonly answers: readonly { readonly deployment: string; readonly id: string }[];
  /** Results that quote it go; null = too short to be looked for. */
  readonly named: string | null;
}

/** Rows of a person being taken out: pieces first, then all records in one transaction. */
export interface Erasure {
  append(column: Column): Promise<string>;
  put(bytes: Uint8Array): Promise<string>;
  /** @throws LatheError `erasure-overtaken` when a version changed meanwhile */
  commit(change: ErasureChange, entry: { readonly at: number; readonly detail: string }): Promise<void>;
  abandon(): Promise<void>;
}

/** Read-modify-write in one transaction. */
type Change<T> = (record: T) => T;

/** A stored result without its value. */
export type ResultEntry = Pick<ResultRecord, 'key' | 'kind' | 'createdAt'>;

export interface VersionBytes {
  readonly id: string;
  readonly own: number;
  readonly shared: number;
}

/** Long work, under way or resting. */
export interface Jobs {
  /**
   * It stands in the line of this page: written, unless it rested there already, so that it outlives the page.
   * @returns what to call when it has left the line, by being done or not
   * @throws LatheError `job-elsewhere` when it stands in the line of another page
   */
  enlist(job: JobRecord): Promise<() => void>;
  /**
   * Begins it, or lets one that rests go on.
   * @param parts kept from the start, by their names
   * @throws LatheError `job-elsewhere` when somebody works on it already
   */
  begin(job: JobRecord, parts?: Readonly<Record<string, unknown>>): Promise<void>;
  /** It is over: what was kept of it goes, too. */
  end(id: string): Promise<void>;
  /** It stops here and can go on. What is not there is passed over. */
  rest(id: string, state: NonNullable<JobRecord['state']>): Promise<void>;
  update(id: string, change: Change<JobRecord>): Promise<void>;
  find(id: string): Promise<JobRecord | undefined>;
  list(): Promise<JobRecord[]>;
  /** The ids of those that somebody works on, here or in another tab. */
  alive(): Promise<ReadonlySet<string>>;
  /** Those under way whose tab or worker is dead: tell the user, then `end` them or let them `rest`. */
  crashed(): Promise<JobRecord[]>;
  /** Keeps parts of what the job has done by their names, in place of what was kept under these before. */
  keep(id: string, parts: Readonly<Record<string, unknown>>): Promise<void>;
  /** Drops all that was kept but for one part. */
  forget(id: string, but: string): Promise<void>;
  /** @returns undefined when nothing was kept under that name */
  kept(id: string, part: string): Promise<unknown>;
}

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
    /**
     * The columns asked for (all when not given), digests checked.
     * @param of an id, or the record where it is at hand: of a wide table, reading it anew for each column costs more than the column
     */
    readTable(of: string | DatasetRecord, columns?: readonly string[]): Promise<Table>;
    /** Rows `start` to `start + count`, reading only the chunks they are in. */
    readRows(of: string | DatasetRecord, start: number, count: number, columns?: readonly string[]): Promise<Table>;
    /** @param goOn an unfinished import to go on with. @throws LatheError `import-ended` when it is gone or goes on elsewhere */
    write(projectId: string, goOn?: string): Promise<DatasetWriter>;
    /** Another thread's part in a write under way. */
    join(writerId: string): ImportPart;
    /** The tags of a version; at most one version of a project has each, so that a tag given anew moves. */
    setTags(id: string, tags: readonly string[]): Promise<DatasetRecord>;
    /** Removes a version and the pieces nothing else uses. @throws LatheError `version-in-use`, naming what needs it */
    remove(id: string): Promise<void>;
    /** What each version of a project takes, oldest first: bytes only it has, which removing it frees, and bytes that something else has as well. */
    bytesByVersion(projectId: string): Promise<VersionBytes[]>;
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
    /** What its checks say by now; nothing else of a version ever changes. */
    setChecks(projectId: string, name: string, version: number, checks: VersionRecord['checks']): Promise<void>;
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
    /** The answers with these ids; those there are not are left out. */
    named(deployment: string, ids: readonly string[]): Promise<PredictionRecord[]>;
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
    /** The project's own where it has one, else what another found for equal work. */
    find(key: string, projectId?: string): Promise<ResultRecord | undefined>;
    put(result: ResultRecord): Promise<void>;
    /** All of them, of one project, or none. */
    putAll(results: readonly ResultRecord[]): Promise<void>;
    /** Those of one kind, oldest first. */
    ofKind(projectId: string, kind: string): Promise<ResultRecord[]>;
    /** What there is, without the values, which can be large; oldest first within a kind. */
    index(projectId: string): Promise<ResultEntry[]>;
    list(projectId: string): Promise<ResultRecord[]>;
  };
  /** Definitions of features that all projects can use. */
  readonly features: {
    /** @returns it under the next number of its name */
    add(feature: Omit<FeatureRecord, 'version'>): Promise<FeatureRecord>;
    list(): Promise<FeatureRecord[]>;
    remove(name: string, version: number): Promise<void>;
  };
  /** Of pseudonyms; archives leave them out. */
  readonly keys: {
    put(key: KeyRecord): Promise<void>;
    get(projectId: string, id: string): Promise<KeyRecord>;
    /** Oldest first. */
    list(projectId: string): Promise<KeyRecord[]>;
    update(projectId: string, id: string, change: Change<KeyRecord>): Promise<KeyRecord>;
  };
  readonly erasures: { begin(projectId: string): Promise<Erasure> };
  readonly unfinished: {
    /** Of a project, the latest first; those under way are left out. */
    list(projectId: string): Promise<(UnfinishedImport & { readonly id: string })[]>;
    /** What a group of its columns had read; undefined = nothing. */
    checkpoint(id: string, group: number): Promise<unknown>;
    /** Removes what it has stored. */
    giveUp(id: string): Promise<void>;
  };
  readonly jobs: Jobs;
  readonly schedules: {
    of(projectId: string): Promise<Schedule[]>;
    add(projectId: string, schedule: Schedule): Promise<void>;
    /** @throws LatheError `schedule-unknown` */
    remove(projectId: string, id: string): Promise<void>;
    /**
     * Takes what is due, for one alone: afterwards nobody else gets it, even when it fails.
     * @returns what to call when it is done; null when somebody else has it, or had it already
     */
    claim(projectId: string, id: string, due: number | string, at: number): Promise<(() => void) | null>;
    /** Writes what came of it; nothing when it was cancelled meanwhile. */
    settle(projectId: string, id: string, last: ScheduleOutcome): Promise<void>;
    /** @returns tells whether a schedule is being done, here or in another tab */
    alive(): Promise<(id: string) => boolean>;
  };
  /** Whole projects, for archives. */
  readonly bundles: Bundles;
  close(): void;
}
