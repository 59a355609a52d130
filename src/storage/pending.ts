import { importEnded } from '../core/errors.ts';
import { chunkOf, chunkStores, storeChunks, type ChunkToStore } from './chunks.ts';
import type { Database } from './database.ts';
import { collectGarbage, garbageStores } from './garbage.ts';
import { groupCommit } from './group-commit.ts';

/** The stores a commit must hold to end pending work. */
export const pendingStores = ['pending', 'pendingChunks'] as const;

/**
 * Chunks written before anything refers to them. They are safe from every garbage collection while the owner lives; when it dies, the next
 * start sweeps them.
 */
export interface PendingWork {
  readonly id: string;
  /** Stores bytes, or shares them when they are there. @returns their SHA-256 */
  put(bytes: Uint8Array): Promise<string>;
  /** Inside the transaction that makes the chunks visible: from then on its records keep them. */
  finishInside(): Promise<void>;
  /** After that transaction. */
  letGo(): void;
  /** Removes what nothing else uses. */
  abandon(): Promise<void>;
}

/** The lock is taken before the row is written, so that a row without a holder is dead. */
export async function beginPending(db: Database, projectId: string | null): Promise<PendingWork> {
  const id = `lathe-pending-${db.name}-${crypto.randomUUID()}`;
  const release = await db.liveness.hold(id);
  try {
    await db.write(['pending'], () => db.stores.pending.put({ id, projectId, startedAt: db.now() }));
  } catch (error) {
    release();
    throw error;
  }
  return pendingWork(db, id, release);
}

function pendingWork(db: Database, id: string, release: () => void): PendingWork {
  const store = groupCommit((chunks: readonly ChunkToStore[]) => storePending(db, id, chunks));
  return {
    id,
    async put(bytes) {
      const chunk = await chunkOf(bytes);
      await store(chunk);
      return chunk.hash;
    },
    async finishInside() {
      if ((await db.stores.pending.get(id)) === undefined) throw importEnded();
      await chunksOfPending(db, id).delete();
      await db.stores.pending.delete(id);
    },
    letGo: release,
    async abandon() {
      // Let go even when the removal fails: then the next start sweeps it.
      await removePending(db, id).finally(release);
    }
  };
}

function storePending(db: Database, id: string, chunks: readonly ChunkToStore[]): Promise<void> {
  return db.write([...chunkStores, ...pendingStores], async () => {
    const stillOpen = async () => {
      if ((await db.stores.pending.get(id)) === undefined) throw importEnded();
    };
    await Promise.all([
      stillOpen(),
      storeChunks(db, chunks),
      db.stores.pendingChunks.bulkPut(chunks.map(({ hash }) => ({ pendingId: id, hash })))
    ]);
  });
}

/**
 * By a range of primary keys, which is removed in one request; rows found by an index are removed one by one. In the order of keys an array that
 * goes on stands behind one that ends, and an array, even the empty one, behind every text.
 */
const chunksOfPending = (db: Database, id: string) => db.stores.pendingChunks.where('[pendingId+hash]').between([id], [id, []]);

/** Removes one pending record, its list and the chunks nothing else uses. */
async function removePending(db: Database, id: string): Promise<void> {
  await db.write([...pendingStores, ...garbageStores], async () => {
    const rows = await chunksOfPending(db, id).toArray();
    await chunksOfPending(db, id).delete();
    await db.stores.pending.delete(id);
    await collectGarbage(
      db,
      rows.map((row) => row.hash)
    );
  });
}

/** Removes what dead tabs and workers left behind. The rows are read before the locks, so that work that begins meanwhile is not taken for dead. */
export async function sweepPending(db: Database): Promise<void> {
  const ids = await db.read(['pending'], () => db.stores.pending.toCollection().primaryKeys());
  if (ids.length === 0) return;
  const alive = await db.liveness.held();
  for (const id of ids) if (!alive.has(id)) await removePending(db, id);
}
