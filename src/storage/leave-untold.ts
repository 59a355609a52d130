import type { DBCore, Dexie } from 'dexie';
import type { StoreName } from './stores.ts';

/**
 * Stores that no live query has to follow: their rows never change under their key, and one is only found by a record that names it, which is followed.
 */
const untold: ReadonlySet<string> = new Set<StoreName>(['chunks', 'chunkSizes', 'pendingChunks']);

/** Dexie's own layers, which collect what changed and tell every tab and worker of it, are at 0. */
const BELOW = -1;
const ABOVE = 1;

/**
 * Writes to these stores without telling anybody: an import writes hundreds of chunks, and to tell every thread of each of them, and to look there
 * whether a query has read it, took as long as hashing them.
 */
export function leaveUntold(dexie: Dexie): void {
  let inner: DBCore;
  dexie.use({ stack: 'dbcore', name: 'untold-below', level: BELOW, create: (core) => (inner = core) });
  dexie.use({
    stack: 'dbcore',
    name: 'untold-above',
    level: ABOVE,
    create: (core) => ({
      ...core,
      table(store) {
        const table = core.table(store);
        return untold.has(store) ? { ...table, mutate: (request) => inner.table(store).mutate(request) } : table;
      }
    })
  });
}
