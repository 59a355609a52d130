import type { Dexie } from 'dexie';
import type { Liveness } from './liveness.ts';
import type { Marker } from './marker.ts';
import type { StoreName, Stores } from './stores.ts';

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

/**
 * Chunks put by themselves, before a record refers to them (the row sets of a split, say). They count as this session's pending work, so that no
 * collection takes them between the two writes.
 */
export interface LooseChunks {
  /** Of the pending work of this session; null before the first chunk. */
  readonly id: string | null;
  put(bytes: Uint8Array): Promise<string>;
}
