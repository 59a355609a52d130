import { importEnded } from '../core/errors/storage.ts';
import { chunkOf, chunkStores, storeChunks, type ChunkToStore } from './chunks.ts';
import type { Database } from './database.ts';
import { collectGarbage, garbageStores } from './garbage.ts';
import { groupCommit } from './group-commit.ts';
import { chunksOfRow, type PendingChunkRow, type PendingRow, type UnfinishedImport } from './stores.ts';

/** The stores a commit must hold to end pending work. */
export const pendingStores = ['pending', 'pendingChunks', 'checkpoints'] as const;

/** How long an import that was cut off can be gone on with. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Chunks written before anything refers to them. They are safe from every garbage collection while the owner lives; when it dies, the next
 * start sweeps them.
 */
export interface PendingWork {
  readonly id: string;
  /** Stores bytes, or shares them when they are there. @returns their SHA-256 */
  put(bytes: Uint8Array): Promise<string>;
  /** Inside a transaction: what was put so far, by all who take part. It is there, for nobody may collect it. */
  chunksInside(): Promise<ReadonlySet<string>>;
  /**
   * Inside the transaction that makes the chunks visible, over `garbageStores` too: from then on its records keep them, and what they do not refer to
   * (pieces of a reading that was begun in another way, say) goes.
   * @param kept what the records refer to, as far as that is known without a search
   */
  finishInside(kept: Iterable<string>): Promise<void>;
  /** After that transaction. */
  letGo(): void;
  /** From now on this work outlives its owner. */
  outlive(unfinished: UnfinishedImport): Promise<void>;
  /** Keeps what a group has read, in place of what it had read before. */
  keepCheckpoint(group: number, rows: number, state: unknown): Promise<void>;
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

/**
 * Takes over work whose owner has died.
 * @throws LatheError `import-ended` when it is gone, or somebody else has taken it
 */
export async function takeOverPending(db: Database, id: string): Promise<PendingWork> {
  if ((await db.liveness.held()).has(id)) throw importEnded();
  const release = await db.liveness.hold(id);
  const row = await db.read(['pending'], () => db.stores.pending.get(id));
  if (row) return pendingWork(db, id, release);
  release();
  throw importEnded();
}

/** Takes part in work whose owner is another thread: in that of a big import, with many chunks. */
export const joinPending = (db: Database, id: string): PendingWork => pendingWork(db, id, () => undefined, storeMany(db, id));

/** A look-up less for each chunk, and a row for all of a transaction. */
function storeMany(db: Database, id: string): StoreChunks {
  let before: Promise<ReadonlySet<string>> | null = null;
  const readBefore = async () => new Set(await db.read(['chunkSizes'], () => db.stores.chunkSizes.toCollection().primaryKeys()));
  return async (chunks) => {
    const likely = await (before ??= readBefore());
    const row = { pendingId: id, hash: crypto.randomUUID(), hashes: chunks.map(({ hash }) => hash) };
    await storePending(db, id, [row], () => storeChunks(db, chunks, likely));
  };
}

const storeEach =
  (db: Database, id: string): StoreChunks =>
  (chunks) =>
    storePending(
      db,
      id,
      chunks.map(({ hash }) => ({ pendingId: id, hash })),
      () => storeChunks(db, chunks)
    );

type StoreChunks = (chunks: readonly ChunkToStore[]) => Promise<void>;

function pendingWork(db: Database, id: string, release: () => void, storeAll: StoreChunks = storeEach(db, id)): PendingWork {
  const store = groupCommit(storeAll);
  return {
    id,
    async put(bytes) {
      const chunk = await chunkOf(bytes);
      await store(chunk);
      return chunk.hash;
    },
    chunksInside: async () => new Set((await chunksOfPending(db, id).toArray()).flatMap(chunksOfRow)),
    async finishInside(kept) {
      if ((await db.stores.pending.get(id)) === undefined) throw importEnded();
      await removeInside(db, id, new Set(kept));
    },
    letGo: release,
    outlive: (unfinished) => updatePending(db, id, (row) => ({ ...row, unfinished })),
    keepCheckpoint: (group, rows, state) =>
      updatePending(db, id, async (row) => {
        await db.stores.checkpoints.put({ pendingId: id, group, state });
        return { ...row, ...(row.unfinished && { unfinished: withRows(row.unfinished, group, rows, db.now()) }) };
      }),
    async abandon() {
      // Let go even when the removal fails: then the next start sweeps it.
      await removePending(db, id).finally(release);
    }
  };
}

const withRows = (unfinished: UnfinishedImport, group: number, rows: number, savedAt: number): UnfinishedImport => ({
  ...unfinished,
  savedAt,
  rows: unfinished.rows.map((before, i) => (i === group ? rows : before))
});

function updatePending(db: Database, id: string, change: (row: PendingRow) => PendingRow | Promise<PendingRow>): Promise<void> {
  return db.write([...pendingStores], async () => {
    const row = await db.stores.pending.get(id);
    if (row === undefined) throw importEnded();
    await db.stores.pending.put(await change(row));
  });
}

function storePending(db: Database, id: string, rows: readonly PendingChunkRow[], store: () => Promise<void>): Promise<void> {
  return db.write([...chunkStores, ...pendingStores], async () => {
    const stillOpen = async () => {
      if ((await db.stores.pending.get(id)) === undefined) throw importEnded();
    };
    await Promise.all([stillOpen(), store(), db.stores.pendingChunks.bulkPut(rows)]);
  });
}

/**
 * By a range of primary keys, which is removed in one request; rows found by an index are removed one by one. In the order of keys an array that
 * goes on stands behind one that ends, and an array, even the empty one, behind every text.
 */
const chunksOfPending = (db: Database, id: string) => db.stores.pendingChunks.where('[pendingId+hash]').between([id], [id, []]);

/** Removes one pending record, its list and the chunks nothing else uses. */
export const removePending = (db: Database, id: string): Promise<void> =>
  db.write([...pendingStores, ...garbageStores], () => removeInside(db, id, new Set()));

async function removeInside(db: Database, id: string, kept: ReadonlySet<string>): Promise<void> {
  const rows = await chunksOfPending(db, id).toArray();
  await chunksOfPending(db, id).delete();
  await db.stores.checkpoints.where('pendingId').equals(id).delete();
  await db.stores.pending.delete(id);
  await collectGarbage(
    db,
    rows.flatMap(chunksOfRow).filter((hash) => !kept.has(hash))
  );
}

/**
 * Removes what dead tabs and workers left behind, but for imports that can go on. The rows are read before the locks, so that work that begins meanwhile
 * is not taken for dead.
 */
export async function sweepPending(db: Database): Promise<void> {
  const rows = await db.read(['pending'], () => db.stores.pending.toArray());
  if (rows.length === 0) return;
  const alive = await db.liveness.held();
  for (const row of rows) if (!alive.has(row.id) && !(await canGoOn(db, row))) await removePending(db, row.id);
}

async function canGoOn(db: Database, { projectId, unfinished }: PendingRow): Promise<boolean> {
  if (!unfinished || projectId === null || unfinished.rows.every((rows) => rows === 0)) return false;
  if (db.now() - unfinished.savedAt > KEPT_MS) return false;
  return (await db.read(['projects'], () => db.stores.projects.get(projectId))) !== undefined;
}
