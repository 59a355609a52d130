import type { Database, LooseChunks } from './database.ts';
import { beginPending, type PendingWork } from './pending.ts';

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
