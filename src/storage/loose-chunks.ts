import type { Database } from './database.ts';
import { beginPending, type PendingWork } from './pending.ts';

/**
 * Chunks put by themselves, before a record refers to them (the row sets of a split, say). They count as this session's pending work, so that no
 * collection takes them between the two writes.
 */
export interface LooseChunks {
  /** Of the pending work of this session; null before the first chunk. */
  readonly id: string | null;
  put(bytes: Uint8Array): Promise<string>;
}

export function createLooseChunks(db: () => Database): LooseChunks {
  let work: Promise<PendingWork> | null = null;
  let id: string | null = null;
  const begin = async () => {
    const begun = await beginPending(db(), null);
    id = begun.id;
    return begun;
  };
  return {
    get id() {
      return id;
    },
    async put(bytes) {
      work ??= begin().catch((error: unknown) => {
        work = null;
        throw error;
      });
      return (await work).put(bytes);
    }
  };
}
