import Dexie, { type Table as Store } from 'dexie';
import { isLatheError, storageFull, storageUnavailable, tabOutdated } from '../core/errors.ts';
import type { Liveness } from './liveness.ts';
import { createLooseChunks, type LooseChunks } from './loose-chunks.ts';
import type { Marker } from './marker.ts';
import type { DatasetRecord } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { AuditRecord, JobRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';

/** Version of the stores. Raise it with any change of stores or of a record's version; older tabs then stop writing. */
export const SCHEMA_VERSION = 1;

export interface ChunkRow {
  readonly hash: string;
  readonly bytes: Uint8Array;
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
}

export interface PendingChunkRow {
  readonly pendingId: string;
  readonly hash: string;
}

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

export interface Stores {
  readonly projects: Store<ProjectRecord, string>;
  readonly datasets: Store<DatasetRecord, string>;
  readonly chunks: Store<ChunkRow, string>;
  readonly chunkSizes: Store<ChunkSizeRow, string>;
  readonly pending: Store<PendingRow, string>;
  readonly pendingChunks: Store<PendingChunkRow, [string, string]>;
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
  readonly meta: Store<MetaRow, string>;
}

export type StoreName = keyof Stores;

const indexes: Readonly<Record<StoreName, string>> = {
  projects: 'id',
  datasets: 'id, projectId',
  chunks: 'hash',
  chunkSizes: 'hash',
  pending: 'id',
  pendingChunks: '[pendingId+hash], pendingId, hash',
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
  meta: 'key'
};

/** Called before every single write request with the store's name; throwing makes that write fail. For tests. */
export type WriteFault = (store: string) => void;

/** The database and the outside things its repositories need. */
export interface Database {
  readonly name: string;
  readonly stores: Stores;
  readonly dexie: Dexie;
  readonly liveness: Liveness;
  readonly marker: Marker | null;
  readonly now: () => number;
  readonly looseChunks: LooseChunks;
  /** One read-write transaction: all of it or nothing. @throws LatheError `storage-full`, `storage-unavailable` or `tab-outdated` */
  write<T>(stores: readonly StoreName[], change: () => Promise<T>): Promise<T>;
  /** One view of several stores at the same moment. @throws LatheError `storage-unavailable` */
  read<T>(stores: readonly StoreName[], query: () => Promise<T>): Promise<T>;
}

export function createDatabase(
  name: string,
  outside: Pick<Database, 'liveness' | 'marker' | 'now'> & { readonly fault: WriteFault | null }
): Database {
  // Strict for the chunks of an import, too: Chromium keeps large values in files of their own, and flushing the transaction that refers to them
  // later does not flush those. Written in groups while the reading goes on, it costs nothing that could be measured.
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict' });
  dexie.version(SCHEMA_VERSION).stores(indexes);
  if (outside.fault) injectFaults(dexie, outside.fault);
  const stores = dexie as unknown as Stores;
  const run = <T>(mode: 'rw' | 'r', names: readonly StoreName[], body: () => Promise<T>): Promise<T> =>
    dexie.transaction(mode, [...names], body).catch((error: unknown) => {
      throw translated(error);
    }) as Promise<T>;
  const db: Database = {
    name,
    dexie,
    stores,
    liveness: outside.liveness,
    marker: outside.marker,
    now: outside.now,
    looseChunks: createLooseChunks(() => db),
    write: (names, change) =>
      run('rw', [...new Set<StoreName>([...names, 'meta'])], async () => {
        await refuseOutdated(stores);
        return change();
      }),
    read: (names, query) => run('r', names, query)
  };
  return db;
}

/** After an upgrade in another tab this one may reopen by itself; it must not write its older records into the newer stores. */
async function refuseOutdated(stores: Stores): Promise<void> {
  const stored = (await stores.meta.get('schemaVersion'))?.value;
  if (typeof stored === 'number' && stored > SCHEMA_VERSION) throw tabOutdated(SCHEMA_VERSION, stored);
}

function injectFaults(dexie: Dexie, fault: WriteFault): void {
  dexie.use({
    stack: 'dbcore',
    name: 'write-faults',
    create: (core) => ({
      ...core,
      table(store) {
        const table = core.table(store);
        return {
          ...table,
          mutate: async (request) => {
            fault(store);
            return table.mutate(request);
          }
        };
      }
    })
  });
}

/** A full quota reaches Dexie as an abort with the reason inside; everything here says it in one way. */
function translated(error: unknown): unknown {
  if (isLatheError(error)) return error;
  if (isQuota(error)) return storageFull(error);
  return error instanceof Dexie.DexieError || error instanceof DOMException ? storageUnavailable(error) : error;
}

function isQuota(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner, failures } = error as { name?: unknown; inner?: unknown; failures?: readonly unknown[] };
  return name === 'QuotaExceededError' || isQuota(inner) || (failures?.some(isQuota) ?? false);
}
