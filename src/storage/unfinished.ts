import type { Database } from './database.ts';
import { removePending } from './pending.ts';
import type { Storage } from './storage.ts';

/** Imports whose tab, worker or browser died on the way, and that can go on. */
export function createUnfinished(db: Database): Storage['unfinished'] {
  return {
    async list(projectId) {
      const rows = await db.read(['pending'], () => db.stores.pending.toArray());
      const alive = await db.liveness.held();
      return rows
        .flatMap(({ id, projectId: of, unfinished }) => (of === projectId && unfinished && !alive.has(id) ? [{ id, ...unfinished }] : []))
        .filter(({ rows: read }) => read.some((count) => count > 0))
        .sort((a, b) => b.savedAt - a.savedAt);
    },
    checkpoint: async (id, group) => (await db.read(['checkpoints'], () => db.stores.checkpoints.get([id, group])))?.state,
    async giveUp(id) {
      if (!(await db.liveness.held()).has(id)) await removePending(db, id);
    }
  };
}
