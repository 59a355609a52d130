import Dexie from 'dexie';
import { isLatheError } from '../core/errors/lathe-error.ts';
import { storageFull, storageUnavailable, tabOutdated } from '../core/errors/storage.ts';
import type { Database } from './database.ts';
import { createLooseChunks } from './loose-chunks.ts';
import { leaveUntold } from './leave-untold.ts';
import { storeIndexes, SCHEMA_VERSION, type StoreName, type Stores } from './stores.ts';

/** Called before every single write request with the store's name; throwing makes that write fail. For tests. */
export type WriteFault = (store: string) => void;

export function createDatabase(
  name: string,
  outside: Pick<Database, 'liveness' | 'marker' | 'now'> & { readonly fault: WriteFault | null }
): Database {
  // Strict for the chunks of an import, too: Chromium keeps large values in files of their own, and flushing the transaction that refers to them
  // later does not flush those. Written in groups while the reading goes on, it costs nothing that could be measured.
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict' });
  dexie.version(SCHEMA_VERSION).stores(storeIndexes);
  leaveUntold(dexie);
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
